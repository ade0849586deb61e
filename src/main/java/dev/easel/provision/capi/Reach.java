package dev.easel.provision.capi;

import dev.easel.contract.Json;
import dev.easel.provision.capi.Thing.Sort;
import dev.easel.provision.install.ServerSideApply;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** What can be done in a management cluster: look at objects as they were seen last, apply, change, delete. */
final class Reach implements AutoCloseable {
    static final String PROVIDER_MISSING = "ProviderMissing";
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final Link.Changes changes;
    private final Map<Sort, ResourceDefinitionContext> sorts = new ConcurrentHashMap<>();
    private final Map<Sort, Watched> watched = new ConcurrentHashMap<>();
    private volatile String identity = "";

    Reach(Config config, Link.Changes changes) {
        client = new KubernetesClientBuilder().withConfig(config).build();
        this.changes = changes;
    }

    /** Whether it answers, and lets us look at clusters; throws when it does not. */
    void ask() {
        var one = new ListOptionsBuilder().withLimit(1L).build();
        of(Link.ALWAYS.get(1)).inAnyNamespace().withLabel(Names.CLUSTER).list(one);
    }

    /** What tells this management cluster, and one that was restored from a copy of it, from all others. */
    String identity() {
        if (identity.isEmpty())
            identity = Optional.ofNullable(
                            client.namespaces().withName("kube-system").get())
                    .map(found -> found.getMetadata().getUid())
                    .orElseThrow(() -> new Wrong("ManagementClusterUnknown", "it has no namespace kube-system"));
        return identity;
    }

    String address() {
        return client.getMasterUrl().toString();
    }

    /** Objects of one sort, kept up to date from the first time that somebody asks. */
    Watched watch(Sort sort) {
        return watched.computeIfAbsent(sort, wanted -> new Watched(of(wanted), changes::changed));
    }

    /** All that is watched, whatever its sort, in one namespace. */
    List<Thing> in(String namespace) {
        return watched.values().stream()
                .flatMap(each -> each.in(namespace).stream())
                .toList();
    }

    /** The same, as it is this moment. */
    List<Thing> now(String namespace) {
        return watched.keySet().stream()
                .filter(sort -> !sort.kind().equals("Namespace"))
                .flatMap(sort -> list(sort, namespace).stream())
                .toList();
    }

    Optional<Thing> seen(Thing thing) {
        return watch(thing.sort()).find(thing.namespace(), thing.name());
    }

    /** The same as it is this moment. */
    Optional<Thing> get(Thing thing) {
        return Optional.ofNullable(one(thing).get()).map(Reach::thing);
    }

    /** All of one sort in a namespace, as they are this moment. */
    List<Thing> list(Sort sort, String namespace) {
        return of(sort).inNamespace(namespace).list().getItems().stream()
                .map(Reach::thing)
                .toList();
    }

    /** The version of a group that the server likes best, with the group; empty when it does not know the group. */
    Optional<String> version(String group) {
        return Optional.ofNullable(client.getApiGroup(group))
                .map(found -> found.getPreferredVersion().getGroupVersion());
    }

    /** Makes the object as it is given, as far as it is given; the server checks the names of all fields. */
    void apply(Thing thing) {
        patch(thing, List.of());
    }

    /** What would become of the object; nothing is made. */
    Thing rehearse(Thing thing) {
        return thing(patch(thing, List.of("All")));
    }

    private GenericKubernetesResource patch(Thing thing, List<String> dryRun) {
        var how = ServerSideApply.strict().withDryRun(dryRun).build();
        var wanted = Json.MAPPER.treeToValue(thing.tree(), GenericKubernetesResource.class);
        var all = of(thing.sort());
        mustStandWhereItSays(thing);
        var place = thing.namespace().isEmpty() ? all : all.inNamespace(thing.namespace());
        return place.resource(wanted).patch(how);
    }

    /** What belongs to a cluster stands in its namespace; the server would make what has none for everybody. */
    private void mustStandWhereItSays(Thing thing) {
        if (thing.namespace().isEmpty() || sorts.get(thing.sort()).isNamespaceScoped()) return;
        throw new Wrong("TemplateInvalid", thing.sort() + " stands in no namespace, so it would be everybody's");
    }

    /** Merges a few fields into an object that is not ours alone. */
    void merge(Thing thing, ObjectNode fields) {
        one(thing).patch(PatchContext.of(PatchType.JSON_MERGE), fields.toString());
    }

    void mergeIfThere(Thing thing, ObjectNode fields) {
        unlessGone(() -> merge(thing, fields));
    }

    void delete(Thing thing) {
        unlessGone(() -> one(thing).delete());
    }

    private static void unlessGone(Runnable deed) {
        try {
            deed.run();
        } catch (KubernetesClientException failed) {
            if (failed.getCode() != NOT_FOUND) throw failed;
        }
    }

    /** An entry of a secret; empty when there is none. */
    Optional<String> secret(String namespace, String name, String entry) {
        return Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get())
                .map(secret -> secret.getData().get(entry))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    private Resource<GenericKubernetesResource> one(Thing thing) {
        var all = of(thing.sort());
        return thing.namespace().isEmpty()
                ? all.withName(thing.name())
                : all.inNamespace(thing.namespace()).withName(thing.name());
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(Sort sort) {
        return client.genericKubernetesResources(sorts.computeIfAbsent(sort, this::discover));
    }

    private ResourceDefinitionContext discover(Sort sort) {
        var known = client.getApiResources(sort.apiVersion());
        if (known != null) {
            for (var resource : known.getResources()) {
                if (resource.getKind().equals(sort.kind())
                        && !resource.getName().contains("/"))
                    return ResourceDefinitionContext.fromApiResource(sort.apiVersion(), resource);
            }
        }
        throw new Wrong(
                PROVIDER_MISSING,
                "the management cluster knows no " + sort
                        + ": install the Cluster API provider that brings it, such as with clusterctl init");
    }

    static Thing thing(GenericKubernetesResource resource) {
        return new Thing(Json.MAPPER.valueToTree(resource));
    }

    @Override
    public void close() {
        watched.values().forEach(Watched::close);
        client.close();
    }
}
