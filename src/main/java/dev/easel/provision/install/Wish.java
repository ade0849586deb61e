package dev.easel.provision.install;

import dev.easel.provision.Drift;
import java.util.List;
import java.util.Optional;

/**
 * What shall be installed in a cluster, and hold for its nodes.
 *
 * @param cluster uid of the cluster, which tells what is ours in it
 * @param nodes empty leaves them as they are
 */
public record Wish(String cluster, List<Bundle> layers, Drift drift, Optional<Nodes> nodes) {
    Wish(String cluster, List<Bundle> layers) {
        this(cluster, layers, Drift.REPAIR, Optional.empty());
    }
}
