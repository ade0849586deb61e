package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Cloud.Place;
import dev.easel.clouds.Clouds;
import dev.easel.clouds.Facts.Region;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.store.Tx;
import java.security.SecureRandom;
import java.util.HexFormat;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a cluster: one body becomes a cluster and its cloud configuration, in one transaction. */
final class Creation {
    private final Desk desk;
    private final Clouds clouds;
    private final Attachments attachments;
    private final EngineChoice engines;
    private final Rule withinLimit;

    Creation(Desk desk, Clouds clouds, Attachments attachments, EngineChoice engines, Rule withinLimit) {
        this.desk = desk;
        this.clouds = clouds;
        this.attachments = attachments;
        this.engines = engines;
        this.withinLimit = withinLimit;
    }

    Reply create(Call call, Cloud cloud) {
        return Reply.uid(desk.write(call, tx -> make(tx, call, cloud)));
    }

    /** Whether it could be made; everything is tried and undone. */
    Object validate(Call call, Cloud cloud) {
        try {
            desk.write(call, tx -> {
                make(tx, call, cloud);
                throw new Undone();
            });
        } catch (Undone fine) {
            return Json.object().set("machinePools", Json.object().set("results", Json.MAPPER.createArrayNode()));
        }
        throw new IllegalStateException("a validation was not undone");
    }

    private String make(Tx tx, Call call, Cloud cloud) {
        var given = call.object();
        var spec = Metadata.child(given, "spec");
        var account = account(tx, call, cloud, spec);
        var pools = pools(cloud, spec);
        var configUid = Metadata.newUid();
        var body = Json.object();
        body.set("metadata", given.path("metadata"));
        body.set("spec", spec(cloud, spec, configUid));
        var cluster = Desk.create(
                tx, Kinds.CLUSTER, call, body, withinLimit, draft -> complete(draft, cloud, given, account));
        var config = config(cloud, spec, pools, account);
        Metadata.begin(config, call, configUid, cluster.project(), tx.now());
        ((ObjectNode) config.path("metadata")).put("name", cluster.name());
        config.putObject(Desk.PRIVATE).put("clusterUid", cluster.uid());
        Hosts.mustBeFree(tx, config, configUid);
        tx.insert(Kinds.CLOUD_CONFIG.of(cloud.name()), cluster.project(), configUid, config);
        return cluster.uid();
    }

    private static String account(Tx tx, Call call, Cloud cloud, ObjectNode spec) {
        var uid = spec.path("cloudAccountUid").asString("");
        // An edge host that stands for a vSphere brings its own way in.
        var byHost = uid.isEmpty() && !spec.path("edgeHostUid").asString("").isEmpty();
        if (cloud.account().isEmpty() || byHost) return uid;
        if (uid.isEmpty()) throw Problem.invalid("body.spec.cloudAccountUid", "is required");
        var kind = Kinds.CLOUD_ACCOUNT.of(cloud.account().get().cloud());
        tx.find(kind, Desk.reach(call), uid)
                .orElseThrow(() -> Problem.notFound(cloud.account().get().cloud() + " cloud account", uid));
        return uid;
    }

    private static ArrayNode pools(Cloud cloud, ObjectNode spec) {
        var pools = Json.MAPPER.createArrayNode();
        for (var written : spec.path("machinepoolconfig")) pools.add(Pools.flatten(cloud, written));
        Pools.check(cloud, pools, "body.spec.machinepoolconfig");
        return pools;
    }

    private static ObjectNode spec(Cloud cloud, ObjectNode given, String configUid) {
        var spec = Json.object().put("cloudType", cloud.name());
        spec.putObject("cloudConfigRef").put("kind", cloud.name()).put("uid", configUid);
        var clusterConfig = spec.putObject("clusterConfig");
        given.path("clusterConfig").properties().forEach(field -> clusterConfig.set(field.getKey(), field.getValue()));
        clusterConfig.remove("resources");
        clusterConfig.remove("location");
        // A custom cloud's body cannot say it; the provider expects what it says for every other cloud.
        if (cloud.facts().equals("cloudTypes")) clusterConfig.put("updateWorkerPoolsInParallel", true);
        // The published provider takes an empty machineManagementConfig apart and fails on what is not in it.
        if (clusterConfig.at("/machineManagementConfig/osPatchConfig").isMissingNode()) {
            clusterConfig.remove("machineManagementConfig");
        }
        spec.putArray("clusterProfileTemplates");
        if (given.has("clusterTemplate")) spec.set("clusterTemplate", given.get("clusterTemplate"));
        spec.put("clusterType", given.path("clusterType").asString("PureManage"));
        return spec;
    }

    private void complete(Draft draft, Cloud cloud, ObjectNode given, String account) {
        DriftChoice.mustBeKnown(draft);
        var body = draft.body();
        var status = Status.begin(given);
        if (!status.has("location") && cloud.cluster().place() == Place.KNOWN)
            status.set("location", location(cloud, given));
        body.put("kind", "spectrocluster").set("status", status);
        var kept = body.putObject(Desk.PRIVATE);
        kept.put("accountUid", account).put("kubeToken", secret());
        engines.begin(draft, cloud);
        Upkeep.begin(draft);
        if (!cloud.cluster().region().isEmpty()) {
            kept.put(
                    "region",
                    given.at("/spec/cloudConfig" + cloud.cluster().region()).asString(""));
        }
        Policies.begin(kept, given.path("spec"));
        Virtual.begin(draft);
        attachments.attach(draft.tx(), draft.call(), body, given.at("/spec/profiles"), "body.spec.profiles");
        attachments.mustFit(body, cloud);
        kept.set("foundation", attachments.foundation(draft.call(), body).write());
    }

    /** Where the cluster is when nobody says so: in the region that it was asked for. */
    private ObjectNode location(Cloud cloud, ObjectNode given) {
        var region = cloud.cluster().region().isEmpty()
                ? ""
                : given.at("/spec/cloudConfig" + cloud.cluster().region()).asString("");
        var name = clouds.regions(cloud).stream()
                .filter(known -> known.name().equals(region))
                .findFirst()
                .map(Region::displayName)
                .orElse(region);
        return Json.object().put("regionCode", region).put("regionName", name);
    }

    private static ObjectNode config(Cloud cloud, ObjectNode given, ArrayNode pools, String account) {
        var config = Json.object().put("kind", cloud.name());
        var spec = config.putObject("spec");
        spec.putObject("cloudAccountRef").put("kind", "cloudaccount").put("uid", account);
        var written = given.path("cloudConfig") instanceof ObjectNode object ? object : Json.object();
        spec.set("clusterConfig", cloud.cluster().readable(written));
        spec.set("machinePoolConfig", pools);
        if (given.at("/clusterConfig/hostClusterConfig/hostCluster/uid").isString()) {
            spec.set("hostClusterUid", given.at("/clusterConfig/hostClusterConfig/hostCluster/uid"));
        }
        if (given.has("fargateProfiles")) spec.set("fargateProfiles", given.get("fargateProfiles"));
        return config;
    }

    private static String secret() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Ends a transaction that was only made to see whether it could be. */
    private static final class Undone extends RuntimeException {
        private Undone() {
            super(null, null, false, false);
        }
    }
}
