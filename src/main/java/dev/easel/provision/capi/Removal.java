package dev.easel.provision.capi;

import dev.easel.contract.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Takes a cluster out of a management cluster: first itself, with all that it made, then the room that it stood in. */
final class Removal {
    private final Reach reach;
    private final String namespace;
    private final List<Outside> outside;

    /** @param outside what does not go with the namespace */
    Removal(Reach reach, String namespace, List<Outside> outside) {
        this.reach = reach;
        this.namespace = namespace;
        this.outside = outside.reversed();
    }

    /** Goes one step; whether nothing is left. */
    boolean step() {
        var clusters = reach.list(Link.ALWAYS.get(1), namespace);
        for (var cluster : clusters) if (!cluster.leaving()) reach.delete(cluster);
        if (!clusters.isEmpty()) return false;
        keys();
        var room = room();
        room.filter(found -> !found.leaving()).ifPresent(reach::delete);
        return room.isEmpty();
    }

    /** The provider needs them until nothing is left in the cloud. */
    private void keys() {
        outside.forEach(key -> key.remove(reach, Names.cluster(namespace)));
    }

    private Optional<Thing> room() {
        return reach.get(named("v1", "Namespace", namespace))
                .filter(found -> !found.label(Names.CLUSTER).isEmpty());
    }

    /** Lets everything go without waiting for the cloud; answers what may be left there. */
    String abandon() {
        // First of all, so that controllers make nothing new in it.
        room().filter(found -> !found.leaving()).ifPresent(reach::delete);
        var things = reach.now(namespace);
        for (var thing : things) {
            letGo(thing);
            var made = thing.at("/spec/infrastructureRef");
            if (thing.is("Machine") && made.isObject())
                reach.version(made.path("apiGroup").asString(""))
                        .ifPresent(version -> letGo(named(
                                version,
                                made.path("kind").asString(""),
                                made.path("name").asString(""))));
        }
        keys();
        return left(things);
    }

    private static String left(List<Thing> things) {
        return things.stream()
                .filter(thing ->
                        thing.is("Machine") && !thing.text("/spec/providerID").isEmpty())
                .map(thing -> "%s (%s)".formatted(thing.name(), thing.text("/spec/providerID")))
                .collect(Collectors.joining(", "));
    }

    /** What is being deleted gets no new finalizer, so nobody takes it back in between. */
    private void letGo(Thing thing) {
        reach.delete(thing);
        var fields = Json.object();
        fields.putObject("metadata").putNull("finalizers");
        reach.mergeIfThere(thing, fields);
    }

    private Thing named(String apiVersion, String kind, String name) {
        ObjectNode tree = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        var metadata = tree.putObject("metadata").put("name", name);
        if (!kind.equals("Namespace")) metadata.put("namespace", namespace);
        return new Thing(tree);
    }
}
