package dev.easel.clusters;

import static dev.easel.kinds.Kinds.CLUSTER;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Machine;
import dev.easel.provision.Observation.Phase;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Clusters inside another cluster: they have a host, a size that can change, and can be put to rest. */
final class Virtual {
    private static final String HOST = "/spec/clusterConfig/hostClusterConfig/hostCluster/uid";
    private static final String GROUP = "/spec/clusterConfig/hostClusterConfig/clusterGroup/uid";

    private final Desk desk;
    private final ConfigDesk configs;

    Virtual(Desk desk, ConfigDesk configs) {
        this.desk = desk;
        this.configs = configs;
    }

    void bind(Binder on) {
        on.op("v1SpectroClustersUidLifecycleConfigUpdate", "cluster.update", this::rest);
        on.op("v1CloudConfigsVirtualUidUpdate", "cloudconfig.update", this::resize);
    }

    private static boolean is(JsonNode cluster) {
        return cluster.at("/spec/cloudType").asString("").equals("virtual");
    }

    /** Completes a new virtual cluster; its host must be there. */
    static void begin(Draft draft) {
        if (!is(draft.body())) return;
        var uid = draft.text(HOST);
        var group = draft.text(GROUP);
        if (uid.isEmpty() && !group.isEmpty()) throw Problem.notFound("cluster group", group);
        if (uid.isEmpty()) throw Problem.invalid("body" + HOST.replace('/', '.'), "is required");
        var host = draft.tx()
                .find(CLUSTER, Desk.reach(draft.call()), uid)
                .orElseThrow(() -> Problem.notFound("host cluster", uid));
        var virtual = Metadata.child(Metadata.child(draft.body(), "status"), "virtual");
        virtual.putObject("hostCluster")
                .put("kind", "spectrocluster")
                .put("uid", uid)
                .put("name", host.name())
                .put("projectUid", host.project())
                .put("tenantUid", host.tenant());
        lifecycle(draft.body(), "Running");
    }

    static String host(JsonNode cluster) {
        return cluster.at(HOST).asString("");
    }

    /** A cluster in which others run stays. */
    static void mustBeEmpty(Tx tx, Document cluster) {
        var inside =
                Query.all(CLUSTER, Reach.tenant(cluster.tenant())).where(Filter.equal("hostCluster", cluster.uid()));
        for (var guest : tx.list(inside).items()) {
            throw Problem.of(
                    Code.ResourceInUse,
                    "The virtual cluster \"%s\" runs in this cluster: delete it first",
                    guest.name());
        }
    }

    private Reply rest(Call call) {
        return desk.change(CLUSTER, call, call.path("uid"), body -> {
            if (!is(body)) throw Problem.invalid("path.uid", "is no virtual cluster: only those can be paused");
            var wanted = call.object().path("lifecycleConfig");
            Metadata.child(Metadata.child(body, "spec"), "clusterConfig").set("lifecycleConfig", wanted);
            var now = body.at("/status/virtual/lifecycleStatus/status").asString("");
            if (rests(body)) lifecycle(body, now.equals("Paused") ? now : "Pausing");
            else lifecycle(body, now.equals("Running") ? now : "Resuming");
        });
    }

    static boolean rests(JsonNode cluster) {
        return is(cluster)
                && cluster.at("/spec/clusterConfig/lifecycleConfig/pause").asBoolean(false);
    }

    private static void lifecycle(ObjectNode cluster, String status) {
        var virtual = Metadata.child(Metadata.child(cluster, "status"), "virtual");
        Metadata.child(virtual, "lifecycleStatus").put("status", status).put("msg", "");
    }

    /** Says how far the cluster has come with pausing or resuming. */
    static void look(Document cluster, ObjectNode status, Observation seen) {
        if (!is(cluster.body())) return;
        var awake = seen.phase() == Phase.RUNNING
                && !seen.machines().isEmpty()
                && seen.machines().stream().allMatch(Machine::ready);
        var body = Json.object();
        body.set("status", status);
        if (rests(cluster.body())) lifecycle(body, seen.machines().isEmpty() ? "Paused" : "Pausing");
        else if (awake) lifecycle(body, "Running");
    }

    private Reply resize(Call call) {
        return configs.mark(call, config -> {
            for (var pool : config.at("/spec/machinePoolConfig")) {
                ((ObjectNode) pool).set("instanceType", call.object().path("instanceType"));
            }
        });
    }
}
