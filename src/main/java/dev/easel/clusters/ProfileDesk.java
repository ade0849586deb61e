package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.resource.Verbs;
import dev.easel.store.Tx;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/** Changes of the profiles on a cluster; each decides in the same transaction whether it has to wait for approval. */
final class ProfileDesk {
    private static final String ACTION = "/status/spcApply/actionType";

    private final Desk desk;
    private final Attachments attachments;

    ProfileDesk(Desk desk, Attachments attachments) {
        this.desk = desk;
        this.attachments = attachments;
    }

    Reply patch(Call call) {
        var given = call.object().path("profiles");
        return change(call, (tx, body) -> attachments.attach(tx, call, body, given));
    }

    Reply put(Call call) {
        var given = call.object().path("profiles");
        return change(call, (tx, body) -> attachments.replace(tx, call, body, given));
    }

    Reply delete(Call call) {
        return change(call, (tx, body) -> attachments.detach(body, call.object().path("profileUids")));
    }

    Reply change(Call call, BiConsumer<Tx, ObjectNode> edit) {
        return desk.change(Kinds.CLUSTER, call, call.path("uid"), _ -> {}, draft -> {
            edit.accept(draft.tx(), draft.body());
            var action = call.body().at("/spcApplySettings/actionType").asString("");
            if (!action.isEmpty()) Verbs.put(draft.body(), ACTION, Json.MAPPER.valueToTree(action));
            var later = draft.text(ACTION).equals("DownloadAndInstallLater");
            if (!later) Held.release(draft.body());
            else if (isBuilt(draft.body())) Held.keep(draft.old().orElseThrow().body(), draft.body());
            assess(call, draft.body());
        });
    }

    /** Compares the foundation that machines stand on with the one that is wanted now. */
    private void assess(Call call, ObjectNode body) {
        Approval.withdraw(body);
        var standing = Foundation.read(body.at("/easel/foundation"));
        var wanted = attachments.foundation(call, body);
        Attachments.mustGoUp(standing, wanted);
        var reasons = standing.reasonsFor(wanted);
        var kept = Metadata.child(body, Desk.PRIVATE);
        Metadata.child(Metadata.child(body, "status"), "repave").remove("message");
        var waiting = body.at("/status/repave/state").asString("").equals("Pending");
        if (reasons.isEmpty()) {
            kept.remove("reasons");
            if (waiting) Verbs.put(body, "/status/repave/state", Json.MAPPER.valueToTree("Reverted"));
        } else if (isBuilt(body)) {
            kept.set("reasons", Foundation.write(reasons));
            Verbs.put(body, "/status/repave/state", Json.MAPPER.valueToTree("Pending"));
        } else {
            kept.set("foundation", wanted.write());
        }
    }

    /** Before there is a machine there is nothing to replace, and nobody to ask. */
    private static boolean isBuilt(ObjectNode body) {
        return body.at("/status/state").asString("").equals("Running")
                || !body.at("/status/" + Status.OBSERVED + "/machines").isEmpty();
    }
}
