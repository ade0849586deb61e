package dev.easel.clusters;

import static dev.easel.kinds.Kinds.CLUSTER;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The profiles on a cluster seen one by one: their packs, manifests and values, and which have a newer content. */
final class ProfileViews {
    private static final String[] FIELDS = {
        "name", "layer", "type", "registryUid", "values", "digest", "presets", "schema", "annotations"
    };

    private final Desk desk;
    private final ProfileDesk profiles;

    ProfileViews(Desk desk, ProfileDesk profiles) {
        this.desk = desk;
        this.profiles = profiles;
    }

    void bind(Binder on) {
        on.op("v1SpectroClustersGetProfiles", "cluster.get", call -> list(call, Texts.LEFT_OUT));
        on.op("v1SpectroClustersGetProfilesPacksManifests", "cluster.get", call -> list(call, Texts.SHOWN));
        on.op("v1SpectroClustersUidProfilesUidPacksConfigGet", "cluster.get", this::config);
        on.op("v1SpectroClustersProfilesUidPackManifestsGet", "cluster.get", this::packManifests);
        on.op("v1SpectroClustersProfilesUidPackManifestsUpdate", "cluster.update", this::setPackManifests);
        on.op("v1SpectroClustersUidManifestsGet", "cluster.get", this::manifests);
        on.op("v1SpectroClustersUidPackManifestsUidGet", "cluster.get", this::manifest);
        on.op("v1SpectroClustersGetProfileUpdates", "cluster.get", this::updates);
        on.op("v1SpectroClustersPacksRefUpdate", "cluster.update", this::takeUpdates);
    }

    /** Whether the texts of manifests stand in a reply. */
    private enum Texts {
        LEFT_OUT,
        SHOWN
    }

    private Document find(Call call) {
        return desk.find(CLUSTER, call, call.path("uid"));
    }

    private Object list(Call call, Texts texts) {
        var cluster = find(call);
        var reply = Json.object();
        var list = reply.putArray("profiles");
        for (var template : cluster.at("/spec/clusterProfileTemplates")) {
            var profile = list.addObject();
            profile.putObject("metadata")
                    .put("uid", template.path("uid").asString(""))
                    .put("name", template.path("name").asString(""));
            var spec = profile.putObject("spec");
            if (texts == Texts.LEFT_OUT) {
                spec.put("cloudType", template.path("cloudType").asString("all"));
                spec.put("type", template.path("type").asString(""));
                spec.put("version", template.path("version").asInt(1));
            }
            var packs = spec.putArray("packs");
            for (var pack : template.path("packs")) packs.add(pack(cluster, pack, texts));
        }
        return reply;
    }

    private static ObjectNode pack(Document cluster, JsonNode pack, Texts texts) {
        var shown = Json.object();
        shown.putObject("metadata")
                .put("uid", pack.path("packUid").asString(""))
                .put("name", pack.path("name").asString(""));
        var spec = shown.putObject("spec").put("version", tag(pack));
        for (var field : FIELDS) {
            if (pack.has(field) && !pack.path(field).isNull()) spec.set(field, pack.get(field));
        }
        var list = spec.putArray("manifests");
        for (var manifest : pack.path("manifests")) {
            list.add(texts == Texts.SHOWN ? summary(cluster, manifest) : manifest.deepCopy());
        }
        shown.putObject("status");
        return shown;
    }

    private static String tag(JsonNode pack) {
        return pack.path("tag").asString(pack.path("version").asString(""));
    }

    private static ObjectNode summary(Document cluster, JsonNode manifest) {
        var content = content(cluster, manifest);
        return Json.object()
                .put("uid", manifest.path("uid").asString(""))
                .put("name", manifest.path("name").asString(""))
                .put("content", content)
                .put("digest", Layers.digest(content));
    }

    private static String content(Document cluster, JsonNode manifest) {
        return cluster.at("/easel/manifests/" + manifest.path("uid").asString(""))
                .asString("");
    }

    private static ObjectNode published(Document cluster, JsonNode manifest) {
        var content = content(cluster, manifest);
        var shown = Json.object();
        shown.putObject("metadata")
                .put("uid", manifest.path("uid").asString(""))
                .put("name", manifest.path("name").asString(""));
        shown.putObject("spec").putObject("published").put("content", content).put("digest", Layers.digest(content));
        return shown;
    }

    private Object config(Call call) {
        var cluster = find(call);
        var template = template(cluster.body(), call.path("profileUid"));
        var pack = pack(template, call.path("packName"));
        var reply = Json.object();
        var spec = reply.putArray("items").addObject().putObject("spec");
        spec.put("name", pack.path("name").asString(""))
                .put("packUid", pack.path("packUid").asString(""));
        spec.put("tag", tag(pack)).put("version", pack.path("version").asString(tag(pack)));
        spec.put("type", pack.path("type").asString("spectro"))
                .put("values", pack.path("values").asString(""));
        spec.put("scope", "cluster").put("associatedObject", cluster.uid());
        var own =
                profile(cluster, template).map(profile -> packOf(profile, pack)).orElse(pack);
        spec.put("isValuesOverridden", !own.path("values").equals(pack.path("values")));
        var list = spec.putArray("manifests");
        for (var manifest : pack.path("manifests")) {
            list.addObject()
                    .put("uid", manifest.path("uid").asString(""))
                    .put("name", manifest.path("name").asString(""))
                    .put("digest", Layers.digest(content(cluster, manifest)));
        }
        return reply;
    }

    private static JsonNode packOf(Document profile, JsonNode pack) {
        for (var own : profile.at("/spec/published/packs")) {
            if (own.path("name").equals(pack.path("name"))) return own;
        }
        return pack;
    }

    private Optional<Document> profile(Document cluster, JsonNode template) {
        var reach = Reach.scope(cluster.tenant(), cluster.project());
        return desk.store()
                .find(Kinds.CLUSTER_PROFILE, reach, template.path("uid").asString(""));
    }

    private Object packManifests(Call call) {
        var cluster = find(call);
        var pack = pack(template(cluster.body(), call.path("profileUid")), call.path("packName"));
        var reply = Json.object();
        var items = reply.putArray("items");
        for (var manifest : pack.path("manifests")) items.add(published(cluster, manifest));
        return reply;
    }

    private Reply setPackManifests(Call call) {
        return profiles.change(call, (_, body) -> {
            var pack = pack(template(body, call.path("profileUid")), call.path("packName"));
            var texts = Metadata.child(Metadata.child(body, Desk.PRIVATE), "manifests");
            for (var given : call.object().path("manifests")) {
                var uid = given.path("uid").asString("");
                if (Attachments.index(pack.path("manifests"), uid).isEmpty()) throw Problem.notFound("manifest", uid);
                texts.put(uid, given.path("content").asString(""));
            }
        });
    }

    private Object manifests(Call call) {
        var cluster = find(call);
        var reply = Json.object();
        var list = reply.putArray("manifests");
        eachManifest(cluster, manifest -> list.add(summary(cluster, manifest)));
        return reply;
    }

    private Object manifest(Call call) {
        var cluster = find(call);
        var uid = call.path("manifestUid");
        var found = new ArrayList<JsonNode>();
        eachManifest(cluster, manifest -> {
            if (manifest.path("uid").asString("").equals(uid)) found.add(manifest);
        });
        if (found.isEmpty()) throw Problem.notFound("manifest", uid);
        return published(cluster, found.getFirst());
    }

    private static void eachManifest(Document cluster, Consumer<JsonNode> act) {
        for (var template : cluster.at("/spec/clusterProfileTemplates")) {
            for (var pack : template.path("packs")) pack.path("manifests").forEach(act);
        }
    }

    /** Profiles whose published content is not the one that this cluster took. */
    private Object updates(Call call) {
        var cluster = find(call);
        var reply = Json.object();
        var list = reply.putArray("profiles");
        for (var template : cluster.at("/spec/clusterProfileTemplates")) {
            var taken = cluster.at("/easel/taken/" + template.path("uid").asString(""))
                    .asString("");
            profile(cluster, template)
                    .filter(profile -> !Snapshot.digest(profile).equals(taken))
                    .ifPresent(profile -> list.add(Snapshot.of(profile, Json.object(), Json.object())));
        }
        return reply;
    }

    /** Takes over the newer content of the profiles that are named, with the values that are given. */
    private Reply takeUpdates(Call call) {
        var body = Json.object();
        var wanted = body.putArray("profiles");
        for (var profile : call.object().path("profiles")) {
            var entry = wanted.addObject().put("uid", profile.path("uid").asString(""));
            entry.set(
                    "packValues",
                    profile.path("packs").isArray() ? profile.path("packs") : Json.MAPPER.createArrayNode());
        }
        body.set("spcApplySettings", call.object().path("spcApplySettings"));
        return profiles.patch(call.with(body));
    }

    private static JsonNode template(ObjectNode cluster, String uid) {
        var templates = Attachments.templates(cluster);
        return Attachments.index(templates, uid)
                .map(templates::get)
                .orElseThrow(() -> Problem.notFound("cluster profile on this cluster", uid));
    }

    private static JsonNode pack(JsonNode template, String name) {
        for (var pack : template.path("packs")) {
            if (pack.path("name").asString("").equals(name)) return pack;
        }
        throw Problem.notFound("pack of this profile", name);
    }
}
