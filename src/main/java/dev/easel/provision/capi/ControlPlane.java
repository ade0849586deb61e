package dev.easel.provision.capi;

import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;

/** A control plane as it was seen last: whether it serves a version, all of it. */
record ControlPlane(Optional<Thing> seen) {

    static ControlPlane in(List<Thing> things) {
        return new ControlPlane(things.stream()
                .filter(thing -> thing.kind().endsWith("ControlPlane"))
                .findFirst());
    }

    /** The lowest version that it serves; "" before it serves. */
    String version() {
        return seen.map(thing -> thing.text("/status/version")).orElse("");
    }

    /** Before it serves anything there is nothing to be older than. */
    boolean mayHave(String workers) {
        if (version().isEmpty() || workers.isEmpty()) return true;
        return version(workers).compareTo(version(version())) <= 0;
    }

    /** Whether every machine of it is as its object says. */
    boolean isDone() {
        if (seen.isEmpty()) return true;
        var thing = seen.get();
        if (!thing.at("/spec/machineTemplate").isObject())
            return thing.text("/status/version").equals(thing.text("/spec/version"));
        int wanted = thing.at("/spec/replicas").asInt(1);
        return isObserved(thing)
                && thing.text("/status/version").equals(thing.text("/spec/version"))
                && thing.at("/status/replicas").asInt(0) == wanted
                && thing.at("/status/upToDateReplicas").asInt(0) == wanted
                && thing.at("/status/readyReplicas").asInt(0) == wanted;
    }

    static boolean isObserved(Thing thing) {
        return thing.at("/status/observedGeneration").asLong(0)
                >= thing.at("/metadata/generation").asLong(0);
    }

    private static Version version(String text) {
        return Version.parse(text.replaceFirst("^v", ""));
    }
}
