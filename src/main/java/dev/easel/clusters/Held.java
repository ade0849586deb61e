package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of profiles that were downloaded to be installed later: what the cluster still runs is kept beside what it will
 * run, until somebody says that it is time.
 */
final class Held {
    private static final String HELD = "held";
    private static final List<String> BESIDE = List.of("manifests", "variables");

    private Held() {}

    /** Keeps what the cluster ran before a change; nothing, when an earlier change is held already. */
    static void keep(JsonNode before, ObjectNode after) {
        var kept = Metadata.child(after, Desk.PRIVATE);
        if (kept.path(HELD).isObject()) return;
        var held = kept.putObject(HELD);
        held.set("templates", before.at("/spec/clusterProfileTemplates").deepCopy());
        for (var field : BESIDE) {
            var value = before.at("/" + Desk.PRIVATE + "/" + field);
            if (!value.isMissingNode()) held.set(field, value.deepCopy());
        }
    }

    static void release(ObjectNode cluster) {
        Metadata.child(cluster, Desk.PRIVATE).remove(HELD);
    }

    /** The cluster with the profiles that it runs. */
    static ObjectNode applied(ObjectNode cluster) {
        var held = cluster.at("/" + Desk.PRIVATE + "/" + HELD);
        if (!held.isObject()) return cluster;
        var applied = cluster.deepCopy();
        Metadata.child(applied, "spec").set("clusterProfileTemplates", held.path("templates"));
        var kept = Metadata.child(applied, Desk.PRIVATE);
        for (var field : BESIDE) kept.set(field, held.has(field) ? held.path(field) : Json.object());
        return applied;
    }
}
