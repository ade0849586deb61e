package dev.easel.provision.rehearsal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** A kind that the rehearsed Kubernetes API serves. */
record KubernetesKind(
        String group,
        String kind,
        String plural,
        String shortName,
        boolean namespaced,
        Function<Scene, List<ObjectNode>> all) {

    static final List<KubernetesKind> ALL = List.of(
            new KubernetesKind("", "Node", "nodes", "no", false, ClusterNodes::of),
            new KubernetesKind("", "Namespace", "namespaces", "ns", false, ClusterPods::namespaces),
            new KubernetesKind("", "Pod", "pods", "po", true, ClusterPods::pods),
            new KubernetesKind("apps", "DaemonSet", "daemonsets", "ds", true, ClusterPods::daemonSets),
            new KubernetesKind("apps", "Deployment", "deployments", "deploy", true, ClusterPods::deployments));

    static Optional<KubernetesKind> of(String group, String plural) {
        return ALL.stream()
                .filter(it -> it.group.equals(group) && it.plural.equals(plural))
                .findFirst();
    }

    String apiVersion() {
        return group.isEmpty() ? "v1" : group + "/v1";
    }
}
