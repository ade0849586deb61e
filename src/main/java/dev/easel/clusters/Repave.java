package dev.easel.clusters;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.provision.Forecast;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import dev.easel.store.Tx;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Replacing machines because of their foundation: why, whether it was approved, and what it would take. */
final class Repave {
    private final Desk desk;
    private final Attachments attachments;
    private final Foresight foresight;

    Repave(Desk desk, Attachments attachments, Foresight foresight) {
        this.desk = desk;
        this.attachments = attachments;
        this.foresight = foresight;
    }

    Object status(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        var repave = Json.object();
        var metadata = repave.putObject("metadata").put("uid", cluster.uid()).put("name", cluster.name());
        metadata.putObject("annotations").put("scope", "project");
        var spec =
                repave.putObject("spec").put("spectroClusterUid", cluster.uid()).put("source", "user");
        spec.putArray("reasons")
                .addAll(asked(cluster.body()))
                .addAll(Foreseen.of(cluster).reasons());
        var status = repave.putObject("status");
        for (var field : new String[] {"state", "message"}) {
            var value = cluster.at("/status/repave/" + field);
            if (value.isString()) status.set(field, value);
        }
        return repave;
    }

    /** Why approval is asked for: because of what somebody did to the profiles, or of what was seen since. */
    static ArrayNode asked(JsonNode cluster) {
        for (var place : new String[] {"/easel/reasons", "/status/" + Status.OBSERVED + "/repave"}) {
            if (cluster.at(place) instanceof ArrayNode told && !told.isEmpty()) return told;
        }
        return Json.MAPPER.createArrayNode();
    }

    /** From now on machines are replaced until all stand on the wanted foundation, unless it would be others than these. */
    Reply approve(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        mustWait(cluster.body());
        var layers = attachments.layers(call, Held.applied(cluster.body()));
        var forecast =
                foresight.of(cluster, layers, wanted(call, cluster.body())).known();
        var shown = Foreseen.of(cluster).plan();
        if (!shown.isEmpty() && !shown.equals(Foresight.plan(forecast))) showAnew(call, forecast);
        return desk.change(Kinds.CLUSTER, call, call.path("uid"), _ -> {}, draft -> {
            var body = draft.body();
            mustWait(body);
            var kubernetes = body.at("/easel/foundation/kubernetes");
            config(draft.tx(), body)
                    .ifPresent(config -> draft.tx().replace(config, keepVersions(config.body(), kubernetes)));
            Approval.give(body, wanted(call, body), forecast);
            var now = Json.MAPPER.valueToTree(Times.text(draft.tx().now()));
            Verbs.put(body, "/status/spcApply/patchAppliedTime", now);
        });
    }

    private static void mustWait(JsonNode cluster) {
        if (cluster.at("/status/repave/state").asString("").equals("Pending")) return;
        throw Problem.invalid("status.repave.state", "is not Pending: there is nothing to approve");
    }

    private Foundation wanted(Call call, ObjectNode cluster) {
        return attachments.foundation(call, cluster);
    }

    private void showAnew(Call call, Forecast forecast) {
        desk.change(
                Kinds.CLUSTER,
                call,
                call.path("uid"),
                body -> Foreseen.of(forecast).write((ObjectNode) body.path("status")));
        throw Problem.of(
                Code.Conflict,
                "Other machines would be replaced than repave/status has shown. It shows them now: look, and approve again");
    }

    private static java.util.Optional<Document> config(Tx tx, JsonNode cluster) {
        var uid = cluster.at("/spec/cloudConfigRef/uid").asString("");
        return tx.find(Kinds.CLOUD_CONFIG, Reach.tenant(tx.actor().tenant()), uid);
    }

    /** Pools that stay behind keep the Kubernetes that they have now. */
    static ObjectNode keepVersions(JsonNode config, JsonNode kubernetes) {
        var body = (ObjectNode) config.deepCopy();
        var kept = Metadata.child(Metadata.child(body, Desk.PRIVATE), "kubernetes");
        for (var pool : body.at("/spec/machinePoolConfig")) {
            if (Blueprints.isBehind(pool) && !kept.has(Pools.name(pool))) kept.set(Pools.name(pool), kubernetes);
            if (!Blueprints.isBehind(pool)) kept.remove(Pools.name(pool));
        }
        return body;
    }

    /** What attaching the profiles of the body would replace; nothing is kept. */
    Object validate(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        var body = cluster.body().deepCopy();
        desk.write(call, tx -> {
            attachments.attach(tx, call, body, call.object().path("profiles"));
            return "";
        });
        Approval.withdraw(body);
        var layers = attachments.layers(call, body);
        var wanted = Foundation.wanted(layers.all());
        var forecast = foresight.of(cluster.with(body), layers, wanted).known();
        var reply = Json.object().put("isRepaveRequired", !forecast.rolls().isEmpty());
        var reasons = reply.putArray("reasons");
        if (forecast.rolls().isEmpty()) return reply;
        var standing = Foundation.read(body.at("/easel/foundation"));
        reasons.addAll(Foundation.write(standing.reasonsFor(wanted))).addAll(Foresight.reasons(forecast));
        return reply;
    }
}
