package dev.easel.provision.install;

import java.util.List;

/**
 * What shall be installed in a cluster.
 *
 * @param cluster uid of the cluster, which tells what is ours in it
 */
public record Wish(String cluster, List<Bundle> layers) {}
