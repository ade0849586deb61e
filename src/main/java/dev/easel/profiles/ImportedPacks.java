package dev.easel.profiles;

import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Catalogue;
import dev.easel.resource.Desk;
import dev.easel.templates.Layer;
import dev.easel.templates.Profile;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Packs as exports have them: with the registry described, since its uid may be another elsewhere. */
final class ImportedPacks {
    private final Desk desk;
    private final Catalogue catalogue;
    private final PackViews views;

    ImportedPacks(Desk desk, Catalogue catalogue, PackViews views) {
        this.desk = desk;
        this.catalogue = catalogue;
        this.views = views;
    }

    ArrayNode written(Call call, ObjectNode profile) {
        var list = Json.MAPPER.createArrayNode();
        for (var pack : profile.at("/spec/published/packs")) {
            var row = list.addObject();
            for (var field : List.of("name", "layer", "tag", "type", "version", "values")) {
                if (pack.has(field)) row.set(field, pack.get(field));
            }
            if (!isManifest(pack)) {
                row.putObject("registry").set("metadata", described(views.registry(call, pack)));
            }
            if (!pack.has("manifests")) continue;
            var manifests = row.putArray("manifests");
            Layer.of(pack, profile.at(Profile.MANIFESTS))
                    .manifests()
                    .forEach(file ->
                            manifests.addObject().put("name", file.name()).put("content", file.content()));
        }
        return list;
    }

    /** Packs as profiles are written, each with the uid that its registry has here. */
    ArrayNode read(Call call, JsonNode packs) {
        var list = Json.MAPPER.createArrayNode();
        for (var pack : packs) {
            var given = (ObjectNode) pack.deepCopy();
            given.remove("registry");
            given.remove("version");
            if (!isManifest(pack)) given.put("registryUid", registry(call, pack));
            if (given.path("tag").asString("").isEmpty() && pack.has("version")) given.set("tag", pack.get("version"));
            list.add(given);
        }
        return list;
    }

    void match(Call call, JsonNode packs) {
        for (var pack : packs) {
            if (isManifest(pack)) continue;
            var matching = registries(call, pack);
            if (matching.isEmpty()) throw unknown(pack);
            var registry = pack.path("registry") instanceof ObjectNode known
                    ? known
                    : ((ObjectNode) pack).putObject("registry");
            var list = registry.putArray("matchingRegistries");
            matching.forEach(list::add);
        }
    }

    private String registry(Call call, JsonNode pack) {
        var matching = registries(call, pack);
        if (matching.isEmpty()) throw unknown(pack);
        return matching.getFirst().path("uid").asString("");
    }

    /** Registries of the name that the export says, or that hold the pack when it says none. */
    private List<ObjectNode> registries(Call call, JsonNode pack) {
        var wanted = pack.at("/registry/metadata/name").asString("");
        var name = pack.path("name").asString("");
        var version = pack.path("version").asString(pack.path("tag").asString(""));
        var found = new ArrayList<ObjectNode>();
        catalogue.registries().stream()
                .filter(registry -> wanted.isEmpty() || registry.name().equals(wanted))
                .filter(registry ->
                        catalogue.find(name, version, registry.uid()).isPresent())
                .forEach(registry -> found.add(described(PackViews.registry(registry))));
        if (wanted.isEmpty()) return found;
        desk.all(Kinds.REGISTRY, call, Filter.equal("metadata.name", wanted))
                .forEach(registry -> found.add(described(PackViews.registry(registry))));
        return found;
    }

    private static ObjectNode described(ObjectNode registry) {
        registry.remove(List.of("scope", "isDefault"));
        return registry;
    }

    private static boolean isManifest(JsonNode pack) {
        return pack.path("type").asString("").equals("manifest");
    }

    private static Problem unknown(JsonNode pack) {
        return Problem.notFound(
                "registry \"%s\" with the pack"
                        .formatted(pack.at("/registry/metadata/name").asString("")),
                pack.path("name").asString(""));
    }
}
