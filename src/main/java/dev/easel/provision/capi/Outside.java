package dev.easel.provision.capi;

import dev.easel.contract.Json;
import java.util.List;

/** What of a cluster stands outside of its namespace, and does not go with that: keys that a provider reads elsewhere. */
record Outside(String apiVersion, String kind, String namespace, String name) {

    static List<Outside> of(Plan plan) {
        var own = plan.cluster().namespace();
        return plan.ground().stream()
                .filter(thing -> !thing.is("Namespace") && !thing.namespace().equals(own))
                .map(thing -> new Outside(thing.sort().apiVersion(), thing.kind(), thing.namespace(), thing.name()))
                .toList();
    }

    /** Deletes it, if it is there and the cluster's. */
    void remove(Reach reach, String cluster) {
        try {
            reach.get(thing())
                    .filter(found -> found.label(Names.CLUSTER).equals(cluster) && !found.leaving())
                    .ifPresent(reach::delete);
        } catch (Wrong unknown) {
            if (!unknown.reason().equals(Reach.PROVIDER_MISSING)) throw unknown;
            // Its kind is gone from the management cluster, and it went with that.
        }
    }

    private Thing thing() {
        var tree = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        var metadata = tree.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) metadata.put("namespace", namespace);
        return new Thing(tree);
    }
}
