package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From the start of the process to the first 200, on an empty folder and on one with data; memory when idle. */
final class Start implements Benchmark {
    private static final long SETTLING = 10_000;

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var fresh = new ArrayList<Double>();
        var warm = new ArrayList<Double>();
        var memory = new ArrayList<Double>();
        for (int i = 0; i < plan.rounds(); i++) {
            var data = plan.fresh("start");
            try (var server = Running.easel(plan.java(), data)) {
                fresh.add(server.start().toMillis() / 1e3);
            }
            try (var server = Running.easel(plan.java(), data)) {
                warm.add(server.start().toMillis() / 1e3);
                if (i > 2) continue;
                Running.nap(SETTLING);
                memory.add((double) server.residentMiB());
            }
        }
        return List.of(
                Result.atMost("start fresh, s", 2.0, "%.2f", Benchmark.figures(fresh), "empty folder to first 200"),
                Result.atMost("start warm, s", 1.2, "%.2f", Benchmark.figures(warm), "folder with data to first 200"),
                Result.atMost("idle memory, MiB", 300, "%.0f", Benchmark.figures(memory), "VmRSS after 10 s"));
    }
}
