package dev.easel.provision.install;

import dev.easel.provision.Drift;
import java.util.List;

/**
 * What shall be installed in a cluster, and hold for its nodes.
 *
 * @param cluster uid of the cluster, which tells what is ours in it
 */
public record Wish(String cluster, List<Bundle> layers, Drift drift, Nodes nodes) {
    Wish(String cluster, List<Bundle> layers) {
        this(cluster, layers, Drift.REPAIR, Nodes.AS_THEY_ARE);
    }
}
