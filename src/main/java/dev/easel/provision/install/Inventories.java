package dev.easel.provision.install;

import dev.easel.provision.install.Item.Ref;
import java.util.LinkedHashMap;
import java.util.Map;

/** The inventories of all layers of a cluster, as config maps in a namespace of ours. */
final class Inventories {
    static final String NAMESPACE = "easel-packs";

    private final Workload workload;
    private final String cluster;
    private final Map<String, Inventory> all = new LinkedHashMap<>();

    Inventories(Workload workload, String cluster) {
        this.workload = workload;
        this.cluster = cluster;
        var maps = new Ref("v1", "ConfigMap", NAMESPACE, "");
        for (var map : workload.labelled(maps, Owner.CLUSTER, cluster)) {
            var inventory = Inventory.of(map);
            all.put(inventory.key(), inventory);
        }
    }

    Map<String, Inventory> all() {
        return Map.copyOf(all);
    }

    Inventory of(Bundle bundle) {
        return all.getOrDefault(bundle.key(), Inventory.empty(bundle));
    }

    Inventory write(Inventory inventory) {
        if (inventory.equals(all.get(inventory.key()))) return inventory;
        if (all.isEmpty()) workload.apply(Item.named("v1", "Namespace", "", NAMESPACE));
        workload.apply(inventory.item(owner(inventory)));
        all.put(inventory.key(), inventory);
        return inventory;
    }

    void forget(Inventory inventory) {
        workload.delete(inventory.item(owner(inventory)).ref());
        all.remove(inventory.key());
    }

    Owner owner(Inventory inventory) {
        return new Owner(cluster, inventory.key());
    }
}
