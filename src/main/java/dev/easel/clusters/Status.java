package dev.easel.clusters;

import dev.easel.contract.Fault;
import dev.easel.contract.Json;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Machine;
import dev.easel.store.Times;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster's {@code status}, from what it was and what an engine sees now. What users' acts have put there (repave,
 * upgrades, spcApply, location) stays.
 */
final class Status {
    /** Part of the status that no client sees: what the engine saw, for views that need more than the contract shows. */
    static final String OBSERVED = "observed";

    private Status() {}

    /** The status of a cluster that was made this moment. */
    static ObjectNode begin(JsonNode given) {
        var status = Json.object().put("state", "Pending");
        status.putArray("conditions");
        status.putArray("packs");
        status.putArray("services");
        status.putArray("upgrades");
        // What a cluster is made of is what its maker has approved; clients that say so would see a change otherwise.
        status.putObject("repave").put("state", "Approved");
        var action = given.at("/spec/profileApplySettings/actionType").asString("DownloadAndInstall");
        status.putObject("spcApply").put("actionType", action).put("canBeApplied", true);
        var location = given.at("/spec/clusterConfig/location");
        if (location.isObject()) status.set("location", location);
        return status;
    }

    /** @param engine name of the engine that saw it */
    static ObjectNode of(JsonNode old, Observation seen, String engine) {
        var status = old.isObject() ? ((ObjectNode) old).deepCopy() : begin(Json.object());
        status.put("state", state(seen.phase()));
        status.set("conditions", conditions(seen));
        status.set("packs", packs(seen));
        status.set("health", health(seen).put("agentVersion", engine));
        var observed = status.putObject(OBSERVED);
        observed.put(
                "events", seen.events().isEmpty() ? 0 : seen.events().getLast().number());
        observed.set("machines", machines(seen));
        return status;
    }

    /** Says that the cluster stays as it was, since a name in its profiles stands for nothing any more. */
    static void unresolved(ObjectNode status, List<Fault> faults, Instant now) {
        if (status.path("state").asString("").equals("Deleted")) status.put("state", "Pending");
        var conditions = status.get("conditions") instanceof ArrayNode list ? list : status.putArray("conditions");
        conditions
                .addObject()
                .put("type", "ProfileValuesResolved")
                .put("status", "False")
                .put("reason", "UnresolvedName")
                .put(
                        "message",
                        String.join("; ", faults.stream().map(Fault::toString).toList()))
                .put("lastTransitionTime", Times.text(now))
                .put("lastProbeTime", Times.text(now));
    }

    private static String state(Observation.Phase phase) {
        return switch (phase) {
            case PENDING -> "Pending";
            case PROVISIONING -> "Provisioning";
            case RUNNING -> "Running";
            case LEAVING -> "Deleting";
            case GONE -> "Deleted";
        };
    }

    private static ArrayNode conditions(Observation seen) {
        var list = Json.MAPPER.createArrayNode();
        for (var condition : seen.conditions()) {
            list.addObject()
                    .put("type", condition.type())
                    .put("status", condition.status())
                    .put("reason", condition.reason())
                    .put("message", condition.message())
                    .put("lastTransitionTime", Times.text(condition.since()))
                    .put("lastProbeTime", Times.text(condition.since()));
        }
        return list;
    }

    private static ArrayNode packs(Observation seen) {
        var list = Json.MAPPER.createArrayNode();
        for (var layer : seen.layers()) {
            var pack = list.addObject()
                    .put("name", layer.name())
                    .put("profileUid", layer.profileUid())
                    .put("type", layer.type())
                    .put("version", layer.version());
            pack.putObject("condition")
                    .put("type", layer.condition())
                    .put("status", layer.fulfilled() ? "True" : "False")
                    .put("message", layer.message());
            layer.started().ifPresent(time -> pack.put("startTime", Times.text(time)));
            layer.ended().ifPresent(time -> pack.put("endTime", Times.text(time)));
            pack.putArray("manifests");
            pack.putArray("services");
        }
        return list;
    }

    static ObjectNode health(Observation seen) {
        var health = Json.object().put("state", seen.health().state());
        seen.heartbeat().ifPresent(time -> health.put("lastHeartBeatTimestamp", Times.text(time)));
        var conditions = health.putArray("conditions");
        for (var reason : seen.health().reasons()) {
            conditions.addObject().put("type", seen.health().state()).put("message", reason);
        }
        return health;
    }

    private static ArrayNode machines(Observation seen) {
        var list = Json.MAPPER.createArrayNode();
        for (var machine : seen.machines()) list.add(machine(machine));
        return list;
    }

    private static ObjectNode machine(Machine machine) {
        return Json.object()
                .put("uid", machine.uid())
                .put("name", machine.name())
                .put("pool", machine.pool())
                .put("controlPlane", machine.controlPlane())
                .put("state", machine.state())
                .put("ready", machine.ready())
                .put("zone", machine.zone())
                .put("instanceType", machine.instanceType())
                .put("internalAddress", machine.internalAddress())
                .put("externalAddress", machine.externalAddress())
                .put("kubernetes", machine.kubernetes())
                .put("providerId", machine.providerId())
                .put("maintenance", machine.maintenance())
                .put("message", machine.message())
                .put("born", Times.text(machine.born()));
    }
}
