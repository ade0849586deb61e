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

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var data = plan.fresh("create");
        try (var server = Running.easel(plan.java(), data, "--rate-limit", "1000000", "--rate-burst", "10000000")) {
            var house = Client.of(server.port(), Running.apiKey(data));
            var uid = house.create("/v1/cloudaccounts/aws", Bodies.account("first", 0));
            var body = new String(house.bytes("/v1/cloudaccounts/aws/" + uid), StandardCharsets.UTF_8);
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
        for (int i = -1; i < plan.rounds(); i++) {
            var prefix = "round" + (i + 1);
            var time = i < 0 ? plan.warmUp() : plan.time();
            var before = server.cpu();
            var outcome = Load.run(
                    server.port(),
                    CALLERS,
                    time,
                    201,
                    number -> Request.post("/v1/cloudaccounts/aws", house.headers(), Bodies.account(prefix, number)));
            double used = server.cpu().minus(before).toNanos() / 1e3;
            double all = bare.get(0).run(CALLERS, time);
            double alone = bare.get(1).run(CALLERS, time);
            if (i < 0) continue;
            cost.add(used / outcome.count());
            waits.add(outcome.p99Micros() / 1e3);
            ours.add(outcome.perSecond());
            rows.add(outcome.perSecond() / all);
            document.add(outcome.perSecond() / alone);
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
}
