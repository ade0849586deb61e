package dev.easel.provision.rehearsal;

import dev.easel.contract.Json;
import dev.easel.provision.Target;
import dev.easel.provision.rehearsal.World.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The Kubernetes API of rehearsed clusters, for reading only: what kubectl shows is what the world holds. */
public final class KubernetesView {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> YES = Set.of("1", "true");

    private final Rehearsal rehearsal;

    public KubernetesView(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** @param path canonical, as {@code /api/v1/nodes} */
    public Answer answer(Target target, String method, String path, Map<String, String> query, String accept) {
        if (!READS.contains(method)) return readOnly(method, path);
        var now = rehearsal.now();
        var scene = rehearsal.look(target, now).filter(it -> it.world().stage != Stage.GONE);
        if (scene.isEmpty()) return Answer.refusal(404, "NotFound", "There is no such cluster");
        if (!serves(scene.get().world())) {
            return Answer.refusal(503, "ServiceUnavailable", "The control plane of the cluster does not serve");
        }
        var asked = new Asked(path, query, accept, now);
        return KubernetesDiscovery.answer(scene.get(), path).orElseGet(() -> objects(scene.get(), asked));
    }

    private record Asked(String path, Map<String, String> query, String accept, Instant now) {
        Answer missing() {
            return Answer.refusal(404, "NotFound", "The rehearsed cluster does not serve " + path);
        }
    }

    private static boolean serves(World world) {
        return !world.before(Stage.UP) && world.before(Stage.LOWERING);
    }

    private static Answer readOnly(String method, String path) {
        return Answer.refusal(
                405,
                "MethodNotAllowed",
                "The cluster is a rehearsal and can only be read: %s %s is not possible".formatted(method, path));
    }

    private static Answer objects(Scene scene, Asked asked) {
        var parts = List.of(asked.path().substring(1).split("/"));
        var core = asked.path().startsWith("/api/v1/");
        if (!core && !asked.path().startsWith("/apis/apps/v1/")) return asked.missing();
        var rest = parts.subList(core ? 2 : 3, parts.size());
        return spaced(scene, core ? "" : "apps", rest, asked);
    }

    private static Answer spaced(Scene scene, String group, List<String> rest, Asked asked) {
        var within = rest.size() > 2 && rest.getFirst().equals("namespaces");
        var place = new Place(within ? rest.get(1) : "", within ? rest.subList(2, rest.size()) : rest);
        var kind = KubernetesKind.of(group, place.rest().getFirst()).filter(it -> !within || it.namespaced());
        if (kind.isEmpty() || place.rest().size() > 2) return asked.missing();
        if (YES.contains(asked.query().getOrDefault("watch", ""))) {
            return Answer.refusal(405, "MethodNotAllowed", "A rehearsed cluster cannot be watched; ask again instead");
        }
        return place.rest().size() == 1 ? many(scene, kind.get(), place, asked) : one(scene, kind.get(), place, asked);
    }

    private record Place(String namespace, List<String> rest) {
        boolean holds(ObjectNode object) {
            return namespace.isEmpty()
                    || object.at("/metadata/namespace").asString("").equals(namespace);
        }
    }

    private static Answer many(Scene scene, KubernetesKind kind, Place place, Asked asked) {
        var objects = kind.all().apply(scene).stream()
                .filter(place::holds)
                .filter(Selectors.of(asked.query()))
                .toList();
        if (wantsTable(asked)) return table(kind, objects, asked);
        var list = Json.object().put("kind", kind.kind() + "List").put("apiVersion", kind.apiVersion());
        list.putObject("metadata").put("resourceVersion", Integer.toString(scene.world().eventsTold));
        list.putArray("items").addAll(objects);
        return Answer.json(list);
    }

    private static Answer one(Scene scene, KubernetesKind kind, Place place, Asked asked) {
        var name = place.rest().getLast();
        Optional<ObjectNode> found = kind.all().apply(scene).stream()
                .filter(place::holds)
                .filter(object -> object.at("/metadata/name").asString("").equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return Answer.refusal(404, "NotFound", "%s \"%s\" not found".formatted(kind.plural(), name));
        }
        return wantsTable(asked) ? table(kind, List.of(found.get()), asked) : Answer.json(found.get());
    }

    private static boolean wantsTable(Asked asked) {
        return asked.accept().contains("as=Table") && asked.accept().contains("v=v1;");
    }

    private static Answer table(KubernetesKind kind, List<ObjectNode> objects, Asked asked) {
        return Answer.json(new KubernetesTables(asked.now()).table(kind, objects, asked.query()));
    }
}
