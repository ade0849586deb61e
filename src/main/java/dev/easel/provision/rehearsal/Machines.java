package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.rehearsal.Instance.Life;
import dev.easel.provision.rehearsal.Instance.Make;
import dev.easel.provision.rehearsal.Instance.State;
import dev.easel.provision.rehearsal.World.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The life of machines: made, started, joined; drained, deleted, forgotten. */
final class Machines {
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Scene scene;
    private final World world;

    Machines(Scene scene) {
        this.scene = scene;
        this.world = scene.world();
    }

    void step() {
        world.instances().forEach(this::step);
    }

    private void step(Instance machine) {
        if (machine.held() || !scene.ripe(machine.life().due())) return;
        switch (machine.state()) {
            case PENDING -> start(machine);
            case PROVISIONING -> provision(machine);
            case PROVISIONED -> join(machine);
            case DRAINING -> enter(machine, State.DELETING);
            case DELETING -> vanish(machine);
            case RUNNING -> {}
        }
    }

    private void start(Instance machine) {
        if (mayStart(machine)) enter(machine, State.PROVISIONING);
    }

    /** Control plane machines join one after another, workers only a control plane that is up. */
    private boolean mayStart(Instance machine) {
        if (world.before(Stage.RAISING)) return false;
        if (!machine.controlPlane()) return !world.before(Stage.UP);
        return world.instances(Instance::controlPlane).noneMatch(other -> onItsWay(other) && !other.held());
    }

    private static boolean onItsWay(Instance machine) {
        return machine.in(State.PROVISIONING) || machine.in(State.PROVISIONED);
    }

    private void provision(Instance machine) {
        enter(machine, State.PROVISIONED);
        tell(
                machine,
                "MachineProvisioned",
                "The machine is there and boots at " + machine.identity().inside());
    }

    private void join(Instance machine) {
        enter(machine, State.RUNNING);
        tell(
                machine,
                "NodeReady",
                "The node joined with Kubernetes " + machine.make().kubernetes());
    }

    private void vanish(Instance machine) {
        world.remove(machine);
        tell(machine, "MachineDeleted", "The machine is gone");
    }

    Instance make(Pool pool, Make make) {
        var number = ++world.machinesMade;
        var identity = new Birth(scene).identity(pool, number);
        var life = Life.in(State.PENDING, scene.at(), lasting(State.PENDING, identity.name(), Duration.ZERO));
        var machine = new Instance(identity, make, life, "");
        world.put(machine);
        tell(machine, "MachineCreated", "Pool %s gets a machine of %s".formatted(pool.name(), describe(machine)));
        return machine;
    }

    private static String describe(Instance machine) {
        var make = machine.make();
        var zone = machine.identity().zone();
        var type = make.instanceType().isEmpty() ? "its hardware" : make.instanceType();
        return type + " with Kubernetes " + make.kubernetes() + (zone.isEmpty() ? "" : " in zone " + zone);
    }

    /** Takes a machine away: what has joined is drained first, what was never started just goes. */
    void retire(Instance machine, String why) {
        if (machine.leaving()) return;
        tell(machine, machine.joined() ? "NodeDraining" : "MachineDeleting", "It goes because " + why);
        if (machine.in(State.PENDING)) vanish(machine);
        else enter(machine, machine.joined() ? State.DRAINING : State.DELETING);
    }

    private void enter(Instance machine, State state) {
        var total = state == State.PROVISIONING || state == State.PROVISIONED ? creation(machine) : Duration.ZERO;
        world.put(machine.with(Life.in(state, scene.at(), lasting(state, machine.name(), total))));
    }

    /** Lets a machine that was held up go on, its present state beginning anew. */
    void release(Instance machine) {
        var again = machine.in(State.RUNNING)
                ? Optional.<Instant>empty()
                : lasting(machine.state(), machine.name(), creation(machine));
        world.put(machine.with(machine.life().well(again)));
    }

    private Optional<Instant> lasting(State state, String name, Duration creation) {
        return switch (state) {
            case PENDING -> Optional.of(scene.at());
            case PROVISIONING -> scene.due(creation.multipliedBy(3).dividedBy(5), name + state);
            case PROVISIONED -> scene.due(creation.multipliedBy(2).dividedBy(5), name + state);
            case DRAINING -> scene.due(DRAIN, name + state);
            case DELETING -> scene.due(scene.seconds().ofDelete(), name + state);
            case RUNNING -> Optional.empty();
        };
    }

    /** The first machine of a control plane takes as long as the control plane does. */
    private Duration creation(Instance machine) {
        var first = machine.controlPlane()
                && world.instances(Instance::controlPlane).noneMatch(Instance::joined);
        return first ? scene.seconds().ofControlPlane() : scene.seconds().ofWorker();
    }

    private void tell(Instance machine, String reason, String message) {
        world.note(reason, message, "Machine", machine.name());
    }
}
