package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A profile as it is when it is attached, with the values that the cluster sets for itself. */
final class Snapshot {
    private Snapshot() {}

    static ObjectNode of(Document profile, JsonNode given, ObjectNode kept) {
        var published = profile.at("/spec/published");
        var template = Json.object().put("uid", profile.uid()).put("name", profile.name());
        template.put("type", published.path("type").asString(""));
        template.put("cloudType", published.path("cloudType").asString("all"));
        template.put("profileVersion", profile.text("/spec/version"));
        template.put("version", profile.version());
        Metadata.child(kept, "taken").put(profile.uid(), digest(profile));
        var packs = template.putArray("packs");
        for (var pack : published.path("packs")) packs.add(pack(profile, pack, given.path("packValues"), kept));
        return template;
    }

    /** A short name for what a profile says now: another one is an update for the clusters that took the former. */
    static String digest(Document profile) {
        return Layers.digest(profile.at("/spec/published").toString() + profile.at("/easel/manifests"));
    }

    private static ObjectNode pack(Document profile, JsonNode pack, JsonNode overrides, ObjectNode kept) {
        var copy = (ObjectNode) pack.deepCopy();
        var texts = Metadata.child(kept, "manifests");
        for (var manifest : copy.path("manifests")) {
            var uid = manifest.path("uid").asString("");
            texts.set(uid, profile.at("/easel/manifests/" + uid));
        }
        for (var override : overrides) {
            if (!override.path("name").asString("").equals(copy.path("name").asString(""))) continue;
            if (override.path("values").isString()) copy.set("values", override.get("values"));
            manifests(copy, override.path("manifests"), texts);
        }
        return copy;
    }

    private static void manifests(ObjectNode pack, JsonNode overrides, ObjectNode texts) {
        for (var override : overrides) {
            var content = override.path("content");
            if (!content.isString()) continue;
            var name = override.path("name").asString("");
            texts.set(manifest(pack, name), content);
        }
    }

    /** The uid of the pack's manifest of that name; a new one when it has none. */
    private static String manifest(ObjectNode pack, String name) {
        for (var manifest : pack.path("manifests")) {
            if (manifest.path("name").asString("").equals(name))
                return manifest.path("uid").asString("");
        }
        var list = pack.get("manifests") instanceof ArrayNode known ? known : pack.putArray("manifests");
        var uid = Metadata.newUid();
        list.addObject().put("name", name).put("uid", uid).put("kind", "manifest");
        return uid;
    }
}
