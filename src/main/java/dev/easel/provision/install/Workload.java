package dev.easel.provision.install;

import dev.easel.contract.Json;
import dev.easel.provision.install.Item.Ref;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What can be done in the API server of a cluster. */
final class Workload implements AutoCloseable {
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final Kinds kinds;

    Workload(String kubeconfig) {
        var config = Config.fromKubeconfig(Kubeconfig.checked(kubeconfig));
        config.setConnectionTimeout(5_000);
        config.setRequestTimeout(15_000);
        config.setRequestRetryBackoffLimit(0);
        client = new KubernetesClientBuilder().withConfig(config).build();
        kinds = new Kinds(client);
    }

    Kinds kinds() {
        return kinds;
    }

    /** Whether it answers; throws when it does not. */
    void ask() {
        client.getKubernetesVersion();
    }

    Optional<Item> get(Ref ref) {
        return Optional.ofNullable(one(ref).get()).map(Workload::item);
    }

    /** All of one kind in a namespace; of all namespaces when it is "". */
    List<Item> list(String apiVersion, APIResource kind, String namespace) {
        var all = client.genericKubernetesResources(ResourceDefinitionContext.fromApiResource(apiVersion, kind));
        var found = namespace.isEmpty()
                ? all.inAnyNamespace().list()
                : all.inNamespace(namespace).list();
        return found.getItems().stream().map(Workload::item).toList();
    }

    List<Item> labelled(Ref like, String label, String value) {
        return client
                .genericKubernetesResources(kinds.context(like.apiVersion(), like.kind()))
                .inNamespace(like.namespace())
                .withLabel(label, value)
                .list()
                .getItems()
                .stream()
                .map(Workload::item)
                .toList();
    }

    /** Makes the object as it is given, as far as it is given, and answers what it is then. */
    Item apply(Item item) {
        return patch(item, ServerSideApply.strict().build());
    }

    /** What an apply would answer. */
    Item rehearse(Item item) {
        return patch(item, ServerSideApply.strict().withDryRun(List.of("All")).build());
    }

    void merge(Ref ref, ObjectNode fields) {
        one(ref).patch(PatchContext.of(PatchType.JSON_MERGE), fields.toString());
    }

    void delete(Ref ref) {
        try {
            one(ref).delete();
        } catch (KubernetesClientException failed) {
            if (failed.getCode() != NOT_FOUND) throw failed;
        }
    }

    private Item patch(Item item, PatchContext how) {
        var wanted = Json.MAPPER.treeToValue(item.tree(), GenericKubernetesResource.class);
        return item(place(item.ref()).resource(wanted).patch(how));
    }

    private Resource<GenericKubernetesResource> one(Ref ref) {
        return place(ref).withName(ref.name());
    }

    private io.fabric8.kubernetes.client.dsl.NonNamespaceOperation<
                    GenericKubernetesResource, ?, Resource<GenericKubernetesResource>>
            place(Ref ref) {
        var all = client.genericKubernetesResources(kinds.context(ref.apiVersion(), ref.kind()));
        return ref.namespace().isEmpty() ? all : all.inNamespace(ref.namespace());
    }

    private static Item item(GenericKubernetesResource resource) {
        return new Item(Json.MAPPER.valueToTree(resource));
    }

    @Override
    public void close() {
        client.close();
    }
}
