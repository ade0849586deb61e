package dev.easel.profiles;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.templates.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says whether packs would make a profile: an unknown pack is a 404, a name that stands for nothing a 400, the rest a report. */
final class ProfileChecks {
    private static final List<String> NEEDED = List.of("os", "k8s", "cni");

    private final Desk desk;
    private final Packing packing;
    private final PackSource source;
    private final ProfileNames names;

    ProfileChecks(Desk desk, Packing packing, PackSource source, ProfileNames names) {
        this.desk = desk;
        this.packing = packing;
        this.source = source;
        this.names = names;
    }

    ObjectNode validate(Call call) {
        return report(call, Json.object());
    }

    /** With the variables of a profile that is there already. */
    ObjectNode validateFor(Call call) {
        return report(call, desk.store().open(desk.find(Kinds.CLUSTER_PROFILE, call, call.path("uid"))));
    }

    private ObjectNode report(Call call, ObjectNode base) {
        var template = call.object();
        var body = packed(call, base, template);
        var faults = names.faults(call, Profile.of(body));
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        var reply = Json.object();
        var results = reply.putObject("packs").putArray("results");
        var packs = body.at("/spec/published/packs");
        var cloud = template.path("cloudType")
                .asString(base.at("/spec/published/cloudType").asString("all"));
        for (var pack : packs) results.add(result(pack, packs, cloud));
        var type =
                template.path("type").asString(base.at("/spec/published/type").asString("add-on"));
        if (Set.of("infra", "cluster").contains(type)) needed(packs, results);
        return reply;
    }

    /** Packs the template in a transaction that is never kept. */
    private ObjectNode packed(Call call, ObjectNode base, ObjectNode template) {
        var body = base.deepCopy();
        try {
            desk.write(call, tx -> {
                packing.replace(new Draft(call, tx, "", Optional.empty(), body), template.path("packs"));
                throw new Undone();
            });
        } catch (Undone expected) {
            return body;
        }
        return body;
    }

    private ObjectNode result(JsonNode pack, JsonNode packs, String cloud) {
        var name = pack.path("name").asString("");
        var known = source.of(pack).flatMap(Found::pack);
        var result = Json.object()
                .put("name", name)
                .put("displayName", known.map(it -> it.displayName()).orElse(name));
        var errors = result.putArray("errors");
        var layer = pack.path("layer").asString("addon");
        if (known.isPresent() && !cloud.equals("all") && !known.get().fits(cloud)) {
            error(
                    errors,
                    "CloudMismatch",
                    "is not for %s but for %s".formatted(cloud, known.get().cloudTypes()));
        }
        if (!layer.equals("addon") && of(packs, layer).size() > 1) {
            error(errors, "DuplicateLayer", "is one of several of the layer " + layer);
        }
        known.flatMap(it -> it.constraints())
                .ifPresent(constraints ->
                        constraints.path("dependencies").forEach(dependency -> depend(errors, dependency, packs)));
        return result;
    }

    private static void depend(ArrayNode errors, JsonNode dependency, JsonNode packs) {
        var name = dependency.path("packName").asString("");
        var type = dependency.path("type").asString("required");
        var other = Packing.named(packs, name);
        if (other.isMissingNode()) {
            if (type.equals("required")) error(errors, "DependencyMissing", "needs the pack " + name);
            return;
        }
        var least = dependency.path("minVersion").asString("");
        var most = dependency.path("maxVersion").asString("");
        var inside = ProfileRules.isBetween(other.path("version").asString(""), least, most);
        var range = "%s (%s to %s)".formatted(name, least.isEmpty() ? "any" : least, most.isEmpty() ? "any" : most);
        if (type.equals("notSupported")) {
            if (inside) error(errors, "DependencyNotSupported", "does not go with " + range);
        } else if (!inside) {
            error(errors, "DependencyVersion", "needs another version of " + range);
        }
    }

    private static void needed(JsonNode packs, ArrayNode results) {
        for (var layer : NEEDED) {
            if (!of(packs, layer).isEmpty()) continue;
            var result = results.addObject().put("name", layer).put("displayName", layer);
            error(result.putArray("errors"), "LayerMissing", "no pack of the layer " + layer + " is in the profile");
        }
    }

    private static List<JsonNode> of(JsonNode packs, String layer) {
        var found = new ArrayList<JsonNode>();
        for (var pack : packs) if (pack.path("layer").asString("").equals(layer)) found.add(pack);
        return found;
    }

    private static void error(ArrayNode errors, String code, String message) {
        errors.addObject().put("code", code).put("message", message);
    }

    /** Ends a transaction that was only made to see what it would do. */
    private static final class Undone extends RuntimeException {
        private Undone() {
            super(null, null, false, false);
        }
    }
}
