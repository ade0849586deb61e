package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Two thousand rehearsed clusters of ten nodes: how long they take to come up, and what they cost when they run. */
final class Fleet implements Benchmark {
    private static final int CLUSTERS = Integer.getInteger("clusters", 2_000);
    private static final int NODES = 10;
    private static final String RUNNING = "{\"filter\":{\"conjunction\":\"and\",\"filterGroups\":[{\"conjunction\":"
            + "\"and\",\"filters\":[{\"property\":\"clusterState\",\"type\":\"string\",\"condition\":{\"string\":"
            + "{\"operator\":\"eq\",\"match\":{\"values\":[\"Running\"]}}}}]}]}}";

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var data = plan.fresh("fleet");
        double made;
        double up;
        try (var server = Running.easel(plan.java(), data, "--rate-limit", "1000000", "--rate-burst", "10000000")) {
            long begin = System.nanoTime();
            var house = Client.of(server.port(), Running.apiKey(data)).inDefault();
            make(server, house);
            made = (System.nanoTime() - begin) / 1e9;
            while (running(house) < CLUSTERS) Running.nap(500);
            up = (System.nanoTime() - begin) / 1e9;
        }
        return idle(plan, data, made, up);
    }

    private static void make(Running server, Client house) throws IOException {
        var account = Bodies.account(house, "fleet");
        var profile = Bodies.profile(house, "fleet");
        Load.times(
                server.port(),
                8,
                CLUSTERS,
                201,
                number -> Request.post(
                        "/v1/spectroclusters/aws",
                        house.headers(),
                        Bodies.cluster("fleet-" + number, account, profile, NODES)));
    }

    private static int running(Client house) throws IOException {
        return house.post("/v1/dashboard/spectroclusters/search?limit=1", RUNNING)
                .at("/listmeta/count")
                .asInt();
    }

    /** Real time, as a long-lived server would run it. */
    private static List<Result> idle(Plan plan, Path data, double made, double up) throws IOException {
        try (var server = Running.easel(plan.java(), data, "--pace", "realistic")) {
            Running.nap(10_000);
            var before = server.cpu();
            long begin = System.nanoTime();
            Running.nap(60_000);
            double share = server.cpu().minus(before).toNanos() / (double) (System.nanoTime() - begin);
            var remark = String.format(Locale.ROOT, "%,d clusters of %d nodes, over a minute", CLUSTERS, NODES);
            return List.of(
                    Result.atMost("fleet, cores", 0.5, "%.3f", new Figures(share), remark),
                    Result.told("fleet made, s", "%.1f", new Figures(made), "through the API, 8 callers"),
                    Result.told("fleet up, s", "%.1f", new Figures(up), "until all run, pace fast"),
                    Result.told(
                            "fleet memory, MiB", "%.0f", new Figures(server.residentMiB()), "VmRSS, at most 512 of heap"));
        }
    }
}
