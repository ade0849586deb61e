package dev.easel.provision.capi;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.Observation.Machine;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The machines of a cluster, oldest first, in the words of the house. */
record Members(List<Machine> all, List<Thing> things) {
    private static final List<String> STEPS =
            List.of("BootstrapConfigReady", "InfrastructureReady", "NodeHealthy", "NodeReady", "HealthCheckSucceeded");

    /** @param cordoned names of nodes that take no new pods */
    static Members of(Blueprint wish, Set<String> cordoned, List<Thing> things) {
        var pools =
                wish.pools().stream().collect(Collectors.toMap(pool -> Names.label(pool.name()), Function.identity()));
        var all = things.stream()
                .filter(thing -> thing.is("Machine"))
                .sorted(Comparator.comparing((Thing thing) -> thing.text("/metadata/creationTimestamp"))
                        .thenComparing(Thing::name))
                .map(thing -> machine(thing, pools, cordoned))
                .toList();
        return new Members(all, things);
    }

    private static Machine machine(Thing thing, Map<String, Pool> pools, Set<String> cordoned) {
        var label = thing.label(Names.POOL);
        var pool = Optional.ofNullable(pools.get(label));
        var node = thing.text("/status/nodeRef/name");
        var ready = Sign.isTrue(thing, "NodeReady");
        return new Machine(
                thing.text("/metadata/uid"),
                node.isEmpty() ? thing.name() : node,
                pool.map(Pool::name).orElse(label),
                thing.at("/metadata/labels").has("cluster.x-k8s.io/control-plane"),
                state(thing),
                ready,
                zone(thing),
                pool.map(Pool::instanceType).orElse(""),
                address(thing, "InternalIP"),
                address(thing, "ExternalIP"),
                thing.text("/spec/version").replaceFirst("^v", ""),
                thing.text("/spec/providerID"),
                thing.label("machine-template-hash"),
                cordoned.contains(node) ? "cordon" : "",
                ready ? "" : message(thing),
                Instant.parse(thing.text("/metadata/creationTimestamp")));
    }

    /** The phases of Cluster API, where the house has the same word; a machine that is updated in place runs. */
    private static String state(Thing thing) {
        if (thing.leaving()) return "Deleting";
        return switch (thing.text("/status/phase")) {
            case "Running", "Updating" -> "Running";
            case "Provisioning" -> "Provisioning";
            case "Provisioned" -> "Provisioned";
            case "Failed" -> "Failed";
            default -> "Pending";
        };
    }

    private static String zone(Thing thing) {
        var zone = thing.text("/status/failureDomain");
        return zone.isEmpty() ? thing.text("/spec/failureDomain") : zone;
    }

    private static String address(Thing thing, String type) {
        return thing.at("/status/addresses")
                .valueStream()
                .filter(address -> address.path("type").asString("").equals(type))
                .map(address -> address.path("address").asString(""))
                .findFirst()
                .orElse("");
    }

    /** Why it is not ready: what the first step that has not been taken says. */
    private static String message(Thing thing) {
        return STEPS.stream()
                .flatMap(step -> Sign.of(thing, step).stream())
                .filter(sign -> sign.status().equals("False"))
                .map(sign -> sign.message().isEmpty() ? sign.reason() : sign.message())
                .findFirst()
                .orElse("");
    }

    /** Whether every pool has as many machines ready as it shall have. */
    boolean areComplete(Blueprint wish) {
        return wish.pools().stream().allMatch(pool -> ready(pool) >= wanted(pool));
    }

    private int wanted(Pool pool) {
        return things.stream()
                .filter(thing ->
                        Autoscaling.decides(thing) && thing.label(Names.POOL).equals(Names.label(pool.name())))
                .findFirst()
                .map(thing -> thing.at("/spec/replicas").asInt(pool.size()))
                .orElse(pool.size());
    }

    private long ready(Pool pool) {
        var own = things.stream()
                .filter(thing ->
                        thing.is("MachinePool") && thing.label(Names.POOL).equals(Names.label(pool.name())))
                .findFirst();
        if (own.isPresent()) return own.get().at("/status/readyReplicas").asInt(0);
        return all.stream()
                .filter(machine -> machine.ready()
                        && !machine.state().equals("Deleting")
                        && machine.pool().equals(pool.name()))
                .count();
    }
}
