package dev.easel.clusters;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a cluster is given beside its machines: backup and scan schedules, namespaces, role bindings. Kept as documents. */
final class Policies {
    private static final Map<String, String> DRIVERS =
            Map.of("kubeBench", "kube-bench", "kubeHunter", "kube-hunter", "sonobuoy", "sonobuoy");

    private final Desk desk;

    Policies(Desk desk) {
        this.desk = desk;
    }

    /** Takes over what a creation brings. */
    static void begin(ObjectNode kept, JsonNode spec) {
        if (spec.at("/policies/backupPolicy").isObject()) kept.set("backup", spec.at("/policies/backupPolicy"));
        if (spec.at("/policies/scanPolicy").isObject()) kept.set("scan", spec.at("/policies/scanPolicy"));
        kept.set("namespaces", listed(spec.at("/clusterConfig/resources/namespaces")));
        kept.set("rbacs", listed(spec.at("/clusterConfig/resources/rbacs")));
    }

    /** The entries in the order given, each with a uid of its own. */
    private static ArrayNode listed(JsonNode given) {
        var list = Json.MAPPER.createArrayNode();
        for (var entry : given) {
            var copy = (ObjectNode) entry.deepCopy();
            Metadata.child(copy, "metadata").put("uid", Metadata.newUid());
            list.add(copy);
        }
        return list;
    }

    Object backup(Call call) {
        var cluster = find(call);
        var config = cluster.at("/easel/backup");
        if (!config.isObject()) throw Problem.of(Code.BackupNotConfigured, "Backup not configured for this cluster");
        var backup = about(cluster);
        backup.putObject("spec").put("clusterUid", cluster.uid()).set("config", config);
        backup.putObject("status");
        return backup;
    }

    Reply setBackup(Call call) {
        set(call, "backup", call.object());
        return Reply.uid(call.path("uid"));
    }

    Reply removeBackup(Call call) {
        return desk.change(
                Kinds.CLUSTER,
                call,
                call.path("uid"),
                body -> Metadata.child(body, Desk.PRIVATE).remove("backup"));
    }

    Object scan(Call call) {
        var cluster = find(call);
        var config = cluster.at("/easel/scan");
        if (!config.isObject()) throw Problem.notFound("compliance scan of cluster", cluster.uid());
        var scan = about(cluster);
        var drivers = scan.putObject("spec").put("clusterUid", cluster.uid()).putObject("driverSpec");
        DRIVERS.forEach((written, read) -> {
            if (config.path(written).isObject()) drivers.putObject(read).set("config", config.path(written));
        });
        scan.putObject("status");
        return scan;
    }

    Reply setScan(Call call) {
        set(call, "scan", call.object());
        return Reply.uid(call.path("uid"));
    }

    Object items(Call call, String field) {
        var reply = Json.object();
        var items = find(call).at("/easel/" + field);
        reply.set("items", items.isArray() ? items : Json.MAPPER.createArrayNode());
        return reply;
    }

    Reply setItems(Call call, String field) {
        set(call, field, listed(call.object().path(field)));
        return Reply.none();
    }

    Object item(Call call, String field, String parameter) {
        return one(find(call).at("/easel/" + field), call.path(parameter));
    }

    Reply setItem(Call call, String field, String parameter) {
        return desk.change(Kinds.CLUSTER, call, call.path("uid"), body -> {
            var item = (ObjectNode) one(body.at("/easel/" + field), call.path(parameter));
            item.set("spec", call.object().path("spec"));
        });
    }

    private static JsonNode one(JsonNode items, String uid) {
        for (var item : items) {
            if (item.at("/metadata/uid").asString("").equals(uid)) return item;
        }
        throw Problem.notFound("entry", uid);
    }

    private void set(Call call, String field, JsonNode value) {
        desk.change(
                Kinds.CLUSTER,
                call,
                call.path("uid"),
                body -> Metadata.child(body, Desk.PRIVATE).set(field, value));
    }

    private Document find(Call call) {
        return desk.find(Kinds.CLUSTER, call, call.path("uid"));
    }

    private static ObjectNode about(Document cluster) {
        var about = Json.object();
        about.putObject("metadata").put("uid", cluster.uid()).put("name", cluster.name());
        return about;
    }
}
