package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durable creates by 32 callers through the whole server, against the bare group commit of as many bytes. */
final class Create implements Benchmark {
    private static final int CALLERS = 32;
    private static final int ROUND = 4_000;
    private static final int WARM_UP = 3;
    private static final String ACCOUNTS = "/v1/cloudaccounts/aws";

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var data = plan.fresh("create");
        try (var server = Running.easel(plan.java(), data, "--rate-limit", "1000000", "--rate-burst", "10000000")) {
            var house = Client.of(server.port(), Running.apiKey(data));
            var uid = house.create(ACCOUNTS, Bodies.account("first", 0));
            var body = new String(house.bytes(ACCOUNTS + "/" + uid), StandardCharsets.UTF_8);
            try (var rows = bare(plan, GroupCommit.Rows.DOCUMENT_AND_CHANGE, body);
                    var document = bare(plan, GroupCommit.Rows.DOCUMENT, body)) {
                return compare(plan, server, house, List.of(rows, document), body.length());
            }
        } catch (SQLException | InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static GroupCommit bare(Plan plan, GroupCommit.Rows rows, String body) throws SQLException, IOException {
        return new GroupCommit(plan.fresh("bare-" + rows), rows, body);
    }

    private static List<Result> compare(Plan plan, Running server, Client house, List<GroupCommit> bare, int bytes)
            throws IOException, InterruptedException {
        var ours = new ArrayList<Double>();
        var rows = new ArrayList<Double>();
        var document = new ArrayList<Double>();
        var waits = new ArrayList<Double>();
        var cost = new ArrayList<Double>();
        raiseLimit(house);
        for (int i = -WARM_UP; i < plan.rounds(); i++) {
            var prefix = "round" + (i + WARM_UP);
            var before = server.cpu();
            var outcome = Load.times(
                    server.port(),
                    CALLERS,
                    ROUND,
                    201,
                    number -> Request.post(ACCOUNTS, house.headers(), Bodies.account(prefix, number)));
            double used = server.cpu().minus(before).toNanos() / 1e3;
            if (i >= 0) {
                cost.add(used / outcome.count());
                waits.add(outcome.p99Micros() / 1e3);
                ours.add(outcome.perSecond());
                rows.add(outcome.perSecond() / bare.get(0).run(CALLERS, plan.time()));
                document.add(outcome.perSecond() / bare.get(1).run(CALLERS, plan.time()));
            }
            clear(server, house);
        }
        var remark = String.format(
                Locale.ROOT,
                "%d bytes; %.0f/s; p99 %.0f ms; %.0f µs of processor a request",
                bytes,
                Benchmark.figures(ours).median(),
                Benchmark.figures(waits).median(),
                Benchmark.figures(cost).median());
        return List.of(
                Result.atLeast("create : same rows", 0.6, "%.2f", Benchmark.figures(rows), remark),
                Result.told("create : document row", "%.2f", Benchmark.figures(document), "the row without its change"));
    }

    static void raiseLimit(Client house) throws IOException {
        var project = house.get("/v1/dashboard/projects/metadata").at("/items/0/metadata/uid");
        var tenant = house.get("/v1/projects/" + project.asString()).at("/metadata/annotations/tenantUid");
        house.send(
                "PATCH",
                "/v1/tenants/" + tenant.asString() + "/resourceLimits",
                "{\"resources\":[{\"kind\":\"cloudaccount\",\"limit\":10000}]}",
                204);
    }

    /** A tenant may have so many accounts only, so those of a round make room for those of the next. */
    private static void clear(Running server, Client house) throws IOException {
        while (true) {
            var items = house.get(ACCOUNTS + "?limit=50").path("items");
            if (items.isEmpty()) return;
            Load.times(
                    server.port(),
                    CALLERS,
                    items.size(),
                    204,
                    number -> Request.delete(
                            ACCOUNTS + "/" + items.get((int) number).at("/metadata/uid").asString(), house.headers()));
        }
    }
}
