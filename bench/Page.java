package bench;

import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** A search for clusters that finds a hundred and shows fifty, out of many and out of few; both servers side by side. */
final class Page implements Benchmark {
    private static final int MANY = 100_000;
    private static final int FEW = 1_000;
    private static final int FOUND = 100;
    private static final int CALLERS = 2;
    private static final String SEARCH = "/v1/dashboard/spectroclusters/search?limit=50";

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var many = plan.fresh("page-many");
        var few = plan.fresh("page-few");
        seed(plan, many, MANY);
        seed(plan, few, FEW);
        try (var large = Running.easel(plan.java(), many);
                var small = Running.easel(plan.java(), few)) {
            return List.of(
                    compare(plan, large, small, "page by label", label(), Running.apiKey(many), Running.apiKey(few)),
                    compare(plan, large, small, "page by state", state(), Running.apiKey(many), Running.apiKey(few)));
        }
    }

    private static Result compare(Plan plan, Running large, Running small, String name, String search, String... keys)
            throws IOException {
        var slow = Request.post(
                SEARCH, Client.of(large.port(), keys[0]).inDefault().headers(), search);
        var fast = Request.post(
                SEARCH, Client.of(small.port(), keys[1]).inDefault().headers(), search);
        Load.run(large.port(), CALLERS, plan.warmUp(), 200, _ -> slow);
        Load.run(small.port(), CALLERS, plan.warmUp(), 200, _ -> fast);
        var ratios = new ArrayList<Double>();
        var times = new ArrayList<Double>();
        for (int i = 0; i < plan.rounds(); i++) {
            double of =
                    Load.run(large.port(), CALLERS, plan.time(), 200, _ -> slow).medianMicros();
            double from =
                    Load.run(small.port(), CALLERS, plan.time(), 200, _ -> fast).medianMicros();
            ratios.add(of / from);
            times.add(of / 1e3);
        }
        var remark = String.format(
                Locale.ROOT,
                "50 of %d found among %,d and among %,d; median %.1f ms",
                FOUND,
                MANY,
                FEW,
                Benchmark.figures(times).median());
        return Result.atMost(name + ", many : few", 1.3, "%.2f", Benchmark.figures(ratios), remark);
    }

    private static String label() {
        return filter("tags", "owner:team-7");
    }

    private static String state() {
        return filter("clusterState", "Provisioning");
    }

    private static String filter(String property, String value) {
        return "{'filter':{'conjunction':'and','filterGroups':[{'conjunction':'and','filters':[{'property':'%s',"
                        .formatted(property)
                        .replace('\'', '"')
                + "'type':'string','condition':{'string':{'operator':'eq','match':{'values':['%s']}}}}]}]}}"
                        .formatted(value)
                        .replace('\'', '"');
    }

    /** Clusters are written as rows that nobody reconciles. */
    private static void seed(Plan plan, Path data, int count) throws IOException {
        try (var seed = Seed.of(plan, data)) {
            for (int from = 0; from < count; from += FEW) insert(seed, from, count);
        }
    }

    private static void insert(Seed seed, int from, int count) {
        seed.write(tx -> {
            for (int i = from; i < from + FEW; i++) tx.insert(Kinds.CLUSTER, seed.project(), uid(i), cluster(i, count));
        });
    }

    private static String uid(int number) {
        return "%024x".formatted(number + 1L);
    }

    private static ObjectNode cluster(int number, int count) {
        var rare = number % (count / FOUND) == 7 % (count / FOUND);
        var body = Json.object();
        var metadata =
                body.putObject("metadata").put("name", "cluster-" + number).put("uid", uid(number));
        metadata.putObject("labels").put("owner", rare ? "team-7" : "team-x" + number % 90);
        metadata.putObject("annotations").put("scope", "project");
        var spec = body.putObject("spec").put("cloudType", "aws").put("clusterType", "PureManage");
        spec.putObject("clusterConfig");
        spec.putArray("clusterProfileTemplates");
        var status = body.putObject("status").put("state", rare ? "Provisioning" : "Running");
        status.putObject("health").put("state", "Healthy");
        status.putArray("conditions");
        return body;
    }
}
