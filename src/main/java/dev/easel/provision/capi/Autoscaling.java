package dev.easel.provision.capi;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Pools whose size the cluster autoscaler decides between two bounds. We say how large they begin, and no more. */
final class Autoscaling {
    private static final String LEAST = "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size";
    private static final String MOST = "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size";

    private Autoscaling() {}

    /** Bounds that leave no choice are none: published clients write the size into both. */
    static void apply(Thing thing, JsonNode pool) {
        var least = pool.path("minSize").asInt(0);
        var most = pool.path("maxSize").asInt(0);
        if (most <= least) return;
        thing.part("metadata", "annotations").put(LEAST, String.valueOf(least)).put(MOST, String.valueOf(most));
        thing.part("spec").put("replicas", Math.clamp(thing.at("/spec/replicas").asInt(least), least, most));
    }

    static boolean decides(Thing thing) {
        var annotations = thing.at("/metadata/annotations");
        return List.of(LEAST, MOST).stream().allMatch(annotations::has);
    }

    /** As it is wished for when it is there already: the API server keeps a size that nobody gives, within the bounds. */
    static Thing left(Thing thing) {
        if (!decides(thing)) return thing;
        var left = new Thing(thing.tree().deepCopy());
        left.part("spec").remove("replicas");
        return left;
    }
}
