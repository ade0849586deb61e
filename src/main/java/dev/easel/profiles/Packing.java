package dev.easel.profiles;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.store.Tree;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns packs as clients write them into packs as they are kept and read: found, with their layer, manifests apart. */
final class Packing {
    private final PackSource source;

    Packing(PackSource source) {
        this.source = source;
    }

    /** The list of packs of a profile. */
    static ArrayNode in(ObjectNode body) {
        var published = Metadata.child(Metadata.child(body, "spec"), "published");
        return published.get("packs") instanceof ArrayNode list ? list : published.putArray("packs");
    }

    /** Sets all packs; what is not among them goes. */
    void replace(Draft draft, JsonNode given) {
        var packs = Json.MAPPER.createArrayNode();
        for (var pack : given) packs.add(stored(draft, pack));
        Metadata.child(Metadata.child(draft.body(), "spec"), "published").set("packs", packs);
    }

    /** A pack to be kept, with the manifests of the one of its name that was there before. */
    ObjectNode stored(Draft draft, JsonNode given) {
        var name = given.path("name").asString("");
        if (name.isBlank()) throw Problem.invalid("body packs.name", "is required");
        var pack = (ObjectNode) given.deepCopy();
        pack.remove("uid");
        pack.remove("manifests");
        if (isManifest(given)) {
            pack.put("packUid", PackSource.MANIFEST).put("type", "manifest").put("layer", "addon");
        } else {
            fill(pack, source.find(draft, given));
        }
        var former = named(in(draft.body()), name);
        var manifests = manifests(draft.body(), given.path("manifests"), former.path("manifests"));
        if (!manifests.isEmpty() || given.has("manifests")) pack.set("manifests", manifests);
        return pack;
    }

    static JsonNode named(JsonNode packs, String name) {
        return packs.valueStream()
                .filter(pack -> pack.path("name").asString("").equals(name))
                .findFirst()
                .orElseGet(Json.MAPPER::missingNode);
    }

    static int index(JsonNode packs, String name) {
        for (int i = 0; i < packs.size(); i++) {
            if (packs.get(i).path("name").asString("").equals(name)) return i;
        }
        throw Problem.notFound("pack in the profile", name);
    }

    /** Keeps the content of a manifest beside the profile; answers the reference that stands in the pack. */
    static ObjectNode keep(ObjectNode body, String uid, String name, String content) {
        Metadata.child(Metadata.child(body, "easel"), "manifests").put(uid, content);
        return Json.object().put("kind", "manifest").put("name", name).put("uid", uid);
    }

    /** Lets go of contents that no pack refers to any more. */
    static void prune(ObjectNode body) {
        var used = Tree.all(body, "/spec/published/packs/*/manifests/*/uid").stream()
                .map(uid -> uid.asString(""))
                .collect(Collectors.toSet());
        Metadata.child(Metadata.child(body, "easel"), "manifests").retain(used);
    }

    private static boolean isManifest(JsonNode given) {
        return given.path("type").asString("").equals("manifest")
                || given.path("uid").asString("").equals(PackSource.MANIFEST);
    }

    /** The catalogue knows a pack's layer better than whoever writes it down. */
    private static void fill(ObjectNode pack, Found found) {
        var own = pack.path("layer").asString("");
        pack.put("layer", found.pack().isEmpty() && !own.isEmpty() ? own : found.layer());
        if (pack.path("type").asString("").isEmpty()) pack.put("type", found.type());
        if (pack.path("tag").asString("").isEmpty()) pack.put("tag", found.version());
        pack.put("packUid", found.uid()).put("version", found.version()).put("registryUid", found.registryUid());
    }

    /** Manifests keep their uid over changes, by uid or else by name. */
    private static ArrayNode manifests(ObjectNode body, JsonNode given, JsonNode former) {
        var list = Json.MAPPER.createArrayNode();
        var names = new HashSet<String>();
        for (var manifest : given) {
            var name = manifest.path("name").asString("");
            if (name.isBlank()) throw Problem.invalid("body packs.manifests.name", "is required");
            if (!names.add(name)) throw Problem.invalid("body packs.manifests.name", "\"" + name + "\" occurs twice");
            var known = known(former, manifest);
            var uid = known.orElseGet(Metadata::newUid);
            var kept = body.path("easel").path("manifests").path(uid).asString("");
            list.add(keep(body, uid, name, manifest.path("content").asString(kept)));
        }
        return list;
    }

    private static Optional<String> known(JsonNode former, JsonNode manifest) {
        var uid = manifest.path("uid").asString("");
        var name = manifest.path("name").asString("");
        return former.valueStream()
                .filter(old -> uid.isEmpty()
                        ? old.path("name").asString("").equals(name)
                        : old.path("uid").asString("").equals(uid))
                .map(old -> old.path("uid").asString(""))
                .findFirst();
    }
}
