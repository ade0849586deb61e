package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From the start of the process to the first 200, on an empty folder and on one with data, with and without Java's cache; idle memory. */
final class Start implements Benchmark {
    private static final long SETTLING = 10_000;

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var with = new Starts();
        var without = new Starts();
        var bare = plan.withoutCache();
        for (int i = 0; i < plan.rounds(); i++) {
            with.round(plan);
            without.round(bare);
        }
        return List.of(
                Result.atMost("start fresh, s", 2.0, "%.2f", with.fresh(), "empty folder to first 200"),
                Result.atMost("start warm, s", 1.0, "%.2f", with.warm(), "folder with data to first 200"),
                Result.told("start fresh without cache, s", "%.2f", without.fresh(), "Java's AOT cache left out"),
                Result.told("start warm without cache, s", "%.2f", without.warm(), "the same"),
                Result.atMost("idle memory, MiB", 300, "%.0f", idle(plan), "VmRSS after 10 s"));
    }

    private static Figures idle(Plan plan) throws IOException {
        var memory = new ArrayList<Double>();
        for (int i = 0; i < Math.min(3, plan.rounds()); i++) {
            try (var server = Running.easel(plan.java(), plan.fresh("idle"))) {
                Running.nap(SETTLING);
                memory.add((double) server.residentMiB());
            }
        }
        return Benchmark.figures(memory);
    }

    private static final class Starts {
        private final List<Double> fresh = new ArrayList<>();
        private final List<Double> warm = new ArrayList<>();

        void round(Plan plan) throws IOException {
            var data = plan.fresh("start");
            for (var times : List.of(fresh, warm)) {
                try (var server = Running.easel(plan.java(), data)) {
                    times.add(server.start().toMillis() / 1e3);
                }
            }
        }

        Figures fresh() {
            return Benchmark.figures(fresh);
        }

        Figures warm() {
            return Benchmark.figures(warm);
        }
    }
}
