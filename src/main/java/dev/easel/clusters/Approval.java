package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.provision.Forecast;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Tx;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A repave that was approved and has not begun. It was given for what would be replaced then; when that is something else by
 * the time it begins, it is void, and machines stay on what they stand on.
 */
record Approval(JsonNode plan, JsonNode before, JsonNode reasons) {
    private static final String APPROVED = "approved";

    static Optional<Approval> of(JsonNode cluster) {
        var kept = cluster.at("/" + Desk.PRIVATE + "/" + APPROVED);
        return kept.isObject()
                ? Optional.of(new Approval(kept.path("plan"), kept.path("before"), kept.path("reasons")))
                : Optional.empty();
    }

    static void give(ObjectNode cluster, Foundation wanted, Forecast forecast) {
        var kept = Metadata.child(cluster, Desk.PRIVATE);
        var approval = kept.putObject(APPROVED);
        approval.set("plan", Foresight.plan(forecast));
        approval.set("before", kept.path("foundation"));
        approval.set("reasons", Repave.asked(cluster));
        kept.set("foundation", wanted.write());
        kept.remove("reasons");
        Metadata.child(Metadata.child(cluster, "status"), "repave").remove("message");
        state(cluster, "Approved");
    }

    boolean isFor(Forecast forecast) {
        return plan.equals(Foresight.plan(forecast));
    }

    /** From now on it is acted on. */
    static void spend(Tx tx, Document cluster) {
        ConfigDesk.edit(tx, cluster.uid(), body -> {
            var reasons = of(body).orElseThrow().reasons.valueStream().map(reason -> reason.path("message"));
            ConfigDesk.upgraded(body, tx, reasons.map(text -> text.asString("")).toList());
            Metadata.child(body, Desk.PRIVATE).remove(APPROVED);
        });
    }

    /** Approval is asked for again. */
    static void avoid(Tx tx, Document cluster, String why) {
        ConfigDesk.edit(tx, cluster.uid(), body -> {
            withdraw(body);
            Verbs.put(body, "/status/repave/message", Json.MAPPER.valueToTree(why));
        });
    }

    /** As if nobody had approved. */
    static void withdraw(ObjectNode cluster) {
        of(cluster).ifPresent(approval -> {
            var kept = Metadata.child(cluster, Desk.PRIVATE);
            kept.set("foundation", approval.before);
            if (!approval.reasons.isEmpty()) kept.set("reasons", approval.reasons);
            kept.remove(APPROVED);
            state(cluster, "Pending");
        });
    }

    private static void state(ObjectNode cluster, String state) {
        Verbs.put(cluster, "/status/repave/state", Json.MAPPER.valueToTree(state));
    }

    /** What was approved and what would happen instead, by machines. */
    String difference(Forecast forecast) {
        return "approved was to replace %s, and now it would replace %s"
                .formatted(text(plan), text(Foresight.plan(forecast)));
    }

    private static String text(JsonNode plan) {
        var rolls = plan.valueStream().map(Approval::line).toList();
        return rolls.isEmpty() ? "nothing" : String.join("; ", rolls);
    }

    private static String line(JsonNode roll) {
        var names = roll.path("machines")
                .valueStream()
                .map(name -> name.asString(""))
                .sorted();
        var seen = roll.path("seen").asString("");
        return "%s of the pool %s%s"
                .formatted(
                        String.join(", ", names.toList()),
                        roll.path("pool").asString(""),
                        seen.isEmpty() ? "" : " (" + seen + ")");
    }
}
