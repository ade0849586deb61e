package dev.easel.profiles;

import dev.easel.contract.Fault;
import dev.easel.contract.Json;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.templates.Macros;
import dev.easel.templates.Names;
import dev.easel.templates.Profile;
import dev.easel.templates.Reference;
import dev.easel.templates.Resolution;
import dev.easel.templates.Resolution.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the names in a profile stand for before there is a cluster: macros of the scope, defaults of variables. */
final class ProfileNames {
    private final Desk desk;

    ProfileNames(Desk desk) {
        this.desk = desk;
    }

    /** The macros that count in the request's scope, those of the project standing over the tenant's. */
    ObjectNode macros(Call call) {
        var reply = Json.object();
        var list = reply.putArray("macros");
        inScope(call)
                .values()
                .forEach((name, value) -> list.addObject().put("name", name).put("value", value));
        return reply;
    }

    /** Values of the references that a request names, or of all that stand in the profile. */
    ObjectNode resolved(Call call) {
        var profile = Profile.of(desk.store().open(desk.find(Kinds.CLUSTER_PROFILE, call, call.path("uid"))));
        var asked = new ArrayList<String>();
        call.object().path("references").forEach(text -> asked.add(text.asString("")));
        if (asked.isEmpty()) {
            profile.layers().stream()
                    .flatMap(layer -> Resolution.references(layer).stream())
                    .map(Reference::toString)
                    .distinct()
                    .forEach(asked::add);
        }
        var reply = Json.object();
        reply.set("resolved", values(call, profile, asked));
        return reply;
    }

    ObjectNode values(Call call, Profile profile, List<String> references) {
        var names = names(call, profile);
        var resolution = Resolution.of(List.of(new Source(profile, names)));
        var values = Json.object();
        for (var reference : references) {
            var text = reference.contains("{{") ? reference : "{{ ." + reference.replaceFirst("^\\.", "") + " }}";
            values.put(reference, resolution.text(text, names, "body.references"));
        }
        return values;
    }

    /** What is wrong with the names in a profile; what only a cluster knows counts as right. */
    List<Fault> faults(Call call, Profile profile) {
        return Resolution.of(List.of(new Source(profile, names(call, profile)))).faults();
    }

    private Names names(Call call, Profile profile) {
        var variables = new HashMap<String, String>();
        for (var variable : profile.variables()) {
            if (!variable.standard().isEmpty()) variables.put(variable.name(), variable.standard());
        }
        return new Names(inScope(call), variables, system(call, profile), Names.Absent.KEPT);
    }

    private Map<String, String> system(Call call, Profile profile) {
        var system = new LinkedHashMap<String, String>();
        var caller = call.caller();
        system.put("tenant.uid", caller.tenant());
        if (caller.inProject()) {
            system.put("project.uid", caller.project());
            desk.store()
                    .find(Kinds.PROJECT_ROOM, Reach.tenant(caller.tenant()), caller.project())
                    .map(Document::name)
                    .ifPresent(name -> system.put("project.name", name));
        }
        system.put("clusterprofile.name", profile.name());
        system.put("clusterprofile.uid", profile.uid());
        system.put("clusterprofile.version", profile.version());
        return system;
    }

    private Macros inScope(Call call) {
        var caller = call.caller();
        return Macros.of(document(caller.tenant(), caller.project()), document(caller.tenant(), caller.tenant()));
    }

    private JsonNode document(String tenant, String owner) {
        return desk.store()
                .find(Kinds.MACRO, Reach.tenant(tenant), owner)
                .<JsonNode>map(desk.store()::open)
                .orElseGet(Json.MAPPER::missingNode);
    }
}
