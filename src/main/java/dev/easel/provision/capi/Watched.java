package dev.easel.provision.capi;

import dev.easel.contract.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** All objects of one sort that belong to clusters of ours, as the management cluster told of them last. */
final class Watched implements ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {
    private static final long FIRST_LOOK = 8;

    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final Blind seen = new Blind();
    private final Consumer<Thing> changed;

    /** Looks at all of them once before it returns; throws when that takes too long. */
    Watched(
            AnyNamespaceOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>> all,
            Consumer<Thing> changed) {
        this.changed = changed;
        informer = all.withLabel(Names.CLUSTER).runnableInformer(0);
        informer.itemStore(seen);
        informer.addEventHandler(this);
        informer.exceptionHandler((_, _) -> true);
        try {
            informer.start().toCompletableFuture().get(FIRST_LOOK, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw late(stop);
        } catch (ExecutionException | TimeoutException | CompletionException failed) {
            throw late(failed);
        }
    }

    private Wrong late(Exception failed) {
        informer.stop();
        return new Wrong(Link.reason(failed), "its objects cannot be listed: " + Link.said(failed));
    }

    List<Thing> in(String namespace) {
        return informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace).stream()
                .flatMap(found -> seen.thing(seen.getKey(found)).stream())
                .toList();
    }

    Optional<Thing> find(String namespace, String name) {
        return seen.thing(namespace.isEmpty() ? name : namespace + "/" + name);
    }

    /** Tells whose it is; what it looks like is asked for by whoever wants to know. */
    @Override
    public void onAdd(GenericKubernetesResource added) {
        var labels = Json.object();
        labels.putObject("metadata")
                .set("labels", Json.MAPPER.valueToTree(added.getMetadata().getLabels()));
        changed.accept(new Thing(labels));
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
        if (!before.getMetadata()
                .getResourceVersion()
                .equals(after.getMetadata().getResourceVersion())) onAdd(after);
    }

    @Override
    public void onDelete(GenericKubernetesResource gone, boolean unsure) {
        onAdd(gone);
    }

    @Override
    public void close() {
        informer.stop();
    }
}
