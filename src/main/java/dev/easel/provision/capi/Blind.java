package dev.easel.provision.capi;

import dev.easel.contract.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Objects as they were seen last, without the content of secrets and without who manages which field. They are kept as trees,
 * which nobody changes; the informer gets by with what names them.
 */
final class Blind implements ItemStore<GenericKubernetesResource> {
    private final Map<String, GenericKubernetesResource> items = new ConcurrentHashMap<>();
    private final Map<String, Thing> things = new ConcurrentHashMap<>();

    Optional<Thing> thing(String key) {
        return Optional.ofNullable(things.get(key));
    }

    @Override
    public String getKey(GenericKubernetesResource object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public GenericKubernetesResource put(String key, GenericKubernetesResource object) {
        var sealed = Sealed.of(Reach.thing(object));
        sealed.part("metadata").remove("managedFields");
        things.put(key, sealed);
        var name = Json.object();
        for (var field : List.of("apiVersion", "kind", "metadata"))
            name.set(field, sealed.tree().path(field));
        return items.put(key, Json.MAPPER.treeToValue(name, GenericKubernetesResource.class));
    }

    @Override
    public GenericKubernetesResource remove(String key) {
        things.remove(key);
        return items.remove(key);
    }

    @Override
    public GenericKubernetesResource get(String key) {
        return items.get(key);
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<GenericKubernetesResource> values() {
        return items.values().stream();
    }

    @Override
    public int size() {
        return items.size();
    }
}
