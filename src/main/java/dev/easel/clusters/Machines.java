package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Machines of a pool, as the engine saw them last, in the form of their cloud. */
final class Machines {
    private final ConfigDesk configs;

    Machines(ConfigDesk configs) {
        this.configs = configs;
    }

    Object list(Call call, Cloud cloud) {
        var reply = Json.object();
        var items = reply.putArray("items");
        for (var machine : seen(call)) items.add(shown(call, cloud, machine));
        reply.putObject("listmeta")
                .put("continue", "")
                .put("count", items.size())
                .put("limit", 0)
                .put("offset", items.size());
        return reply;
    }

    Object get(Call call, Cloud cloud) {
        return shown(call, cloud, one(call));
    }

    /** The machine goes, and its pool is one smaller; a pool without machines goes too. */
    Reply delete(Call call, Cloud cloud) {
        var machine = one(call);
        return configs.mark(call, config -> {
            var pools = (ArrayNode) config.at("/spec/machinePoolConfig");
            int at = Pools.index(pools, call.path("machinePoolName"));
            var pool = (ObjectNode) pools.get(at);
            int size = pool.path("size").asInt(1);
            if (pool.path("isControlPlane").asBoolean(false) && size <= 1) {
                throw Problem.invalid("path.machineUid", "is the last control plane machine");
            }
            dropHost(pool, machine);
            if (size <= 1) pools.remove(at);
            else pool.put("size", size - 1);
            names(config, "dismissed").add(machine.path("uid").asString(""));
        });
    }

    private static void dropHost(ObjectNode pool, JsonNode machine) {
        if (!(pool.get("hosts") instanceof ArrayNode hosts)) return;
        for (int i = hosts.size() - 1; i >= 0; i--) {
            if (hosts.get(i)
                    .path("hostName")
                    .asString("")
                    .equals(machine.path("name").asString(""))) hosts.remove(i);
        }
    }

    Reply maintain(Call call) {
        var uid = one(call).path("uid").asString("");
        var action = call.object().path("action").asString("");
        if (!action.equals("cordon") && !action.equals("uncordon")) {
            throw Problem.invalid("body.action", "must be cordon or uncordon");
        }
        return configs.mark(call, config -> {
            var cordoned = names(config, "cordoned");
            for (int i = cordoned.size() - 1; i >= 0; i--) {
                if (cordoned.get(i).asString("").equals(uid)) cordoned.remove(i);
            }
            if (action.equals("cordon")) cordoned.add(uid);
            Metadata.child(Metadata.child(config, Desk.PRIVATE), "maintenance").put(uid, action);
        });
    }

    Object uids(Call call) {
        var config = configs.find(call);
        var reply = Json.object();
        var pools = reply.putObject("machinePools");
        for (var machine : observed(config)) {
            var pool = Metadata.child(pools, machine.path("pool").asString(""));
            var list = pool.get("machineUids") instanceof ArrayNode known ? known : pool.putArray("machineUids");
            list.add(machine.path("uid").asString(""));
        }
        return reply;
    }

    private static ArrayNode names(ObjectNode config, String field) {
        var kept = Metadata.child(config, Desk.PRIVATE);
        return kept.get(field) instanceof ArrayNode list ? list : kept.putArray(field);
    }

    private List<ObjectNode> observed(Document config) {
        var machines = new ArrayList<ObjectNode>();
        for (var machine : configs.cluster(config).at("/status/" + Status.OBSERVED + "/machines")) {
            machines.add((ObjectNode) machine);
        }
        return machines;
    }

    /** The pool's machines, oldest first; those on edge hosts carry the names of their hosts. */
    private List<ObjectNode> seen(Call call) {
        var config = configs.find(call);
        var pool = config.at("/spec/machinePoolConfig")
                .get(Pools.index(config.at("/spec/machinePoolConfig"), call.path("machinePoolName")));
        var machines = observed(config).stream()
                .filter(machine -> machine.path("pool").asString("").equals(Pools.name(pool)))
                .toList();
        for (int i = 0; i < machines.size() && i < pool.path("hosts").size(); i++) {
            var host = pool.at("/hosts/" + i + "/hostName").asString("");
            if (!host.isEmpty()) machines.get(i).put("name", host);
        }
        return machines;
    }

    private ObjectNode one(Call call) {
        var uid = call.path("machineUid");
        return seen(call).stream()
                .filter(machine -> machine.path("uid").asString("").equals(uid))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("machine", uid));
    }

    private ObjectNode shown(Call call, Cloud cloud, ObjectNode machine) {
        var config = configs.find(call);
        var pools = config.at("/spec/machinePoolConfig");
        var source = Json.object();
        source.set("pool", pools.get(Pools.index(pools, call.path("machinePoolName"))));
        source.set("config", config.at("/spec/clusterConfig"));
        source.set(
                "machine", machine.deepCopy().put("host", machine.path("name").asString("")));
        source.putObject("account");
        var shown = Json.object().put("kind", "machine");
        var metadata = shown.putObject("metadata");
        metadata.put("uid", machine.path("uid").asString(""))
                .put("name", machine.path("name").asString(""));
        metadata.set("creationTimestamp", machine.path("born"));
        metadata.putObject("labels");
        metadata.putObject("annotations").put("scope", "project");
        shown.set("spec", cloud.machine().describe(source));
        shown.set("status", status(machine, config.at("/easel/maintenance")));
        return shown;
    }

    private static ObjectNode status(ObjectNode machine, JsonNode asked) {
        var status = Json.object().put("instanceState", machine.path("state").asString("Unknown"));
        status.put("ready", machine.path("ready").asBoolean(false));
        var healthy = machine.path("ready").asBoolean(false);
        status.putObject("health").put("state", healthy ? "healthy" : "unhealthy");
        var action = asked.path(machine.path("uid").asString("")).asString("");
        var maintenance = status.putObject("maintenanceStatus").put("action", action);
        var cordoned = machine.path("maintenance").asString("").equals("cordon");
        var done = action.equals("cordon") == cordoned;
        maintenance
                .put("state", action.isEmpty() ? "" : done ? "Completed" : "InProgress")
                .put("message", "");
        var addresses = status.putArray("addresses");
        address(addresses, "InternalIP", machine.path("internalAddress").asString(""));
        address(addresses, "ExternalIP", machine.path("externalAddress").asString(""));
        return status;
    }

    private static void address(ArrayNode addresses, String type, String address) {
        if (!address.isEmpty()) addresses.addObject().put("type", type).put("address", address);
    }
}
