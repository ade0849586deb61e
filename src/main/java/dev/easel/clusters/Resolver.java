package dev.easel.clusters;

import tools.jackson.databind.node.ObjectNode;

/** Turns the profiles on a cluster into layers whose values are resolved: macros, variables, references. */
public interface Resolver {
    Layers layers(String tenant, String project, ObjectNode cluster);
}
