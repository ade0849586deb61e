package dev.easel.provision.capi;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint.Pool;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is the same on every cloud: how many machines, of which version, replaced in which way, with which taints. */
final class Sizing {
    private static final int NODE_LOST = 600;
    private static final int NODE_START = 1200;

    private final Pool pool;
    private final String cluster;
    private final JsonNode document;

    /** @param document of the pool */
    Sizing(Pool pool, String cluster, JsonNode document) {
        this.pool = pool;
        this.cluster = cluster;
        this.document = document;
    }

    void apply(Thing thing) {
        switch (thing.kind()) {
            case "MachineDeployment" -> deployment(thing);
            case "MachinePool" -> machinePool(thing);
            case "KubeadmConfigTemplate" -> taints(thing.part("spec", "template", "spec", "joinConfiguration"));
            default -> {
                // Control planes that a cloud runs have no machines of ours; their templates say the version.
                if (thing.kind().endsWith("ControlPlane")
                        && thing.at("/spec/machineTemplate").isObject()) controlPlane(thing);
            }
        }
    }

    private void controlPlane(Thing thing) {
        thing.part("spec").put("replicas", pool.size());
        version(thing.part("spec"));
        if (pool.strategy().equals("RollingUpdateScaleIn") && pool.size() > 1) {
            strategy(thing.part("spec", "rollout", "strategy")).put("maxSurge", 0);
        }
        if (!thing.is("KubeadmControlPlane")) return;
        for (var phase : List.of("initConfiguration", "joinConfiguration")) {
            taints(thing.part("spec", "kubeadmConfigSpec", phase));
        }
    }

    private void deployment(Thing thing) {
        machinePool(thing);
        strategy(thing.part("spec", "rollout", "strategy"))
                .put("maxSurge", pool.maxSurge())
                .put("maxUnavailable", pool.maxUnavailable());
    }

    private void machinePool(Thing thing) {
        thing.part("spec").put("clusterName", cluster).put("replicas", pool.size());
        Autoscaling.apply(thing, document);
        var machine = thing.part("spec", "template", "spec").put("clusterName", cluster);
        version(machine);
        // For so many seconds a new machine must have been ready before the next one is replaced.
        var pause = document.path("nodeRepaveInterval").asInt(0);
        if (pause > 0) machine.put("minReadySeconds", pause);
    }

    private void version(ObjectNode spec) {
        if (!pool.kubernetes().isEmpty()) spec.put("version", "v" + pool.kubernetes());
    }

    private static ObjectNode strategy(ObjectNode strategy) {
        return strategy.put("type", "RollingUpdate").putObject("rollingUpdate");
    }

    /** An empty list takes the taint of control planes away; none at all leaves it. */
    private void taints(ObjectNode phase) {
        if (pool.taints().isEmpty() && !pool.alsoWorker()) return;
        var registration =
                phase.get("nodeRegistration") instanceof ObjectNode found ? found : phase.putObject("nodeRegistration");
        ArrayNode taints = registration.putArray("taints");
        if (pool.controlPlane() && !pool.alsoWorker())
            taints.addObject()
                    .put("key", "node-role.kubernetes.io/control-plane")
                    .put("effect", "NoSchedule");
        for (var taint : pool.taints()) {
            var one = taints.addObject().put("key", taint.key()).put("effect", taint.effect());
            if (!taint.value().isEmpty()) one.put("value", taint.value());
        }
    }

    /** Replaces machines whose nodes are lost, unless too many are: then the trouble is elsewhere. */
    List<Thing> healthCheck(List<Thing> things) {
        if (things.stream().noneMatch(thing -> thing.is("MachineDeployment"))) return List.of();
        var check = new Thing(
                Json.object().put("apiVersion", "cluster.x-k8s.io/v1beta2").put("kind", "MachineHealthCheck"));
        check.part("metadata").put("name", Names.fit(cluster + "-" + pool.name()));
        var spec = check.part("spec").put("clusterName", cluster);
        spec.putObject("selector").putObject("matchLabels").put(Names.POOL, Names.label(pool.name()));
        var checks = spec.putObject("checks").put("nodeStartupTimeoutSeconds", NODE_START);
        var lost = checks.putArray("unhealthyNodeConditions");
        for (var status : List.of("False", "Unknown")) {
            lost.addObject().put("type", "Ready").put("status", status).put("timeoutSeconds", NODE_LOST);
        }
        spec.putObject("remediation").putObject("triggerIf").put("unhealthyLessThanOrEqualTo", "40%");
        return List.of(check);
    }
}
