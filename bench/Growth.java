package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What a get, a list and a create cost where there is much, against where there is little; both servers side by side. */
final class Growth implements Benchmark {
    private static final String ACCOUNTS = "/v1/cloudaccounts/aws";
    private static final double LIMIT = 1.3;
    private static final int READERS = 2;
    private static final int WRITERS = 8;
    private static final int CREATES = 200;
    private static final int WARM_UP = 2_000;
    private static final List<Dimension> ALL = List.of(
            new Dimension("role bindings", List.of(10, 40_000), Sowing::bindings),
            new Dimension("tenants", List.of(1, 1_000), Sowing::tenants),
            new Dimension("documents", sizes(), Sowing::documents));

    /** Something that there may be more and more of. The first size is what the others are held against. */
    private record Dimension(String name, List<Integer> sizes, Sower sower) {}

    /** Fills a data folder, and returns the headers of a caller. */
    private interface Sower {
        String sow(Seed seed, int count);
    }

    /** A server with so much, and the caller who asks it. */
    private record Field(Running server, String headers, int accounts) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    private static List<Integer> sizes() {
        var most = Integer.getInteger("documents", 1_000_000);
        var sizes = new ArrayList<>(List.of(Sowing.FEW));
        for (int size = Sowing.FEW * 10; size <= most; size *= 10) sizes.add(size);
        return sizes;
    }

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var results = new ArrayList<Result>();
        for (var dimension : ALL) {
            for (int size : dimension.sizes().subList(1, dimension.sizes().size())) {
                try (var few = field(plan, dimension, dimension.sizes().getFirst());
                        var many = field(plan, dimension, size)) {
                    var name = String.format(Locale.ROOT, "%,d %s", size, dimension.name());
                    var found = compare(plan, name, many, few);
                    found.stream().filter(result -> !result.isRaw()).forEach(System.out::println);
                    results.addAll(found);
                }
            }
        }
        return results;
    }

    private static Field field(Plan plan, Dimension dimension, int size) throws IOException {
        var data = plan.fresh("growth");
        long begin = System.nanoTime();
        String headers;
        try (var seed = Seed.of(plan, data)) {
            headers = dimension.sower().sow(seed, size);
        }
        System.out.printf(
                Locale.ROOT, "%,d %s written in %.0f s%n", size, dimension.name(), (System.nanoTime() - begin) / 1e9);
        var server = Running.easel(plan.java(), data, "--rate-limit", "1000000", "--rate-burst", "10000000");
        return new Field(server, headers, dimension.name().equals("documents") ? size : Sowing.FEW);
    }

    private static List<Result> compare(Plan plan, String name, Field many, Field few) throws IOException {
        for (var field : List.of(few, many)) {
            create(field, "warm", WARM_UP);
            get(plan, field);
            list(plan, field);
        }
        var slow = new LinkedHashMap<String, List<Double>>();
        var fast = new LinkedHashMap<String, List<Double>>();
        for (int i = 0; i < plan.rounds(); i++) {
            round(plan, many, slow, "round" + i);
            round(plan, few, fast, "round" + i);
        }
        return results(name, slow, fast);
    }

    private static void round(Plan plan, Field field, Map<String, List<Double>> into, String prefix)
            throws IOException {
        add(into, "get", get(plan, field));
        add(into, "list", list(plan, field));
        add(into, "create", create(field, prefix, CREATES));
    }

    private static void add(Map<String, List<Double>> into, String what, Load.Outcome outcome) {
        into.computeIfAbsent(what, _ -> new ArrayList<>()).add(outcome.medianMicros() / 1e3);
    }

    private static List<Result> results(String name, Map<String, List<Double>> slow, Map<String, List<Double>> fast) {
        var results = new ArrayList<Result>();
        slow.forEach((what, times) -> {
            var ratios = new ArrayList<Double>();
            for (int i = 0; i < times.size(); i++)
                ratios.add(times.get(i) / fast.get(what).get(i));
            var many = Benchmark.figures(times);
            var few = Benchmark.figures(fast.get(what));
            var remark = String.format(Locale.ROOT, "median %.2f and %.2f ms", many.median(), few.median());
            var title = what + ", " + name + " : few";
            results.add(Result.atMost(title, LIMIT, "%.2f", Benchmark.figures(ratios), remark));
            results.add(Result.raw(title + ", ms: many", "%.2f", many));
            results.add(Result.raw(title + ", ms: few", "%.2f", few));
        });
        return results;
    }

    private static Load.Outcome get(Plan plan, Field field) throws IOException {
        return Load.run(field.server().port(), READERS, plan.time(), 200, _ -> {
            var uid = Seed.uid(ThreadLocalRandom.current().nextInt(field.accounts()));
            return Request.get(ACCOUNTS + "/" + uid, field.headers());
        });
    }

    private static Load.Outcome list(Plan plan, Field field) throws IOException {
        var request = Request.get(ACCOUNTS + "?limit=50&filters=metadata.labels.owner%3Dteam-7", field.headers());
        return Load.run(field.server().port(), READERS, plan.time(), 200, _ -> request);
    }

    private static Load.Outcome create(Field field, String prefix, int count) throws IOException {
        return Load.times(
                field.server().port(),
                WRITERS,
                count,
                201,
                number -> Request.post(ACCOUNTS, field.headers(), Bodies.account(prefix, number)));
    }
}
