package dev.easel.profiles;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Catalogue;
import dev.easel.packs.Tag;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds the packs that a profile names: by uid, or by name, tag and registry. What a tenant's own registry holds is not
 * known, so a pack of it comes into being when a profile names it first, under a uid that follows from its name.
 */
final class PackSource {
    /** Uid of every layer that is nothing but manifests; no registry holds it. */
    static final String MANIFEST = "spectro-manifest-pack";

    private final Catalogue catalogue;

    PackSource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Found find(Draft draft, JsonNode given) {
        var uid = given.path("uid").asString("");
        if (!uid.isEmpty()) return byUid(draft, uid).orElseThrow(() -> unknown(given));
        var registry = given.path("registryUid").asString("");
        var own = draft.tx().find(Kinds.REGISTRY, Desk.reach(draft.call()), registry);
        if (own.isPresent()) return named(draft, given, registry);
        if (!registry.isEmpty() && catalogue.registry(registry).isEmpty()) throw Problem.notFound("registry", registry);
        return named(given, registry).map(Found::of).orElseThrow(() -> unknown(given));
    }

    /** What the catalogue knows about a pack of a stored profile. */
    Optional<Found> of(JsonNode stored) {
        return catalogue.pack(stored.path("packUid").asString("")).map(Found::of);
    }

    private Optional<Found> byUid(Draft draft, String uid) {
        return catalogue
                .pack(uid)
                .map(Found::of)
                .or(() -> draft.tx()
                        .find(Kinds.PACK, Desk.reach(draft.call()), uid)
                        .map(PackSource::found));
    }

    /** A profile may have a pack several times, the others under names such as {@code second--nginx}. */
    private Optional<Tag> named(JsonNode given, String registry) {
        var name = given.path("name").asString("");
        var real = name.substring(name.lastIndexOf("--") < 0 ? 0 : name.lastIndexOf("--") + 2);
        var tag = given.path("tag").asString("");
        return tagged(name, tag, registry).or(() -> tagged(real, tag, registry));
    }

    private Optional<Tag> tagged(String name, String tag, String registry) {
        if (registry.isEmpty()) {
            return catalogue.registries().stream()
                    .flatMap(each -> tagged(name, tag, each.uid()).stream())
                    .findFirst();
        }
        return catalogue
                .find(name, tag, registry)
                .or(() -> catalogue.tags(name, registry).stream()
                        .filter(version -> version.parentTags().contains(tag))
                        .findFirst());
    }

    private static Found named(Draft draft, JsonNode given, String registry) {
        var tag = given.path("tag").asString("");
        if (tag.isBlank()) throw Problem.invalid("pack \"" + given.path("name").asString("") + "\"", "needs a tag");
        var uid = Tag.uid(registry, given.path("name").asString(""), tag);
        var known = draft.tx().find(Kinds.PACK, Desk.reach(draft.call()), uid);
        return found(known.orElseGet(() -> insert(draft, given, registry, uid)));
    }

    private static Document insert(Draft draft, JsonNode given, String registry, String uid) {
        var body = Json.object();
        body.putObject("metadata").put("name", given.path("name").asString(""));
        Metadata.begin(body, draft.call(), uid, "", draft.tx().now());
        body.putObject("spec")
                .put("name", given.path("name").asString(""))
                .put("version", given.path("tag").asString(""))
                .put("registryUid", registry)
                .put("layer", given.path("layer").asString("addon"))
                .put("type", given.path("type").asString("spectro"));
        return draft.tx().insert(Kinds.PACK, "", uid, body);
    }

    private static Found found(Document pack) {
        return new Found(
                pack.uid(),
                pack.text("/spec/version"),
                pack.text("/spec/registryUid"),
                pack.text("/spec/layer"),
                pack.text("/spec/type"),
                Optional.empty());
    }

    private static Problem unknown(JsonNode given) {
        var words = "%s %s"
                .formatted(given.path("name").asString(""), given.path("tag").asString(""))
                .strip();
        var uid = given.path("uid").asString("");
        return Problem.notFound("pack", uid.isEmpty() ? words : words + " (" + uid + ")");
    }
}
