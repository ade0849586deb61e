package dev.easel.provision.install;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Which kinds of objects an API server knows. What it knows is remembered, what it lacks is asked for again. */
final class Kinds {
    private final KubernetesClient client;
    private final Map<String, APIResource> known = new ConcurrentHashMap<>();

    Kinds(KubernetesClient client) {
        this.client = client;
    }

    Optional<APIResource> find(String apiVersion, String kind) {
        var key = apiVersion + " " + kind;
        if (!known.containsKey(key)) {
            resources(apiVersion).stream()
                    .filter(resource -> resource.getKind().equals(kind))
                    .findFirst()
                    .ifPresent(resource -> known.put(key, resource));
        }
        return Optional.ofNullable(known.get(key));
    }

    ResourceDefinitionContext context(String apiVersion, String kind) {
        return find(apiVersion, kind)
                .map(resource -> ResourceDefinitionContext.fromApiResource(apiVersion, resource))
                .orElseThrow(() -> new Refused("the cluster knows no %s (%s)", kind, apiVersion));
    }

    /** Every kind that lies in namespaces and can be listed, with its version. */
    Map<APIResource, String> namespaced() {
        var all = new LinkedHashMap<APIResource, String>();
        put(all, "v1");
        var groups = client.getApiGroups();
        if (groups == null) return all;
        groups.getGroups().forEach(group -> put(all, group.getPreferredVersion().getGroupVersion()));
        return all;
    }

    private void put(Map<APIResource, String> all, String apiVersion) {
        resources(apiVersion).stream()
                .filter(resource ->
                        resource.getNamespaced() && resource.getVerbs().contains("list"))
                .forEach(resource -> all.put(resource, apiVersion));
    }

    private List<APIResource> resources(String apiVersion) {
        return Optional.ofNullable(client.getApiResources(apiVersion))
                .map(list -> list.getResources().stream()
                        .filter(Predicate.not(resource -> resource.getName().contains("/")))
                        .toList())
                .orElse(List.of());
    }
}
