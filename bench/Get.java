package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A document by its uid through the whole server, against a bare Jetty that answers the same bytes; both over TLS. */
final class Get implements Benchmark {
    private static final int CALLERS = 16;

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var results = new ArrayList<Result>();
        var data = plan.fresh("get");
        try (var server = Running.easel(plan.java(), data, "--rate-limit", "1000000", "--rate-burst", "10000000")) {
            var house = Client.of(server.port(), Running.apiKey(data));
            var account = house.create("/v1/cloudaccounts/aws", Bodies.account("get", 0));
            results.addAll(compare(plan, server, house, "get account", "/v1/cloudaccounts/aws/" + account, 0.6));
            var cluster = house.inDefault().create("/v1/spectroclusters/aws", Bodies.cluster(house, "get", 3));
            house.inDefault().await("/v1/spectroclusters/" + cluster, "/status/state", "Running");
            results.addAll(
                    compare(plan, server, house.inDefault(), "get cluster", "/v1/spectroclusters/" + cluster, 0.6));
        }
        return results;
    }

    private static List<Result> compare(
            Plan plan, Running server, Client house, String name, String path, double limit) throws IOException {
        var bytes = house.bytes(path);
        var file = Files.write(plan.scratch().resolve(name.replace(' ', '-') + ".json"), bytes);
        var request = Request.get(path, house.headers());
        var ratios = new ArrayList<Double>();
        var ours = new ArrayList<Double>();
        var bares = new ArrayList<Double>();
        var cost = new ArrayList<Double>();
        var bareCost = new ArrayList<Double>();
        try (var bare = Running.program(plan.java(), BareServer.class, file.toString())) {
            for (var each : List.of(server, bare)) Load.run(each.port(), CALLERS, plan.warmUp(), 200, _ -> request);
            for (int i = 0; i < plan.rounds(); i++) {
                ours.add(round(plan, server, request, cost));
                bares.add(round(plan, bare, request, bareCost));
                ratios.add(ours.getLast() / bares.getLast());
            }
        }
        var remark = String.format(
                Locale.ROOT,
                "%d bytes; %.0f/s of %.0f/s; %.0f and %.0f µs of processor a request",
                bytes.length,
                Benchmark.figures(ours).median(),
                Benchmark.figures(bares).median(),
                Benchmark.figures(cost).median(),
                Benchmark.figures(bareCost).median());
        return List.of(Result.atLeast(name + " : bare", limit, "%.2f", Benchmark.figures(ratios), remark));
    }

    private static double round(Plan plan, Running server, byte[] request, List<Double> cost) throws IOException {
        var before = server.cpu();
        var outcome = Load.run(server.port(), CALLERS, plan.time(), 200, _ -> request);
        cost.add(server.cpu().minus(before).toNanos() / 1e3 / outcome.count());
        return outcome.perSecond();
    }
}
