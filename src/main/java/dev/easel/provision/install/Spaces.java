package dev.easel.provision.install;

import dev.easel.provision.install.Item.Ref;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The namespaces of layers: made when they are missing, and deleted when they were made here and hold nothing any more. */
final class Spaces {
    /** What a cluster puts into a namespace, or writes about what is in it, by itself. */
    private static final Set<String> BY_ITSELF = Set.of("Event", "EndpointSlice", "PodMetrics");

    private final Workload workload;
    private final String cluster;

    Spaces(Workload workload, String cluster) {
        this.workload = workload;
        this.cluster = cluster;
    }

    void ensure(Collection<String> names) {
        for (var name : names) {
            var found = workload.get(ref(name));
            if (found.isEmpty()) apply(Item.named("v1", "Namespace", "", name));
            else if (found.get().leaving()) throw new Refused("the namespace %s is being deleted", name);
        }
    }

    /** A namespace as a manifest has it; one that was there before stays whose it is. */
    void apply(Item wanted) {
        var found = workload.get(wanted.ref());
        var ours = found.isEmpty() || found.get().label(Owner.CLUSTER).equals(cluster);
        workload.apply(ours ? wanted.labelled(Owner.CLUSTER, cluster) : wanted);
    }

    /** Deletes what was made here and is empty. */
    void leave(Collection<String> names) {
        for (var name : names) {
            var made = workload.get(ref(name))
                    .filter(found -> found.label(Owner.CLUSTER).equals(cluster) && !found.leaving());
            if (made.isPresent() && occupant(name).isEmpty()) workload.delete(ref(name));
        }
    }

    /** Something in a namespace that would be lost with it. */
    Optional<String> occupant(String namespace) {
        for (var kind : workload.kinds().namespaced().entrySet()) {
            if (BY_ITSELF.contains(kind.getKey().getKind())) continue;
            try {
                var found = workload.list(kind.getValue(), kind.getKey(), namespace).stream()
                        .filter(item -> !comesByItself(kind.getKey().getKind(), item))
                        .findFirst();
                if (found.isPresent()) return found.map(item -> item.ref().toString());
            } catch (KubernetesClientException hidden) {
                return Optional.of("perhaps a " + kind.getKey().getKind() + ": " + Refused.said(hidden));
            }
        }
        return Optional.empty();
    }

    private static boolean comesByItself(String kind, Item item) {
        if (item.leaving() || !item.tree().at("/metadata/ownerReferences").isEmpty()) return true;
        return switch (kind) {
            case "ServiceAccount" -> item.name().equals("default");
            case "ConfigMap" -> item.name().equals("kube-root-ca.crt");
            case "Endpoints" ->
                !item.label("endpoints.kubernetes.io/managed-by").isEmpty();
            default -> false;
        };
    }

    private static Ref ref(String name) {
        return new Ref("v1", "Namespace", "", name);
    }
}
