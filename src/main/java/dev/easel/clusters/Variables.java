package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values that a cluster gives to the variables of its profiles. */
final class Variables {
    private static final String MASK = "********";

    private final Desk desk;

    Variables(Desk desk) {
        this.desk = desk;
    }

    /** Sets values; what was set under a profile that this one replaces is carried over where the names still exist. */
    static void set(ObjectNode cluster, Document profile, JsonNode given, String replaced) {
        var all = Metadata.child(Metadata.child(cluster, Desk.PRIVATE), "variables");
        if (!replaced.isEmpty() && !replaced.equals(profile.uid()) && all.has(replaced)) {
            all.set(profile.uid(), all.remove(replaced));
        }
        var values = all.get(profile.uid()) instanceof ArrayNode known ? known : all.putArray(profile.uid());
        for (var variable : given) put(profile, values, variable);
        drop(profile, values);
        mustBeComplete(profile, values);
    }

    private static void put(Document profile, ArrayNode values, JsonNode variable) {
        var name = variable.path("name").asString("");
        var declared = declared(profile, name)
                .orElseThrow(() -> Problem.invalid(
                        "body.variables",
                        "has \"%s\", which the profile %s does not declare".formatted(name, profile.name())));
        var value = variable.path("value").asString("");
        if (value.equals(MASK) && declared.path("isSensitive").asBoolean(false)) return;
        mustMatch(declared, value);
        var at = index(values, name);
        var entry = Json.object().put("name", name).put("value", value);
        if (at.isPresent()) values.set(at.get(), entry);
        else values.add(entry);
    }

    private static void mustMatch(JsonNode declared, String value) {
        var regex = declared.path("regex").asString("");
        var name = declared.path("name").asString("");
        if (!regex.isEmpty() && !value.isEmpty() && !value.matches(regex)) {
            throw Problem.invalid(
                    "body.variables", "has for \"%s\" a value that does not match %s".formatted(name, regex));
        }
        if (declared.path("immutable").asBoolean(false)
                && !value.equals(declared.path("defaultValue").asString(""))) {
            throw Problem.invalid("body.variables", "sets \"%s\", which is read-only".formatted(name));
        }
    }

    private static void drop(Document profile, ArrayNode values) {
        for (int i = values.size() - 1; i >= 0; i--) {
            if (declared(profile, values.get(i).path("name").asString("")).isEmpty()) values.remove(i);
        }
    }

    private static void mustBeComplete(Document profile, ArrayNode values) {
        for (var declared : profile.at("/spec/variables")) {
            var name = declared.path("name").asString("");
            var isSet = index(values, name)
                    .filter(at -> !values.get(at).path("value").asString("").isEmpty())
                    .isPresent();
            if (!declared.path("required").asBoolean(false) || isSet) continue;
            if (!declared.path("defaultValue").asString("").isEmpty()) continue;
            throw Problem.invalid(
                    "body.variables", "lacks \"%s\", which the profile %s requires".formatted(name, profile.name()));
        }
    }

    private static Optional<JsonNode> declared(Document profile, String name) {
        return profile.at("/spec/variables")
                .valueStream()
                .filter(variable -> variable.path("name").asString("").equals(name))
                .findFirst();
    }

    private static Optional<Integer> index(ArrayNode values, String name) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).path("name").asString("").equals(name)) return Optional.of(i);
        }
        return Optional.empty();
    }

    /** A bare array: per profile its variables, each with the value that holds on this cluster. */
    Object list(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        var opened = desk.store().open(cluster);
        var list = Json.MAPPER.createArrayNode();
        for (var template : cluster.at("/spec/clusterProfileTemplates")) {
            var uid = template.path("uid").asString("");
            var profile =
                    desk.store().find(Kinds.CLUSTER_PROFILE, Reach.scope(cluster.tenant(), cluster.project()), uid);
            var entry = list.addObject().put("profileUid", uid);
            var variables = entry.putArray("variables");
            profile.ifPresent(document -> document.at("/spec/variables")
                    .forEach(declared -> variables.add(shown(declared, opened.at("/easel/variables/" + uid)))));
        }
        return list;
    }

    private static ObjectNode shown(JsonNode declared, JsonNode values) {
        var shown = (ObjectNode) declared.deepCopy();
        var value = declared.path("defaultValue").asString("");
        for (var set : values) {
            if (set.path("name").equals(declared.path("name")))
                value = set.path("value").asString("");
        }
        var sensitive = declared.path("isSensitive").asBoolean(false);
        return shown.put("value", sensitive && !value.isEmpty() ? MASK : value);
    }

    Reply patch(Call call, ProfileDesk profiles) {
        return profiles.change(call, (tx, body) -> {
            for (var entry : call.body()) {
                var uid = entry.path("profileUid").asString("");
                Attachments.index(Attachments.templates(body), uid)
                        .orElseThrow(() -> Problem.notFound("cluster profile on this cluster", uid));
                var profile = tx.find(Kinds.CLUSTER_PROFILE, Desk.reach(call), uid)
                        .orElseThrow(() -> Problem.notFound("cluster profile", uid));
                set(body, profile, entry.path("variables"), "");
            }
        });
    }
}
