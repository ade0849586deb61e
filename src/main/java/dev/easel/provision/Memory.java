package dev.easel.provision;

import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Where an engine keeps what it knows of a cluster: one JSON tree each, durable, changed atomically. */
public interface Memory {

    Optional<ObjectNode> read(Target target);

    /** Applies a change in one transaction and returns the result; the tree is empty when there was none. */
    ObjectNode change(Target target, UnaryOperator<ObjectNode> change);

    void erase(Target target);
}
