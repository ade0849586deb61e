package dev.easel.provision.capi;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.Forecast.Roll;
import dev.easel.provision.Observation.Machine;
import dev.easel.provision.capi.Thing.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Has the management cluster try a plan out, and reads from its answers whose machines it would replace. */
final class DryRun {
    private static final Sort SETS = new Sort("cluster.x-k8s.io/v1beta2", "MachineSet");
    private static final Sort MACHINES = new Sort("cluster.x-k8s.io/v1beta2", "Machine");
    private static final String HASH = "machine-template-hash";

    private final Reach reach;
    private final Plan plan;
    private final Blueprint wish;
    private final String namespace;

    DryRun(Reach reach, Plan plan, Blueprint wish) {
        this.reach = reach;
        this.plan = plan;
        this.wish = wish;
        namespace = Names.namespace(wish.target());
    }

    List<Roll> rolls() {
        var rolls = new ArrayList<Roll>();
        roll(plan.controlPlane()).ifPresent(rolls::add);
        plan.workers().forEach(pool -> roll(pool).ifPresent(rolls::add));
        return rolls;
    }

    /** Templates are tried as well: a pool that points at one which is refused would never get a machine. */
    private Optional<Roll> roll(List<Thing> pool) {
        var maker = pool.stream().filter(Rollout::makesMachines).findFirst();
        var before = maker.flatMap(reach::get);
        if (before.isEmpty()) return Optional.empty();
        pool.stream().filter(Thing::isTemplate).forEach(reach::rehearse);
        var after = reach.rehearse(Autoscaling.left(maker.get()));
        var changes = Rollout.changes(before.get(), after);
        if (changes.isEmpty()) return Optional.empty();
        var names = new TreeMap<String, String>();
        going(after).forEach(machine -> names.put(machine.uid(), machine.name()));
        // Some clouds keep the machines of a pool to themselves; then their nodes stand for them.
        if (names.isEmpty())
            before.get()
                    .at("/status/nodeRefs")
                    .forEach(node -> names.put(
                            node.path("uid").asString(node.path("name").asString("")),
                            node.path("name").asString("")));
        var seen = "%s of generation %s".formatted(before.get(), before.get().text("/metadata/generation"));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new Roll(name(after), String.join(", ", changes), seen, names));
    }

    /** Machines of a set that is already as wished for stay: it is taken up again. */
    private List<Machine> going(Thing after) {
        var staying = reach.list(SETS, namespace).stream()
                .filter(set -> !set.label(HASH).isEmpty()
                        && Rollout.changes(set, after).isEmpty())
                .map(set -> set.label(HASH))
                .toList();
        Predicate<Thing> goes =
                machine -> !machine.leaving() && !staying.contains(machine.label(HASH)) && isOf(after, machine);
        return Members.of(
                        wish,
                        Set.of(),
                        reach.list(MACHINES, namespace).stream().filter(goes).toList())
                .all();
    }

    private static boolean isOf(Thing pool, Thing machine) {
        return machine.label(Names.POOL).equals(pool.label(Names.POOL));
    }

    private String name(Thing maker) {
        return wish.pools().stream()
                .map(Pool::name)
                .filter(name -> Names.label(name).equals(maker.label(Names.POOL)))
                .findFirst()
                .orElseThrow();
    }
}
