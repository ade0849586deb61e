package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import dev.easel.store.Tx;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cloud configurations: reading them, and changing their pools. Each change wakes the cluster they belong to. */
final class ConfigDesk {
    private final Desk desk;

    ConfigDesk(Desk desk) {
        this.desk = desk;
    }

    JsonNode show(Document config) {
        return desk.show(config);
    }

    Document find(Call call) {
        return desk.find(Kinds.CLOUD_CONFIG, call, call.path("configUid"));
    }

    Document cluster(Document config) {
        var uid = config.text("/easel/clusterUid");
        return desk.store()
                .find(Kinds.CLUSTER, Reach.tenant(config.tenant()), uid)
                .orElseThrow(() -> Problem.notFound("cluster", uid));
    }

    Reply addPool(Call call, Cloud cloud) {
        var pool = Pools.flatten(cloud, call.object());
        change(call, (tx, config, spec) -> {
            var pools = (ArrayNode) spec.path("machinePoolConfig");
            Pools.mustBeNew(pools, Pools.name(pool));
            pools.add(pool);
            Pools.check(cloud, pools, "body");
        });
        return Reply.uid(Pools.name(pool));
    }

    Reply replacePool(Call call, Cloud cloud) {
        return change(call, (tx, config, spec) -> {
            var pools = (ArrayNode) spec.path("machinePoolConfig");
            var at = Pools.index(pools, call.path("machinePoolName"));
            var old = pools.get(at);
            var pool = Pools.flatten(cloud, call.object());
            pool.put("name", Pools.name(old));
            mustNotTurn(old, call.object(), pool);
            Pools.check(cloud, pool, "body");
            Pools.keepPlacements(old, pool);
            pools.set(at, pool);
            // A pool that goes along with the others has nothing to fall back to when it stops doing so.
            if (!Blueprints.isBehind(pool))
                Metadata.child(Metadata.child(config, Desk.PRIVATE), "kubernetes")
                        .remove(Pools.name(pool));
            remember(tx, config, Pools.reasons(cloud, old, pool));
        });
    }

    private static void mustNotTurn(JsonNode old, JsonNode written, ObjectNode pool) {
        var was = old.path("isControlPlane").asBoolean(false);
        if (written.at("/poolConfig/isControlPlane").asBoolean(was) != was) {
            throw Problem.invalid("body.poolConfig.isControlPlane", "cannot change: a pool stays what it was made as");
        }
        pool.put("isControlPlane", was);
    }

    Reply removePool(Call call, Cloud cloud) {
        return change(call, (tx, config, spec) -> {
            var pools = (ArrayNode) spec.path("machinePoolConfig");
            var at = Pools.index(pools, call.path("machinePoolName"));
            if (pools.get(at).path("isControlPlane").asBoolean(false)) {
                throw Problem.invalid(
                        "path.machinePoolName", "is the control plane, which a cluster cannot do without");
            }
            pools.remove(at);
        });
    }

    Reply replaceClusterConfig(Call call, Cloud cloud) {
        return change(call, (tx, config, spec) -> {
            var written = call.object().path("clusterConfig") instanceof ObjectNode object ? object : Json.object();
            var next = cloud.cluster().readable(written);
            mustStay(cloud, spec.path("clusterConfig"), next);
            spec.set("clusterConfig", next);
        });
    }

    private static void mustStay(Cloud cloud, JsonNode old, JsonNode next) {
        var region = cloud.cluster().region();
        if (region.isEmpty()
                || next.at(region).isMissingNode()
                || old.at(region).equals(next.at(region))) return;
        throw Problem.invalid(
                "body.clusterConfig" + region.replace('/', '.'), "cannot change: a cluster does not move");
    }

    /** Sets a further field of the specification to what the body holds. */
    Reply setSpec(Call call, String field, JsonNode value) {
        return change(call, (tx, config, spec) -> spec.set(field, value));
    }

    /** Keeps a list of machine uids with what the house knows of the configuration. */
    Reply mark(Call call, Consumer<ObjectNode> edit) {
        return change(call, (tx, config, spec) -> edit.accept(config));
    }

    /** Edits a configuration in one transaction and wakes its cluster. */
    private Reply change(Call call, Edit edit) {
        desk.write(call, tx -> {
            var old = Desk.hold(tx, Kinds.CLOUD_CONFIG, call, call.path("configUid"));
            var changed = Desk.change(tx, old, call, body -> {
                edit.on(tx, body, (ObjectNode) body.path("spec"));
                Hosts.mustBeFree(tx, body, old.uid());
            });
            tx.wake(Kinds.CLUSTER, changed.text("/easel/clusterUid"));
            return "";
        });
        return Reply.none();
    }

    /** A user's own edit of a pool is its approval; it is written down like every replacement. */
    private static void remember(Tx tx, ObjectNode config, List<Foundation.Reason> reasons) {
        if (reasons.isEmpty()) return;
        var uid = config.at("/easel/clusterUid").asString("");
        var texts = reasons.stream().map(Foundation.Reason::message).toList();
        edit(tx, uid, cluster -> upgraded(cluster, tx, texts));
    }

    /** Writes into the document of a cluster, if it is still there. */
    static void edit(Tx tx, String uid, Consumer<ObjectNode> edit) {
        tx.find(Kinds.CLUSTER, Reach.tenant(tx.actor().tenant()), uid).ifPresent(cluster -> {
            var body = cluster.body().deepCopy();
            edit.accept(body);
            tx.replace(cluster, body);
        });
    }

    static void upgraded(ObjectNode cluster, Tx tx, List<String> reasons) {
        var upgrades = cluster.at("/status/upgrades") instanceof ArrayNode list ? list : Json.MAPPER.createArrayNode();
        var upgrade = upgrades.addObject().put("timestamp", Times.text(tx.now()));
        var texts = upgrade.putArray("reason");
        reasons.forEach(texts::add);
        Verbs.put(cluster, "/status/upgrades", upgrades);
    }

    private interface Edit {
        void on(Tx tx, ObjectNode config, ObjectNode spec);
    }
}
