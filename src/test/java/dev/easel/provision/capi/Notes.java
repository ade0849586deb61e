package dev.easel.provision.capi;

import dev.easel.contract.Json;
import dev.easel.provision.Memory;
import dev.easel.provision.Target;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Keeps notes as a database does. */
final class Notes implements Memory {
    private final Map<Target, ObjectNode> trees = new ConcurrentHashMap<>();

    @Override
    public Optional<ObjectNode> read(Target of) {
        return Optional.ofNullable(trees.get(of)).map(ObjectNode::deepCopy);
    }

    @Override
    public ObjectNode change(Target of, UnaryOperator<ObjectNode> change) {
        return trees.compute(of, (_, tree) -> change.apply(tree == null ? Json.object() : tree.deepCopy()));
    }

    @Override
    public void erase(Target of) {
        trees.remove(of);
    }
}
