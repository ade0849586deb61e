package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.clusters.Prices.Period;
import dev.easel.contract.Json;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a cluster costs, before it is made, as it stands, and over a time. */
final class Rates {
    private static final int POINTS = 1000;

    private final Desk desk;
    private final Blueprints blueprints;
    private final Prices prices;

    Rates(Desk desk, Blueprints blueprints, Prices prices) {
        this.desk = desk;
        this.blueprints = blueprints;
        this.prices = prices;
    }

    void bind(Binder on, Clouds all) {
        for (var cloud : all.all()) {
            var operation = cloud.cluster().operations().get("rate");
            if (operation != null) on.op(operation, "cluster.create", call -> estimate(call, cloud));
        }
        on.op("v1SpectroClustersUidRate", "cluster.get", this::ofCluster);
        on.op("v1SpectroClustersUidCostSummary", "cluster.get", this::overTime);
    }

    private Object estimate(Call call, Cloud cloud) {
        var pools = Json.MAPPER.createArrayNode();
        for (var written : call.object().path("machinepoolconfig")) pools.add(Pools.flatten(cloud, written));
        return prices.rate(cloud, "", pools, Period.of(call.query("periodType").orElse("hourly")));
    }

    private Object ofCluster(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        var cloud = blueprints.cloud(cluster.text("/spec/cloudType"));
        return prices.rate(
                cloud,
                cluster.name(),
                pools(cluster.tenant(), cluster.text("/spec/cloudConfigRef/uid")),
                Period.HOURLY);
    }

    private JsonNode pools(String tenant, String config) {
        return desk.store()
                .find(Kinds.CLOUD_CONFIG, Reach.tenant(tenant), config)
                .map(document -> document.at("/spec/machinePoolConfig"))
                .orElseGet(Json.MAPPER::createArrayNode);
    }

    /** The cluster as it is now, at its hourly price, for as long of the time asked for as it has existed. */
    private Object overTime(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        var cloud = blueprints.cloud(cluster.text("/spec/cloudType"));
        var hour = prices.hour(cloud, pools(cluster.tenant(), cluster.text("/spec/cloudConfigRef/uid")));
        var until = call.query("endTime").map(Times::parse).orElse(desk.now());
        var from = call.query("startTime").map(Times::parse).orElse(until.minus(Duration.ofDays(30)));
        var minutes = call.query("period")
                .map(Long::parseLong)
                .filter(given -> given > 0)
                .orElse(60L);
        var reply = Json.object()
                .put("startTime", Times.text(from))
                .put("endTime", Times.text(until))
                .put("period", minutes);
        var shown = reply.putObject("cluster").put("uid", cluster.uid()).put("name", cluster.name());
        var span = new Span(latest(from, cluster.created()), until.isAfter(desk.now()) ? desk.now() : until);
        var total = hour.write(span.hours());
        var cost = shown.putObject("cost").put("total", total.path("total").asDouble());
        cost.set("cloud", total);
        var data = shown.putObject("cloud");
        data.set("cost", cost);
        points(data.putArray("data"), hour, new Span(from, until), span, Duration.ofMinutes(minutes));
        return reply;
    }

    private static void points(ArrayNode data, Prices.Hour hour, Span asked, Span lived, Duration step) {
        var at = asked.from;
        while (at.isBefore(asked.until) && data.size() < POINTS) {
            var next = at.plus(step);
            var part = new Span(latest(at, lived.from), next.isBefore(lived.until) ? next : lived.until);
            data.add(hour.write(part.hours()).put("timestamp", at.getEpochSecond()));
            at = next;
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** A stretch of time; one that ends before it begins is empty. */
    private record Span(Instant from, Instant until) {
        double hours() {
            return Math.max(0, Duration.between(from, until).toMillis()) / 3_600_000.0;
        }
    }
}
