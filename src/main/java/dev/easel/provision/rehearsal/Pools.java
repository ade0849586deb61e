package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.rehearsal.Instance.Make;
import dev.easel.provision.rehearsal.Instance.State;
import dev.easel.provision.rehearsal.World.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps pools as large and as new as they are wished.
 *
 * <p>Replacement begins with the control plane, one machine at a time, and goes on with one worker pool after another. A
 * pool that must wait still scales: with machines like the ones it has. What goes first when a pool shrinks: machines
 * that do not serve, then cordoned ones, then the newest.
 */
final class Pools {
    private static final Comparator<Instance> FIRST_TO_GO = Comparator.comparing(Instance::ready)
            .thenComparing(machine -> !machine.maintenance().equals("cordon"))
            .thenComparing(Instance::number, Comparator.reverseOrder());
    private static final Comparator<Instance> FIRST_TO_BE_REPLACED =
            Comparator.comparing(Instance::ready).thenComparing(Instance::number);

    private final Scene scene;
    private final World world;
    private final Machines machines;

    Pools(Scene scene) {
        this.scene = scene;
        this.world = scene.world();
        this.machines = new Machines(scene);
    }

    void step() {
        dropRemoved();
        world.instances().forEach(this::maintain);
        world.instances(machine -> scene.wish().dismissed().contains(machine.uid()))
                .forEach(machine -> machines.retire(machine, "it was dismissed"));
        var pools = new ArrayList<>(scene.wish().pools());
        pools.sort(Comparator.comparing(pool -> !pool.controlPlane()));
        var free = controlPlaneServes();
        for (var pool : pools) {
            if (free) renew(pool);
            else scale(Roster.asItIs(pool, world));
            free &= settled(pool);
        }
    }

    private boolean controlPlaneServes() {
        return !world.managed() || world.before(Stage.UP) || world.served.equals(world.wanted());
    }

    private void dropRemoved() {
        var wished = world.pools().keySet();
        world.rolling.retainAll(wished);
        world.instances(machine -> !wished.contains(machine.pool()))
                .forEach(machine -> machines.retire(machine, "its pool was removed"));
    }

    private void maintain(Instance machine) {
        var asked = scene.wish().cordoned().contains(machine.uid());
        var word = asked ? "cordon" : machine.maintenance().isEmpty() ? "" : "uncordon";
        if (word.equals(machine.maintenance())) return;
        world.put(machine.maintained(word));
        var reason = asked ? "NodeCordoned" : "NodeUncordoned";
        var message = asked ? "The node takes no new pods" : "The node takes new pods again";
        world.note(reason, message, "Machine", machine.name());
    }

    /** Whether the next pool may be replaced. Before anything serves there is nothing to be careful with. */
    private boolean settled(Pool pool) {
        if (world.before(Stage.UP)) return true;
        if (!pool.controlPlane()) return !world.rolling.contains(pool.name());
        var all = Roster.of(pool, world).all();
        return all.size() == pool.size()
                && all.stream()
                        .allMatch(machine -> machine.ready() && machine.make().fits(pool));
    }

    private void renew(Pool pool) {
        world.instances(machine -> machine.pool().equals(pool.name()))
                .filter(machine -> machine.in(State.PENDING) && !machine.make().fits(pool))
                .forEach(machine -> world.put(machine.with(Make.of(pool))));
        var roster = Roster.of(pool, world);
        if (!roster.old().isEmpty() && world.rolling.add(pool.name())) {
            tell(pool, "PoolUpdating", "Machines are replaced: Kubernetes %s".formatted(pool.kubernetes()));
        }
        scale(roster);
        if (roster.renewed() && world.rolling.remove(pool.name())) {
            if (pool.controlPlane()) world.served = pool.kubernetes();
            tell(pool, "PoolUpdated", "All machines are of the new kind");
        }
    }

    private void scale(Roster roster) {
        for (int missing = roster.missing(); missing > 0; missing--) machines.make(roster.pool(), roster.make());
        if (roster.pool().controlPlane() && roster.anyLeaving()) return;
        if (roster.old().isEmpty()) shrink(roster);
        else replace(roster);
    }

    private void shrink(Roster roster) {
        roster.fresh().stream()
                .sorted(FIRST_TO_GO)
                .limit(Math.min(roster.surplus(), roster.atOnce()))
                .forEach(machine -> machines.retire(machine, "its pool has more machines than wished"));
    }

    private void replace(Roster roster) {
        var spare = roster.spare();
        for (var machine : inOrder(roster)) {
            if (machine.ready() && spare-- <= 0) return;
            machines.retire(machine, "another one takes its place");
        }
    }

    private static List<Instance> inOrder(Roster roster) {
        return roster.old().stream()
                .sorted(FIRST_TO_BE_REPLACED)
                .limit(roster.atOnce())
                .toList();
    }

    private void tell(Pool pool, String reason, String message) {
        world.note(reason, message, "MachinePool", pool.name());
    }
}
