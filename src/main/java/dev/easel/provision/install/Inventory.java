package dev.easel.provision.install;

import dev.easel.contract.Json;
import dev.easel.provision.install.Item.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/**
 * What a layer has brought into a cluster, written down in the cluster itself before it is brought.
 *
 * @param content what is installed; "" while that is under way
 * @param namespaces those it uses, whoever made them
 * @param release namespace and name of its release; "" without chart
 */
record Inventory(String key, String content, List<Ref> refs, List<String> namespaces, String release) {
    private static final TypeReference<List<Ref>> REFS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    static Inventory empty(Bundle bundle) {
        return new Inventory(bundle.key(), "", List.of(), List.of(), "");
    }

    static Inventory of(Item map) {
        return new Inventory(
                map.text("/data/layer"),
                map.text("/data/content"),
                Json.MAPPER.readValue(map.text("/data/objects"), REFS),
                Json.MAPPER.readValue(map.text("/data/namespaces"), TEXTS),
                map.text("/data/release"));
    }

    Item item(Owner owner) {
        var item = Item.named("v1", "ConfigMap", Inventories.NAMESPACE, "layer-" + owner.id())
                .labelled(Owner.CLUSTER, owner.cluster());
        item.tree()
                .putObject("data")
                .put("layer", key)
                .put("content", content)
                .put("objects", Json.MAPPER.writeValueAsString(refs))
                .put("namespaces", Json.MAPPER.writeValueAsString(namespaces))
                .put("release", release);
        return item;
    }

    boolean isDone(String wanted) {
        return content.equals(wanted);
    }

    Inventory done(String wanted) {
        return new Inventory(key, wanted, refs, namespaces, release);
    }

    /** The same with more in it, and not done. */
    Inventory with(Collection<Ref> more, Collection<String> places) {
        return new Inventory(key, "", union(refs, more), union(namespaces, places), release);
    }

    Inventory without(Collection<Ref> gone) {
        var left = new ArrayList<>(refs);
        left.removeAll(gone);
        return new Inventory(key, content, left, namespaces, release);
    }

    Inventory released(String as) {
        return new Inventory(key, content, refs, namespaces, as);
    }

    private static <T> List<T> union(Collection<T> one, Collection<T> other) {
        var all = new LinkedHashSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }
}
