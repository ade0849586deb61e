package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.rehearsal.World.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** The cluster as a whole: network, control plane, workers, packs, running; and the same way back. */
final class Stages {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Scene scene;
    private final World world;

    Stages(Scene scene) {
        this.scene = scene;
        this.world = scene.world();
    }

    void step() {
        switch (world.stage) {
            case WAITING -> look();
            case BUILDING -> build();
            case RAISING -> raise();
            case UP -> keepUp();
            case EMPTYING -> empty();
            case LOWERING -> lower();
            case CLEARING -> clear();
            case GONE -> {}
        }
    }

    private void look() {
        if (world.stageDue.isEmpty()) {
            world.note("ClusterDeclared", "The cluster is a rehearsal: no cloud is asked and nothing is paid");
            world.enter(Stage.WAITING, scene.due(LOOK, "look"));
        }
        if (!done()) return;
        world.note("InfrastructureCreating", "Network and load balancer are being made");
        world.enter(Stage.BUILDING, scene.due(scene.seconds().ofNetwork(), "network"));
    }

    private void build() {
        if (!done()) return;
        world.note("InfrastructureReady", "Network and load balancer are there");
        var managed = scene.due(scene.seconds().ofControlPlane(), "control plane");
        world.enter(Stage.RAISING, world.managed() ? managed : Optional.empty());
    }

    private void raise() {
        var up = world.managed() ? done() : allRun(Pool::controlPlane);
        if (!up) return;
        world.served = world.wanted();
        world.note("ControlPlaneReady", "The control plane serves Kubernetes " + world.served);
        world.enter(Stage.UP, Optional.empty());
    }

    private void keepUp() {
        if (world.managed()) upgradeManaged();
        if (world.running.isPresent() || !allRun(_ -> true) || !infrastructureLayersReady()) return;
        world.running = Optional.of(scene.at());
        world.note("ClusterRunning", "All machines run and the infrastructure layers are ready");
    }

    private void upgradeManaged() {
        var wanted = world.wanted();
        if (wanted.equals(world.served)) return;
        if (world.stageDue.isEmpty()) {
            world.note("ControlPlaneUpgrading", "Kubernetes %s becomes %s".formatted(world.served, wanted));
            world.enter(Stage.UP, scene.due(scene.seconds().ofControlPlane().dividedBy(2), "upgrade" + wanted));
        }
        if (!done()) return;
        world.served = wanted;
        world.note("ControlPlaneUpgraded", "The control plane serves Kubernetes " + wanted);
        world.enter(Stage.UP, Optional.empty());
    }

    /** A cloud that refuses us finishes nothing. */
    private boolean done() {
        return scene.ripe(world.stageDue) && !scene.revoked();
    }

    private boolean allRun(Predicate<Pool> which) {
        return world.wish.pools().stream()
                .filter(which)
                .allMatch(pool -> world.instances(machine -> machine.pool().equals(pool.name()))
                                .filter(machine -> machine.in(Instance.State.RUNNING))
                                .count()
                        >= pool.size());
    }

    private boolean infrastructureLayersReady() {
        return world.packs().stream().filter(pack -> !pack.addon()).allMatch(pack -> pack.in(Install.State.READY));
    }

    private void empty() {
        retire(machine -> !machine.controlPlane());
        if (world.instances(machine -> !machine.controlPlane()).findAny().isPresent()) return;
        world.note("WorkersDeleted", "No worker is left");
        var managed = scene.due(scene.seconds().ofDelete(), "lower");
        world.enter(Stage.LOWERING, world.managed() ? managed : Optional.empty());
    }

    private void lower() {
        retire(_ -> true);
        if (!world.machines.isEmpty() || world.managed() && !done()) return;
        world.note("ControlPlaneDeleted", "The control plane is gone");
        world.enter(Stage.CLEARING, scene.due(scene.seconds().ofDelete(), "clear"));
    }

    private void clear() {
        if (!done()) return;
        world.note("ClusterDeleted", "Network and load balancer are freed; nothing is left");
        world.enter(Stage.GONE, Optional.empty());
    }

    private void retire(Predicate<Instance> which) {
        var machines = new Machines(scene);
        world.instances(which.and(machine -> !machine.leaving()))
                .forEach(machine -> machines.retire(machine, "the cluster is deleted"));
    }
}
