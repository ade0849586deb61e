package dev.easel.clusters;

import static dev.easel.kinds.Kinds.CLUSTER;

import dev.easel.contract.Json;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The values of packs as they reach the cluster, for people to read: what is sensitive stays masked. */
final class ResolvedValues {
    private static final String MASK = "********";

    private final Desk desk;
    private final Resolver resolver;

    ResolvedValues(Desk desk, Resolver resolver) {
        this.desk = desk;
        this.resolver = resolver;
    }

    void bind(Binder on) {
        on.op("v1SpectroClustersUidPacksResolvedValuesGet", "cluster.get", this::list);
        on.op("v1SpectroClustersGet", "cluster.get", this::cluster);
    }

    private Object list(Call call) {
        var cluster = desk.find(CLUSTER, call, call.path("uid"));
        var reply = Json.object();
        var profiles = reply.putArray("profiles");
        values(cluster).forEach((uid, packs) -> {
            var resolved = profiles.addObject().put("uid", uid).putObject("resolved");
            packs.forEach(resolved::put);
        });
        return reply;
    }

    /** The cluster; with resolved values, or with the profiles of one type only, when asked for. */
    private Object cluster(Call call) {
        var cluster = desk.find(CLUSTER, call, call.path("uid"));
        if (call.query().isEmpty()) return desk.reply(call, cluster, () -> shown(cluster));
        var shown = shown(cluster);
        var templates = Attachments.templates(shown);
        call.query("profileType").ifPresent(type -> {
            for (int i = templates.size() - 1; i >= 0; i--) {
                if (!templates.get(i).path("type").asString("").equals(type)) templates.remove(i);
            }
        });
        if (call.flag("resolvePackValues")) resolve(templates, values(cluster));
        return Reply.tagged(shown, cluster.version());
    }

    private ObjectNode shown(Document cluster) {
        var shown = desk.show(cluster);
        if (shown.get("status") instanceof ObjectNode status) status.remove(Status.OBSERVED);
        Attachments.templates(shown); // clients read the list without asking whether it is there
        return shown;
    }

    private static void resolve(JsonNode templates, Map<String, Map<String, String>> values) {
        for (var template : templates) {
            var packs = values.getOrDefault(template.path("uid").asString(""), Map.of());
            for (var pack : template.path("packs")) {
                var resolved = packs.get(pack.path("name").asString(""));
                if (resolved != null) ((ObjectNode) pack).put("values", resolved);
            }
        }
    }

    /** By profile and pack; a pack that cannot be resolved is left out. */
    private Map<String, Map<String, String>> values(Document cluster) {
        var values = new HashMap<String, Map<String, String>>();
        for (var layer : resolver.resolution(cluster.tenant(), cluster.project(), masked(cluster))
                .layers()) {
            values.computeIfAbsent(layer.profile().uid(), _ -> new HashMap<>())
                    .put(layer.layer().name(), layer.layer().values());
        }
        return values;
    }

    private ObjectNode masked(Document cluster) {
        var body = cluster.body().deepCopy();
        var kept = Metadata.child(body, Desk.PRIVATE);
        for (var profile : kept.path("variables").properties()) {
            var open = open(cluster, profile.getKey());
            for (var variable : profile.getValue()) {
                if (!open.contains(variable.path("name").asString(""))) ((ObjectNode) variable).put("value", MASK);
            }
        }
        return body;
    }

    /** Names of a profile's variables that anybody may read; of a profile that is gone, none. */
    private Set<String> open(Document cluster, String profile) {
        var names = new HashSet<String>();
        var reach = Reach.scope(cluster.tenant(), cluster.project());
        desk.store().find(Kinds.CLUSTER_PROFILE, reach, profile).ifPresent(document -> {
            for (var declared : document.at("/spec/variables")) {
                if (!declared.path("isSensitive").asBoolean(false))
                    names.add(declared.path("name").asString(""));
            }
        });
        return names;
    }
}
