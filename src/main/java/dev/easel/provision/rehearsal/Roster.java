package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.rehearsal.Instance.Make;
import dev.easel.provision.rehearsal.Instance.State;
import java.util.Comparator;
import java.util.List;

/**
 * The machines of a pool, and what its strategy allows: never more than size and surge, counting those that leave, and
 * never fewer ready than size without unavailable.
 *
 * @param all every machine, leaving ones too
 * @param fresh staying machines of the wished make
 * @param old staying machines of another make
 */
record Roster(Pool pool, Make make, List<Instance> all, List<Instance> fresh, List<Instance> old) {

    static Roster of(Pool pool, World world) {
        var make = Make.of(pool);
        var all = in(pool, world);
        var fresh = all.stream()
                .filter(machine -> !machine.leaving() && machine.make().fits(pool));
        var old = all.stream()
                .filter(machine -> !machine.leaving() && !machine.make().fits(pool));
        return new Roster(pool, make, all, fresh.toList(), old.toList());
    }

    /** The pool as it stands: nothing is old, and more of it is more of the same. */
    static Roster asItIs(Pool pool, World world) {
        var all = in(pool, world);
        var staying = all.stream().filter(machine -> !machine.leaving()).toList();
        var like = staying.stream().max(Comparator.comparing(Instance::number)).map(Instance::make);
        return new Roster(pool, like.orElse(Make.of(pool)), all, staying, List.of());
    }

    private static List<Instance> in(Pool pool, World world) {
        return world.instances(machine -> machine.pool().equals(pool.name())).toList();
    }

    int missing() {
        return Math.min(
                pool.size() - fresh.size(), pool.size() + Limits.of(pool).surge() - all.size());
    }

    int surplus() {
        return Math.max(0, fresh.size() - pool.size());
    }

    /** How many ready machines the pool can do without. */
    int spare() {
        return (int) all.stream().filter(Instance::ready).count()
                - (pool.size() - Limits.of(pool).unavailable());
    }

    int atOnce() {
        return pool.controlPlane() ? 1 : Integer.MAX_VALUE;
    }

    boolean anyLeaving() {
        return all.stream().anyMatch(Instance::leaving);
    }

    boolean renewed() {
        return old.isEmpty()
                && all.size() == pool.size()
                && all.stream().allMatch(machine -> machine.in(State.RUNNING));
    }
}
