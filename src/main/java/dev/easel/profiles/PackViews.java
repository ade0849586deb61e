package dev.easel.profiles;

import dev.easel.contract.Json;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Catalogue;
import dev.easel.packs.Registry;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import dev.easel.templates.Layer;
import dev.easel.templates.Profile;
import dev.easel.templates.Reference;
import dev.easel.templates.Resolution;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the packs of a profile look with what the catalogue knows about them. */
final class PackViews {
    private final Desk desk;
    private final Catalogue catalogue;
    private final ProfileNames names;

    PackViews(Desk desk, Catalogue catalogue, ProfileNames names) {
        this.desk = desk;
        this.catalogue = catalogue;
        this.names = names;
    }

    ObjectNode entity(JsonNode pack) {
        var view = Json.object();
        var metadata = view.putObject("metadata");
        metadata.put("uid", pack.path("packUid").asString(""))
                .put("name", pack.path("name").asString(""));
        var spec = view.putObject("spec");
        for (var field : List.of("name", "layer", "type", "registryUid", "values", "version", "manifests")) {
            if (pack.has(field)) spec.set(field, pack.get(field));
        }
        catalogue.pack(pack.path("packUid").asString("")).ifPresent(tag -> {
            spec.put("displayName", tag.pack().displayName())
                    .put("addonType", tag.pack().addonType());
            tag.pack().cloudTypes().forEach(spec.putArray("cloudTypes")::add);
            spec.set("schema", catalogue.schema(tag.pack()));
            spec.set("presets", catalogue.presets(tag.pack()));
        });
        view.putObject("status");
        return view;
    }

    /** {@code v1RegistryMetadata} of the registry that a pack comes from. */
    ObjectNode registry(Call call, JsonNode pack) {
        var uid = pack.path("registryUid").asString("");
        return catalogue
                .registry(uid)
                .map(PackViews::registry)
                .or(() -> desk.peek(Kinds.REGISTRY, call, uid).map(PackViews::registry))
                .orElseGet(Json::object);
    }

    /** The names in a pack and what they stand for; those without a value are left out. */
    ObjectNode macros(Call call, ObjectNode profile, JsonNode pack) {
        var layer = Layer.of(pack, profile.at(Profile.MANIFESTS));
        var references =
                Resolution.references(layer).stream().map(Reference::toString).toList();
        return names.values(call, Profile.of(profile), references);
    }

    static ObjectNode registry(Registry registry) {
        return Json.object()
                .put("uid", registry.uid())
                .put("name", registry.name())
                .put("kind", registry.kind())
                .put("scope", registry.scope())
                .put("isDefault", registry.isDefault())
                .put("isPrivate", registry.isPrivate());
    }

    static ObjectNode registry(Document registry) {
        return Json.object()
                .put("uid", registry.uid())
                .put("name", registry.name())
                .put("kind", registry.text("/easel/kind"))
                .put("scope", "tenant")
                .put("isDefault", false)
                .put("isPrivate", registry.at("/spec/isPrivate").asBoolean(false));
    }
}
