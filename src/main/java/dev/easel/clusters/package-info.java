/**
 * Clusters of every cloud, their cloud configurations and dashboards. Kinds: cluster and cloudconfig, two documents of one
 * thing. What is no verb: creation (one body becomes two documents), profiles (a snapshot of each is attached), machine
 * pools, repave, kubeconfigs, deletion (asked for here, done by the reconciler).
 */
@NullMarked
package dev.easel.clusters;

import org.jspecify.annotations.NullMarked;
