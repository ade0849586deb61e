package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.resource.Verbs;
import dev.easel.store.Times;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Asks a cluster to go. The reconciler takes it away; asking twice does no harm. */
final class Deletion {
    private final Desk desk;
    private final Duration patience;

    /** How long a cluster must have been on its way out before it can be forced. */
    Deletion(Desk desk, Duration patience) {
        this.desk = desk;
        this.patience = patience;
    }

    Reply delete(Call call) {
        return desk.change(
                Kinds.CLUSTER,
                call,
                call.path("uid"),
                body -> {
                    var metadata = Metadata.child(body, "metadata");
                    var since = metadata.path("deletionTimestamp").asString("");
                    if (call.flag("forceDelete")) force(body, since);
                    if (!since.isEmpty()) return;
                    metadata.put("deletionTimestamp", Times.text(desk.now()));
                    // Clients take "Running" after a delete for an error, so the state leaves it with the request.
                    Verbs.put(body, "/status/state", Json.MAPPER.valueToTree("Deleting"));
                    Verbs.put(body, "/status/health/state", Json.MAPPER.valueToTree("Unknown"));
                },
                draft -> draft.old().ifPresent(cluster -> Virtual.mustBeEmpty(draft.tx(), cluster)));
    }

    private void force(ObjectNode body, String since) {
        var ready = since.isEmpty() ? Instant.MAX : Times.parse(since).plus(patience);
        if (desk.now().isBefore(ready)) {
            throw Problem.invalid(
                    "query.forceDelete",
                    "is possible once a cluster has been Deleting for " + patience.toSeconds() + " s");
        }
        Metadata.child(body, Desk.PRIVATE).put("forced", true);
    }
}
