package dev.easel.provision.rehearsal;

import dev.easel.contract.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The beginnings of any Kubernetes object. */
final class KubernetesObjects {
    private static final Set<String> APPS = Set.of("DaemonSet", "Deployment");

    private KubernetesObjects() {}

    static ObjectNode of(Scene scene, String kind, String namespace, String name, Instant born) {
        var object = Json.object();
        object.put("kind", kind).put("apiVersion", APPS.contains(kind) ? "apps/v1" : "v1");
        var metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) metadata.put("namespace", namespace);
        metadata.put("uid", scene.dice().uuid(kind + "/" + namespace + "/" + name))
                .put("resourceVersion", Integer.toString(scene.world().eventsTold))
                .put("creationTimestamp", time(born));
        return object;
    }

    /** Kubernetes tells times to the second. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
