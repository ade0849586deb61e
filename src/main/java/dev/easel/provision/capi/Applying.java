package dev.easel.provision.capi;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the objects of a cluster to where a plan has them: the ground, the control plane, then the workers, which never get
 * a newer Kubernetes than the control plane serves. What is as it should be is not touched.
 */
final class Applying {
    private static final String DELETE_FIRST = "cluster.x-k8s.io/delete-machine";

    private final Reach reach;
    private final Plan plan;

    Applying(Reach reach, Plan plan) {
        this.reach = reach;
        this.plan = plan;
    }

    void apply(Blueprint wish) {
        // Nothing half-made is left where the management cluster lacks a provider.
        plan.all().forEach(thing -> reach.watch(thing.sort()));
        plan.ground().forEach(this::apply);
        plan.controlPlane().forEach(this::apply);
        dismiss(wish.dismissed());
        for (var pool : plan.workers()) if (mayGo(pool)) pool.forEach(this::apply);
        prune();
    }

    private void apply(Thing whole) {
        var seen = reach.seen(whole);
        var wanted = seen.isPresent() ? Autoscaling.left(whole) : whole;
        if (seen.isPresent()
                && Likeness.covers(seen.get().tree(), Sealed.of(wanted).tree())) return;
        reach.apply(wanted);
    }

    private List<Thing> things() {
        return reach.in(plan.cluster().namespace());
    }

    /** New machines wait for the control plane, and so do those that would be replaced by newer ones. */
    private boolean mayGo(List<Thing> pool) {
        var controlPlane = ControlPlane.in(things());
        for (var wanted : pool) {
            var version = wanted.text("/spec/template/spec/version");
            if (version.isEmpty()) continue;
            if (!controlPlane.mayHave(version)) return false;
            var now = reach.seen(wanted).map(seen -> seen.text("/spec/template/spec/version"));
            if (now.isPresent() && !now.get().equals(version) && !isUp(controlPlane)) return false;
        }
        return true;
    }

    /** The object may be seen as it was before the wish; then it serves another version than is wished for. */
    private boolean isUp(ControlPlane controlPlane) {
        var wanted = plan.controlPlane().stream()
                .map(thing -> thing.text("/spec/version"))
                .filter(text -> !text.isEmpty())
                .findFirst();
        return controlPlane.isDone()
                && wanted.map(controlPlane.version()::equals).orElse(true);
    }

    /** A machine that was picked goes first when its pool shrinks. */
    private void dismiss(Set<String> uids) {
        if (uids.isEmpty()) return;
        for (var machine : things()) {
            var picked = machine.is("Machine") && uids.contains(machine.text("/metadata/uid"));
            if (!picked
                    || machine.leaving()
                    || machine.at("/metadata/annotations").has(DELETE_FIRST)) continue;
            var fields = Json.object();
            fields.putObject("metadata").putObject("annotations").put(DELETE_FIRST, "yes");
            reach.merge(machine, fields);
        }
    }

    /** Pools that are wished for no longer go at once, templates when no machine is on its way between two of them. */
    private void prune() {
        var wanted = plan.all().stream().map(Applying::key).collect(Collectors.toSet());
        var pools = plan.workers().stream()
                .flatMap(List::stream)
                .map(thing -> thing.label(Names.POOL))
                .collect(Collectors.toSet());
        var things = things();
        var calm = isCalm(things);
        for (var thing : things) {
            if (thing.leaving()
                    || wanted.contains(key(thing))
                    || !thing.at("/metadata/annotations").has(Names.RENDERED)) continue;
            var ofPool = !thing.isTemplate()
                    && !pools.contains(thing.label(Names.POOL))
                    && !thing.label(Names.POOL).isEmpty();
            if (ofPool && !thing.kind().endsWith("ControlPlane") || thing.isTemplate() && calm) reach.delete(thing);
        }
    }

    private boolean isCalm(List<Thing> things) {
        return ControlPlane.in(things).isDone()
                && plan.workers().stream()
                        .flatMap(List::stream)
                        .allMatch(wanted -> wanted.isTemplate()
                                || reach.seen(wanted)
                                        .map(seen -> Likeness.covers(
                                                seen.tree(),
                                                Autoscaling.left(wanted).tree()))
                                        .orElse(false))
                && things.stream()
                        .filter(thing -> thing.is("MachineDeployment"))
                        .allMatch(Applying::isSettled);
    }

    static boolean isSettled(Thing deployment) {
        int wanted = deployment.at("/spec/replicas").asInt(1);
        return ControlPlane.isObserved(deployment)
                && deployment.at("/status/replicas").asInt(0) == wanted
                && deployment.at("/status/upToDateReplicas").asInt(0) == wanted
                && deployment.at("/status/availableReplicas").asInt(0) == wanted;
    }

    private static String key(Thing thing) {
        return thing.sort() + " " + thing.name();
    }
}
