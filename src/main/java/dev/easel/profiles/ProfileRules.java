package dev.easel.profiles;

import dev.easel.clouds.Clouds;
import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Pack;
import dev.easel.packs.Version;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import dev.easel.store.Tree;
import dev.easel.templates.SemanticVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What must hold for a profile whenever it is written, and what follows from its content. */
final class ProfileRules {
    static final Set<String> INFRASTRUCTURE = Set.of("kernel", "os", "k8s", "cni", "csi");
    private static final Set<String> PER_CLOUD = Set.of("os", "k8s");

    private final PackSource source;
    private final Clouds clouds;
    private final Rule withinLimit;

    ProfileRules(PackSource source, Clouds clouds, Rule withinLimit) {
        this.source = source;
        this.clouds = clouds;
        this.withinLimit = withinLimit;
    }

    /** The last rule of every change. */
    void mustBeSound(Draft draft) {
        withinLimit.apply(draft);
        mustBeAlone(draft);
        var published = Metadata.child(Metadata.child(draft.body(), "spec"), "published");
        mustBeForACloud(published);
        mustHaveFittingLayers(published);
        mustKeepItsFoundation(draft, published);
        Packing.prune(draft.body());
        follow(draft, published);
    }

    /** A name has each version once in its scope. */
    private static void mustBeAlone(Draft draft) {
        var name = draft.text("/metadata/name");
        var spec = Metadata.child(draft.body(), "spec");
        if (spec.path("version").asString("").isEmpty()) spec.put("version", "1.0.0");
        var version = spec.path("version").asString();
        if (!SemanticVersion.is(version)) {
            throw Problem.invalid(
                    "body.spec.version", "must be a semantic version such as 1.2.3, not \"" + version + "\"");
        }
        if (name.isBlank()) throw Problem.invalid("body.metadata.name", "is required");
        var home = draft.text("/metadata/annotations/projectUid");
        var scope = new Reach(draft.call().caller().tenant(), home, Reach.Breadth.OWN);
        var same = Filter.equal("metadata.name", name)
                .and(Filter.equal("version", version))
                .and(Filter.equal("metadata.uid", draft.uid()).not());
        if (draft.tx().count(Query.all(Kinds.CLUSTER_PROFILE, scope).where(same)) > 0) throw taken(name, version);
    }

    static Problem taken(String name, String version) {
        return Problem.of(
                Code.ClusterProfileAlreadyExists, "The cluster profile \"%s\" has a version %s already", name, version);
    }

    private static void mustBeForACloud(ObjectNode published) {
        if (published.path("type").asString("").isEmpty()) published.put("type", "cluster");
        var type = published.path("type").asString();
        var cloud = published.path("cloudType").asString("");
        var isAddOn = type.equals("add-on") || type.equals("system");
        if (cloud.isEmpty() && isAddOn) published.put("cloudType", "all");
        else if (cloud.isEmpty()) throw Problem.invalid("body.spec.template.cloudType", "is required");
        else if (cloud.equals("all") && !isAddOn) {
            throw Problem.invalid("body.spec.template.cloudType", "must name a cloud: \"all\" is for add-on profiles");
        }
    }

    private void mustHaveFittingLayers(ObjectNode published) {
        var names = new HashSet<String>();
        var layers = new HashSet<String>();
        for (var pack : published.path("packs")) {
            var name = pack.path("name").asString("");
            var layer = pack.path("layer").asString("addon");
            if (!names.add(name)) throw wrong(name, "is in the profile twice: give one of them another name");
            if (layer.equals("addon")) continue;
            if (published.path("type").asString().equals("add-on")) {
                throw wrong(name, "is of the layer %s, which an add-on profile cannot have".formatted(layer));
            }
            if (!layers.add(layer)) throw wrong(name, "is a second one of the layer " + layer);
            if (PER_CLOUD.contains(layer))
                mustFit(pack, published.path("cloudType").asString());
        }
    }

    /** Only clouds that packs can know of count; whoever registers a cloud says what fits it. */
    private void mustFit(JsonNode pack, String cloud) {
        var known = source.of(pack).flatMap(Found::pack);
        if (clouds.named(cloud).isEmpty() || known.isEmpty() || known.get().fits(cloud)) return;
        throw wrong(
                pack.path("name").asString(""),
                "does not fit %s; it is for %s".formatted(cloud, known.get().cloudTypes()));
    }

    private static Problem wrong(String pack, String message) {
        return Problem.invalid("body.spec.template.packs \"" + pack + "\"", message);
    }

    private static void mustKeepItsFoundation(Draft draft, ObjectNode published) {
        var now = layers(published);
        for (var layer :
                draft.old().map(old -> layers(old.at("/spec/published"))).orElse(Set.of())) {
            if (!now.contains(layer)) {
                throw Problem.invalid(
                        "body packs", "must keep a pack of the layer " + layer + ": machines stand on it");
            }
        }
    }

    private static Set<String> layers(JsonNode published) {
        return Tree.all(published, "/packs/*/layer").stream()
                .map(layer -> layer.asString(""))
                .filter(INFRASTRUCTURE::contains)
                .collect(Collectors.toSet());
    }

    private void follow(Draft draft, ObjectNode published) {
        var version = draft.text("/spec/version");
        published
                .put("name", draft.text("/metadata/name"))
                .put("uid", draft.uid())
                .put("profileVersion", version);
        var kept = Metadata.child(draft.body(), "easel");
        kept.put("versionOrder", SemanticVersion.order(version)).put("fips", fips(published));
        var before = draft.old()
                .map(old -> old.at("/spec/published/version").asInt(0))
                .orElse(0);
        if (before == 0 || isChanged(draft)) published.put("version", before + 1);
        Metadata.child(draft.body(), "metadata")
                .put("lastModifiedTimestamp", Times.text(draft.tx().now()));
    }

    private static boolean isChanged(Draft draft) {
        return draft.old()
                .filter(old -> List.of("/spec/published/packs", "/spec/variables", "/easel/manifests").stream()
                        .allMatch(part -> old.at(part).equals(draft.at(part))))
                .isEmpty();
    }

    /** How far the packs are validated for FIPS, as far as the catalogue knows them. */
    private String fips(JsonNode published) {
        var known = published
                .path("packs")
                .valueStream()
                .map(source::of)
                .flatMap(found -> found.flatMap(Found::pack).stream())
                .toList();
        if (known.isEmpty() || known.size() < published.path("packs").size()) return "unknown";
        if (known.stream().allMatch(Pack::fips)) return "full";
        return known.stream().anyMatch(Pack::fips) ? "partial" : "none";
    }

    /** Whether a version lies between two others; an empty end is open. */
    static boolean isBetween(String version, String least, String most) {
        var is = Version.of(version);
        return (least.isEmpty() || is.compareTo(Version.of(least)) >= 0)
                && (most.isEmpty() || is.compareTo(Version.of(most)) <= 0);
    }
}
