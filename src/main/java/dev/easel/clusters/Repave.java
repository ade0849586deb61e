package dev.easel.clusters;

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
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Replacing machines because of their foundation: why, whether it was approved, and what it would take. */
final class Repave {
    private static final String MACHINES = "/" + Status.OBSERVED + "/machines";
    private static final String REASONS = "/" + Status.OBSERVED + "/repave";

    private final Desk desk;
    private final Attachments attachments;

    Repave(Desk desk, Attachments attachments) {
        this.desk = desk;
        this.attachments = attachments;
    }

    Object status(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        var repave = Json.object();
        var metadata = repave.putObject("metadata").put("uid", cluster.uid()).put("name", cluster.name());
        metadata.putObject("annotations").put("scope", "project");
        var spec =
                repave.putObject("spec").put("spectroClusterUid", cluster.uid()).put("source", "user");
        spec.set("reasons", asked(cluster.body()));
        var state = cluster.at("/status/repave/state");
        if (state.isString()) repave.putObject("status").put("state", state.asString());
        return repave;
    }

    /**
     * What profiles stand for may change without them, by a macro: machines wait for approval then, too, while the
     * foundation that they have stays.
     */
    static void look(Document cluster, ObjectNode status, Layers layers) {
        var standing = Foundation.read(cluster.at("/easel/foundation"));
        var reasons = standing.reasonsFor(Foundation.wanted(layers.all()));
        if (reasons.isEmpty() || status.at(MACHINES).isEmpty()) return;
        Verbs.put(status, "/repave/state", Json.MAPPER.valueToTree("Pending"));
        Verbs.put(status, REASONS, Foundation.write(reasons));
    }

    /** Why approval is asked for: because of what somebody did to the profiles, or of what was seen since. */
    private static JsonNode asked(ObjectNode cluster) {
        var told = cluster.at("/easel/reasons");
        var seen = cluster.at("/status" + REASONS);
        if (told.isArray() && !told.isEmpty()) return told;
        return seen.isArray() ? seen : Json.MAPPER.createArrayNode();
    }

    /** From now on machines are replaced until all stand on the wanted foundation. */
    Reply approve(Call call) {
        return desk.change(Kinds.CLUSTER, call, call.path("uid"), _ -> {}, draft -> {
            var body = draft.body();
            if (!body.at("/status/repave/state").asString("").equals("Pending")) {
                throw Problem.invalid("status.repave.state", "is not Pending: there is nothing to approve");
            }
            keepVersions(draft.tx(), body);
            var kept = Metadata.child(body, Desk.PRIVATE);
            var reasons = reasons(asked(body));
            kept.set("foundation", attachments.foundation(call, body).write());
            kept.remove("reasons");
            ConfigDesk.upgraded(body, draft.tx(), reasons);
            Verbs.put(body, "/status/repave/state", Json.MAPPER.valueToTree("Approved"));
            Verbs.put(
                    body,
                    "/status/spcApply/patchAppliedTime",
                    Json.MAPPER.valueToTree(Times.text(draft.tx().now())));
        });
    }

    /** Pools that stay behind keep the Kubernetes that they have now. */
    private static void keepVersions(Tx tx, ObjectNode cluster) {
        var uid = cluster.at("/spec/cloudConfigRef/uid").asString("");
        var config = tx.find(Kinds.CLOUD_CONFIG, Reach.tenant(tx.actor().tenant()), uid);
        config.ifPresent(document -> keepVersions(tx, document, cluster.at("/easel/foundation/kubernetes")));
    }

    private static void keepVersions(Tx tx, Document config, JsonNode kubernetes) {
        var body = config.body().deepCopy();
        var kept = Metadata.child(Metadata.child(body, Desk.PRIVATE), "kubernetes");
        for (var pool : body.at("/spec/machinePoolConfig")) {
            if (Blueprints.isBehind(pool) && !kept.has(Pools.name(pool))) kept.set(Pools.name(pool), kubernetes);
            if (!Blueprints.isBehind(pool)) kept.remove(Pools.name(pool));
        }
        tx.replace(config, body);
    }

    private static List<Foundation.Reason> reasons(JsonNode list) {
        var reasons = new ArrayList<Foundation.Reason>();
        for (var reason : list) {
            reasons.add(new Foundation.Reason(
                    reason.path("code").asString(""), reason.path("message").asString("")));
        }
        return reasons;
    }

    /** What attaching the profiles of the body would replace; nothing is kept. */
    Object validate(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        var body = cluster.body().deepCopy();
        return desk.write(call, tx -> {
            attachments.attach(tx, call, body, call.object().path("profiles"));
            var standing = Foundation.read(body.at("/easel/foundation"));
            var reasons = standing.reasonsFor(attachments.foundation(call, body));
            var reply = Json.object().put("isRepaveRequired", !reasons.isEmpty());
            reply.set("reasons", Foundation.write(reasons));
            return reply;
        });
    }
}
