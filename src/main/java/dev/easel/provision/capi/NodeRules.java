package dev.easel.provision.capi;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Taint;
import dev.easel.provision.install.Nodes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the nodes of machines, and what the documents say of them. */
final class NodeRules {
    private NodeRules() {}

    /** Empty while no machine is seen: then nobody can tell what holds for nodes, and they stay as they are. */
    static Optional<Nodes> of(Blueprint wish, List<Thing> things) {
        if (things.stream().noneMatch(thing -> thing.is("Machine"))) return Optional.empty();
        var pools =
                wish.pools().stream().collect(Collectors.toMap(pool -> Names.label(pool.name()), Function.identity()));
        var cordoned = new HashSet<String>();
        var taints = new HashMap<String, List<Taint>>();
        for (var machine : things) {
            var node = machine.text("/status/nodeRef/name");
            if (!machine.is("Machine") || machine.leaving() || node.isEmpty()) continue;
            if (wish.cordoned().contains(machine.text("/metadata/uid"))) cordoned.add(node);
            var pool = pools.get(machine.label(Names.POOL));
            if (pool != null && !pool.taints().isEmpty()) taints.put(node, pool.taints());
        }
        return Optional.of(new Nodes(cordoned, taints));
    }
}
