package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two servers that are asked the same in turns. */
final class Duel {
    private final Shelf ours;
    private final Shelf theirs;
    private final Map<String, Rivals> measures = new LinkedHashMap<>();
    private final List<Double> memory = new ArrayList<>();
    private final List<Double> ourMemory = new ArrayList<>();
    private final List<Double> theirMemory = new ArrayList<>();

    Duel(Shelf ours, Shelf theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** Asks one of them for a while. */
    interface Ask {
        Load.Outcome of(Shelf shelf) throws IOException;
    }

    /** A round; who begins changes from round to round. */
    void round(String name, double limit, Ask ask) throws IOException {
        var rivals = measures.computeIfAbsent(name, _ -> new Rivals(limit, new Side(), new Side()));
        if (rivals.ours().times() % 2 == 0) {
            rivals.ours().add(ours, ask);
            rivals.theirs().add(theirs, ask);
        } else {
            rivals.theirs().add(theirs, ask);
            rivals.ours().add(ours, ask);
        }
    }

    void weigh() throws IOException {
        ourMemory.add((double) ours.residentMiB());
        theirMemory.add((double) theirs.residentMiB());
        memory.add(ourMemory.getLast() / theirMemory.getLast());
    }

    List<Result> results(double mostMemory) {
        var results = new ArrayList<Result>();
        measures.forEach((name, rivals) -> results.addAll(rivals.results(name)));
        var us = Benchmark.figures(ourMemory);
        var them = Benchmark.figures(theirMemory);
        var remark = String.format(Locale.ROOT, "%.0f and %.0f MiB (VmRSS)", us.median(), them.median());
        results.add(Result.atMost("memory : Kubernetes", mostMemory, "%.2f", Benchmark.figures(memory), remark));
        results.add(Result.raw("memory, MiB: Easel", "%.0f", us));
        results.add(Result.raw("memory, MiB: Kubernetes", "%.0f", them));
        return results;
    }

    private record Rivals(double limit, Side ours, Side theirs) {
        List<Result> results(String name) {
            var ratios = new double[ours.times()];
            for (int i = 0; i < ratios.length; i++) ratios[i] = ours.rates.get(i) / theirs.rates.get(i);
            var remark = "%s; Kubernetes %s".formatted(ours.text(), theirs.text());
            var figures = new Figures(ratios);
            return List.of(
                    Result.atLeast(name + " : Kubernetes", limit, "%.1f", figures, remark),
                    Result.raw(name + ", per s: Easel", "%.0f", Benchmark.figures(ours.rates)),
                    Result.raw(name + ", per s: Kubernetes", "%.0f", Benchmark.figures(theirs.rates)),
                    Result.raw(name + ", p99 ms: Easel", "%.1f", Benchmark.figures(ours.waits)),
                    Result.raw(name + ", p99 ms: Kubernetes", "%.1f", Benchmark.figures(theirs.waits)));
        }
    }

    private static final class Side {
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> waits = new ArrayList<>();
        private final List<Double> costs = new ArrayList<>();

        int times() {
            return rates.size();
        }

        void add(Shelf shelf, Ask ask) throws IOException {
            var before = shelf.cpu();
            var outcome = ask.of(shelf);
            costs.add(shelf.cpu().minus(before).toNanos() / 1e3 / outcome.count());
            rates.add(outcome.perSecond());
            waits.add(outcome.p99Micros() / 1e3);
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.0f/s, p99 %.1f ms, %.0f µs of processor",
                    Benchmark.figures(rates).median(),
                    Benchmark.figures(waits).median(),
                    Benchmark.figures(costs).median());
        }
    }
}
