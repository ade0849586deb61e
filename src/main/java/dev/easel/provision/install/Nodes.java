package dev.easel.provision.install;

import dev.easel.provision.Blueprint.Taint;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What shall hold for the nodes of a cluster.
 *
 * @param cordoned names of those that take no new pods
 * @param taints those that stand on a node, by its name, whatever others stand there
 */
public record Nodes(Set<String> cordoned, Map<String, List<Taint>> taints) {}
