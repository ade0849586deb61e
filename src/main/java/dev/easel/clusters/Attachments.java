package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Cloud.ControlPlane;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Profiles on a cluster. What is attached is a snapshot: editing a profile reaches a cluster only when it is applied there.
 * Snapshots stand in {@code spec.clusterProfileTemplates}; the texts of manifests and the values of variables are kept
 * beside them.
 */
final class Attachments {
    private static final Set<String> INFRASTRUCTURE = Set.of("infra", "cluster");

    private final Resolver resolver;
    private final Variables variables;

    Attachments(Resolver resolver, Variables variables) {
        this.resolver = resolver;
        this.variables = variables;
    }

    /** Attaches, updates in place, or replaces; leaves every other profile alone. */
    void attach(Tx tx, Call call, ObjectNode cluster, JsonNode profiles) {
        attach(tx, call, cluster, profiles, "body.profiles");
    }

    /** The same with profiles that stand elsewhere in the body. */
    void attach(Tx tx, Call call, ObjectNode cluster, JsonNode profiles, String at) {
        for (int i = 0; i < profiles.size(); i++) attachOne(tx, call, cluster, profiles.get(i), at + "[" + i + "]");
    }

    private void attachOne(Tx tx, Call call, ObjectNode cluster, JsonNode given, String path) {
        var uid = given.path("uid").asString("");
        if (uid.isEmpty()) throw Problem.invalid(path + ".uid", "is required");
        var profile = tx.find(Kinds.CLUSTER_PROFILE, Desk.reach(call), uid)
                .orElseThrow(() -> Problem.notFound("cluster profile", uid));
        var template = Snapshot.of(profile, given, Metadata.child(cluster, Desk.PRIVATE));
        var templates = templates(cluster);
        var replaced = given.path("replaceWithProfile").asString("");
        int at = index(templates, replaced.isEmpty() ? uid : replaced)
                .or(() -> index(templates, uid))
                .orElse(-1);
        if (at < 0) templates.add(template);
        else templates.set(at, template);
        variables.set(cluster, profile, given.path("variables"), replaced);
    }

    void detach(ObjectNode cluster, JsonNode uids) {
        var templates = templates(cluster);
        for (var uid : uids) {
            int at = index(templates, uid.asString(""))
                    .orElseThrow(() -> Problem.notFound("cluster profile on this cluster", uid.asString("")));
            if (isInfrastructure(templates.get(at))) {
                throw Problem.invalid(
                        "body.profileUids", "names the infrastructure profile, which can only be replaced");
            }
            templates.remove(at);
        }
    }

    /** Full replacement: what is not named goes. */
    void replace(Tx tx, Call call, ObjectNode cluster, JsonNode profiles) {
        templates(cluster).removeAll();
        attach(tx, call, cluster, profiles);
    }

    /** Whether the profiles together make a cluster of the cloud. */
    void mustFit(ObjectNode cluster, Cloud cloud) {
        int infrastructure = 0;
        for (var template : templates(cluster)) {
            var fits = template.path("cloudType").asString("all");
            if (!fits.equals("all") && !fits.isEmpty() && !fits.equals(cloud.name())) {
                throw Problem.invalid(
                        "body.spec.profiles",
                        "has the profile %s for %s on a cluster of %s"
                                .formatted(template.path("name").asString(""), fits, cloud.name()));
            }
            if (isInfrastructure(template)) infrastructure++;
        }
        var needed = cloud.cluster().controlPlane() != ControlPlane.NONE;
        if (infrastructure > 1) throw Problem.invalid("body.spec.profiles", "has more than one infrastructure profile");
        if (needed && infrastructure == 0)
            throw Problem.invalid("body.spec.profiles", "needs an infrastructure profile");
        if (needed && !hasLayer(cluster, "k8s")) throw Problem.invalid("body.spec.profiles", "has no Kubernetes layer");
    }

    static boolean isInfrastructure(JsonNode template) {
        return INFRASTRUCTURE.contains(template.path("type").asString(""));
    }

    private static boolean hasLayer(ObjectNode cluster, String layer) {
        for (var template : templates(cluster)) {
            for (var pack : template.path("packs")) {
                if (pack.path("layer").asString("").equals(layer)) return true;
            }
        }
        return false;
    }

    /** The foundation that the attached profiles want. */
    Foundation foundation(Call call, ObjectNode cluster) {
        return Foundation.wanted(layers(call, cluster).all());
    }

    Layers layers(Call call, ObjectNode cluster) {
        return resolver.layers(call.caller().tenant(), call.caller().project(), cluster);
    }

    static ArrayNode templates(ObjectNode cluster) {
        var spec = Metadata.child(cluster, "spec");
        if (spec.get("clusterProfileTemplates") instanceof ArrayNode list) return list;
        return spec.putArray("clusterProfileTemplates");
    }

    static Optional<Integer> index(JsonNode templates, String uid) {
        for (int i = 0; i < templates.size(); i++) {
            if (templates.get(i).path("uid").asString("").equals(uid)) return Optional.of(i);
        }
        return Optional.empty();
    }

    /** Versions of Kubernetes go up, one minor at a time. */
    static void mustGoUp(Foundation now, Foundation next) {
        if (now.kubernetes().name().isEmpty() || next.kubernetes().name().isEmpty()) return;
        var from = Version.of(Blueprints.kubernetes(now.kubernetes().tag()));
        var to = Version.of(Blueprints.kubernetes(next.kubernetes().tag()));
        if (to.isBefore(from)) {
            throw Problem.invalid("body.profiles", "would take Kubernetes from %s down to %s".formatted(from, to));
        }
        if (to.major() == from.major() && to.minor() > from.minor() + 1) {
            throw Problem.invalid(
                    "body.profiles", "would skip a minor version of Kubernetes: %s to %s".formatted(from, to));
        }
    }

    /** A version of Kubernetes. */
    record Version(int major, int minor, int patch) {
        static Version of(String text) {
            var parts = List.of(text.split("\\."));
            return new Version(part(parts, 0), part(parts, 1), part(parts, 2));
        }

        private static int part(List<String> parts, int at) {
            if (parts.size() <= at) return 0;
            var digits = parts.get(at).replaceAll("[^0-9].*", "");
            return digits.isEmpty() ? 0 : Integer.parseInt(digits);
        }

        boolean isBefore(Version other) {
            if (major != other.major) return major < other.major;
            if (minor != other.minor) return minor < other.minor;
            return patch < other.patch;
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }
}
