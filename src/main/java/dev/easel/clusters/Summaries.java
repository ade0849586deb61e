package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.contract.Json;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Clusters in few words, for lists and overviews. Pure: everything around a cluster is handed in. */
final class Summaries {
    private final Desk desk;
    private final Blueprints blueprints;
    private final Prices prices;

    Summaries(Desk desk, Blueprints blueprints, Prices prices) {
        this.desk = desk;
        this.blueprints = blueprints;
        this.prices = prices;
    }

    /** A line of a search, {@code v1SpectroClusterSummary}. */
    ObjectNode line(Document cluster, Surroundings around) {
        var line = Json.object();
        line.set("metadata", desk.show(cluster).path("metadata"));
        var spec = line.putObject("specSummary");
        describe(spec, "cloudAccountMeta", cluster, around);
        var config = spec.putObject("clusterConfig");
        config.put("timezone", cluster.text("/spec/clusterConfig/timezone"));
        var group = cluster.at("/spec/clusterConfig/hostClusterConfig/clusterGroup");
        if (group.isObject()) config.putObject("hostClusterConfig").set("clusterGroup", group);
        spec.putObject("projectMeta").put("uid", cluster.project()).put("name", around.project(cluster));
        var status = line.putObject("status");
        common(status, cluster, around);
        copy(cluster, status, "repave");
        return line;
    }

    /** One cluster's page, {@code v1SpectroClusterUidSummary}. */
    ObjectNode page(Document cluster, Surroundings around) {
        var page = Json.object();
        page.set("metadata", desk.show(cluster).path("metadata"));
        describe(page.putObject("spec"), "cloudaccount", cluster, around);
        var status = page.putObject("status");
        common(status, cluster, around);
        for (var field : new String[] {
            "abortTimestamp", "apiEndpoints", "conditions", "packs", "services", "spcApply", "upgrades"
        }) {
            copy(cluster, status, field);
        }
        var runs = cluster.text("/status/state").equals("Running");
        status.putObject("kubeMeta")
                .put("hasKubeConfig", runs)
                .put("hasKubeConfigClient", runs)
                .put("hasManifest", cluster.at("/status/clusterImport").isObject())
                .put("kubernetesVersion", Blueprints.kubernetes(cluster.text("/easel/foundation/kubernetes/tag")));
        return page;
    }

    /** The shortest form, {@code v1SpectroClusterMetaSummary}. */
    ObjectNode brief(Document cluster, Surroundings around) {
        var brief = Json.object();
        brief.set("metadata", desk.show(cluster).path("metadata"));
        var spec = brief.putObject("specSummary");
        brief(spec, "archType", cluster, around);
        spec.put("importMode", cluster.text("/spec/clusterConfig/importMode"));
        spec.putObject("projectMeta").put("uid", cluster.project()).put("name", around.project(cluster));
        var status = brief.putObject("status").put("state", cluster.text("/status/state"));
        status.putObject("health").put("state", health(cluster).path("state").asString("Unknown"));
        status.putObject("cost").set("total", cost(cluster, around).asCost().path("total"));
        return brief;
    }

    /** Spec of {@code v1SpectroClusterMeta}, and most of the brief form's. */
    void brief(ObjectNode spec, String architectures, Document cluster, Surroundings around) {
        var cloud = cloud(cluster);
        spec.set(architectures, architectures(around.pools(cluster)));
        spec.put("cloudAccountUid", cluster.text("/easel/accountUid"));
        var region = cloud.cluster().region();
        spec.put(
                "cloudRegion",
                region.isEmpty()
                        ? ""
                        : around.config(cluster, "/spec/clusterConfig" + region).asString(""));
        spec.put("cloudType", Environment.shown(cloud.name()));
        spec.put("clusterType", cluster.text("/spec/clusterType"));
        spec.set("location", location(cluster.at("/status/location")));
        var tags = spec.putArray("tags");
        Environment.tags(cluster).forEach(tags::add);
    }

    private void describe(ObjectNode spec, String account, Document cluster, Surroundings around) {
        var pools = around.pools(cluster);
        spec.set("archTypes", architectures(pools));
        spec.putObject(account).put("uid", cluster.text("/easel/accountUid")).put("name", around.account(cluster));
        var templates = templates(cluster);
        for (var template : templates) {
            if (!template.path("type").asString("").equals("add-on")) spec.set("clusterProfileTemplate", template);
        }
        spec.set("clusterProfileTemplates", templates);
        var config = spec.putObject("cloudConfig");
        config.put("uid", cluster.text("/spec/cloudConfigRef/uid"));
        config.put("cloudType", Environment.shown(cluster.text("/spec/cloudType")));
        var shown = config.putArray("machinePools");
        for (var pool : pools) shown.add(pool(cluster, pool));
    }

    private static ObjectNode pool(Document cluster, JsonNode pool) {
        int healthy = 0;
        int cordoned = 0;
        for (var machine : cluster.at("/status/" + Status.OBSERVED + "/machines")) {
            if (!machine.path("pool").asString("").equals(Pools.name(pool))) continue;
            if (machine.path("ready").asBoolean(false)) healthy++;
            if (machine.path("maintenance").asString("").equals("cordon")) cordoned++;
        }
        var shown = Json.object()
                .put("cloudType", cluster.text("/spec/cloudType"))
                .put("isControlPlane", pool.path("isControlPlane").asBoolean(false))
                .put("size", pool.path("size").asInt(1))
                .put("healthy", healthy)
                .put("maintenanceMode", cordoned);
        shown.set("labels", pool.path("labels").isArray() ? pool.path("labels") : Json.MAPPER.createArrayNode());
        return shown;
    }

    private static ArrayNode templates(Document cluster) {
        var templates = Json.MAPPER.createArrayNode();
        for (var template : cluster.at("/spec/clusterProfileTemplates")) {
            var shown = templates.addObject();
            for (var field : new String[] {"cloudType", "name", "packs", "type", "uid", "version"}) {
                if (template.has(field)) shown.set(field, template.get(field));
            }
        }
        return templates;
    }

    private void common(ObjectNode status, Document cluster, Surroundings around) {
        status.put("state", cluster.text("/status/state"));
        status.set("health", health(cluster));
        status.set("location", location(cluster.at("/status/location")));
        status.set("hourlyRate", cost(cluster, around).asCost());
        copy(cluster, status, "clusterImport");
        copy(cluster, status, "virtual");
        copy(cluster, status, "fips");
    }

    private static JsonNode health(Document cluster) {
        var health = cluster.at("/status/health");
        return health.isObject() ? health : Json.object().put("state", "Unknown");
    }

    private static ObjectNode location(JsonNode location) {
        var shown = Json.object();
        for (var field : new String[] {"countryCode", "countryName", "regionCode", "regionName"}) {
            shown.put(field, location.path(field).asString(""));
        }
        var coordinates = shown.putArray("coordinates");
        if (!location.path("geoLoc").isObject()) return shown;
        coordinates
                .add(location.at("/geoLoc/latitude").asDouble(0))
                .add(location.at("/geoLoc/longitude").asDouble(0));
        return shown;
    }

    private Prices.Hour cost(Document cluster, Surroundings around) {
        return prices.hour(cloud(cluster), around.pools(cluster));
    }

    private Cloud cloud(Document cluster) {
        return blueprints.cloud(cluster.text("/spec/cloudType"));
    }

    private static ArrayNode architectures(JsonNode pools) {
        var names = new TreeSet<String>();
        for (var pool : pools)
            names.add(pool.at("/machinePoolProperties/archType").asString("amd64"));
        var list = Json.MAPPER.createArrayNode();
        names.forEach(list::add);
        return list;
    }

    private static void copy(Document cluster, ObjectNode status, String field) {
        var value = cluster.at("/status/" + field);
        if (!value.isMissingNode() && !value.isNull()) status.set(field, value);
    }
}
