package dev.easel.clusters;

import dev.easel.contract.Fault;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.templates.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of the variables of a cluster's profiles: settled when a profile is attached, and kept until they are set anew. */
final class Variables {
    private static final String MASK = "********";
    private static final String CHOSEN = "chosen";

    private final Desk desk;
    private final Resolver resolver;

    Variables(Desk desk, Resolver resolver) {
        this.desk = desk;
        this.resolver = resolver;
    }

    /** Sets values; what was set under a profile that this one replaces is carried over where the names still exist. */
    void set(ObjectNode cluster, Document profile, JsonNode given, String replaced) {
        var all = Metadata.child(Metadata.child(cluster, Desk.PRIVATE), "variables");
        var chosen = chosen(all.path(profile.uid()));
        var former = !replaced.isEmpty() && !replaced.equals(profile.uid()) ? all.remove(replaced) : null;
        var values = new LinkedHashMap<String, String>();
        if (former != null) {
            values.putAll(resolver.variables(profile.tenant(), former));
            chosen.addAll(chosen(former));
        }
        values.putAll(resolver.variables(profile.tenant(), all.path(profile.uid())));
        var known = new dev.easel.templates.Variables(
                Profile.of(desk.store().open(profile)).variables());
        values.keySet()
                .removeIf(name ->
                        known.all().stream().noneMatch(each -> each.name().equals(name)));
        for (var variable : given) put(values, chosen, variable);
        var faults = new ArrayList<Fault>();
        var settled = known.settle(values, "body.variables", faults);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        all.set(profile.uid(), written(settled, chosen));
    }

    /** The names that somebody set; the others hold what their profile proposed. */
    private static Set<String> chosen(JsonNode set) {
        var names = new HashSet<String>();
        for (var variable : set) {
            if (variable.path(CHOSEN).asBoolean(false))
                names.add(variable.path("name").asString(""));
        }
        return names;
    }

    /** A mask that comes back is the value that it stood for. */
    private static void put(Map<String, String> values, Set<String> chosen, JsonNode variable) {
        var value = variable.path("value").asString("");
        if (value.equals(MASK)) return;
        var name = variable.path("name").asString("");
        values.put(name, value);
        chosen.add(name);
    }

    private static JsonNode written(Map<String, String> values, Set<String> chosen) {
        var list = Json.MAPPER.createArrayNode();
        values.forEach((name, value) ->
                list.addObject().put("name", name).put("value", value).put(CHOSEN, chosen.contains(name)));
        return list;
    }

    /**
     * A bare array: per profile its variables. Only those that somebody set have a value beside their default: the
     * Terraform provider takes every value for one that its configuration must name.
     */
    Object list(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        var list = Json.MAPPER.createArrayNode();
        for (var template : cluster.at("/spec/clusterProfileTemplates")) {
            var uid = template.path("uid").asString("");
            var set = cluster.at("/easel/variables/" + uid);
            var values = resolver.variables(cluster.tenant(), set);
            values.keySet().retainAll(chosen(set));
            var variables = list.addObject().put("profileUid", uid).putArray("variables");
            desk.store()
                    .find(Kinds.CLUSTER_PROFILE, Reach.scope(cluster.tenant(), cluster.project()), uid)
                    .ifPresent(profile ->
                            profile.at("/spec/variables").forEach(declared -> variables.add(shown(declared, values))));
        }
        return list;
    }

    private static ObjectNode shown(JsonNode declared, Map<String, String> values) {
        var shown = (ObjectNode) declared.deepCopy();
        var value = values.getOrDefault(declared.path("name").asString(""), "");
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
