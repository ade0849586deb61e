package dev.easel.registries;

import dev.easel.contract.Json;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Times;
import tools.jackson.databind.node.ObjectNode;

/**
 * Synchronisation of registries, as far as there is any: the built-in ones are always as they should be, and what others
 * hold is known from profiles, not read from them. Their status says so.
 */
final class Syncs {
    private static final String NOT_READ =
            "Nothing is read from this registry: a profile names what it needs, by name and version";

    private final Shelf shelf;

    Syncs(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Answers for every sort: clients ask for an oci registry's status at the path of another sort. */
    ObjectNode status(Call call) {
        var entry = shelf.find(call, call.path("uid"));
        return (ObjectNode) entry.body().at("/status/" + entry.sort().sync());
    }

    Reply run(Call call) {
        var uid = call.path("uid");
        if (shelf.peek(call, uid)
                .filter(entry -> entry.text("/metadata/annotations/scope").equals("system"))
                .isEmpty()) {
            shelf.desk().change(Kinds.REGISTRY, call, uid, body -> {
                Metadata.child(body, "easel")
                        .put("syncedAt", Times.text(shelf.desk().now()));
            });
        }
        return Reply.none();
    }

    static ObjectNode builtIn() {
        return Json.object()
                .put("isSyncSupported", true)
                .put("status", "Success")
                .put("message", "Built in");
    }

    /** What the submitted registry says of itself for oci; for others no, so that clients do not look for its packs. */
    static ObjectNode status(Document document, Sort sort) {
        var supported = sort.kind().equals("oci")
                && document.at("/spec/isSyncSupported").asBoolean(false);
        var status = Json.object()
                .put("isSyncSupported", supported)
                .put("status", "Success")
                .put("message", NOT_READ);
        var at = document.at("/easel/syncedAt").asString(document.text("/metadata/creationTimestamp"));
        return status.put("lastRunTime", at).put("lastSyncedTime", at);
    }
}
