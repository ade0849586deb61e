package dev.easel.provision.rehearsal;

import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Condition;
import dev.easel.provision.rehearsal.World.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The conditions of the cluster and its health. A condition appears when it is reached and stays; it is False only
 * while something really fails, because clients wait until every condition is True.
 */
final class Health {
    private final Scene scene;
    private final World world;

    Health(Scene scene) {
        this.scene = scene;
        this.world = scene.world();
    }

    void step() {
        show("EnvironmentValidationDone", () -> !world.before(Stage.BUILDING), Optional.empty());
        show("CloudInfrastructureReady", () -> !world.before(Stage.RAISING), refusal());
        show("ControlPlaneNodeAdditionDone", () -> !world.before(Stage.UP), heldUp(Instance::controlPlane));
        show("WorkerNodeAdditionDone", this::runs, heldUp(machine -> !machine.controlPlane()));
        show("AddOnDeploymentDone", () -> runs() && packsReady(), failedPack());
        show("NodesHealthy", this::runs, illNode());
        show("AgentConnected", () -> runs() && world.pulse.since().isPresent(), silence());
    }

    private void show(String type, BooleanSupplier reached, Optional<Ailment> trouble) {
        if (reached.getAsBoolean()) world.reached.add(type);
        var known = Optional.ofNullable(world.conditions.get(type));
        if (trouble.isEmpty() && !world.reached.contains(type)) {
            if (world.conditions.remove(type) != null) world.touch();
            return;
        }
        var status = trouble.isEmpty() ? "True" : "False";
        var what = trouble.orElse(new Ailment(type, ""));
        var since = known.filter(old -> old.status().equals(status)).map(Condition::since);
        var condition = new Condition(type, status, what.reason(), what.message(), since.orElse(scene.at()));
        if (!condition.equals(world.conditions.put(type, condition))) world.touch();
    }

    private Optional<Ailment> refusal() {
        return scene.revoked() ? Optional.of(Ailment.refused(scene.wish().account())) : Optional.empty();
    }

    private Optional<Ailment> heldUp(Predicate<Instance> which) {
        return world.instances(which)
                .filter(machine -> machine.held() && !machine.leaving())
                .findFirst()
                .map(machine -> new Ailment(
                        new Weather(scene).ailment(machine).reason(),
                        machine.name() + ": " + machine.life().message()));
    }

    private boolean runs() {
        return world.running.isPresent();
    }

    private boolean packsReady() {
        return world.packs().stream().allMatch(pack -> pack.in(Install.State.READY));
    }

    private Optional<Ailment> failedPack() {
        return world.packs().stream()
                .filter(pack -> pack.in(Install.State.ERROR))
                .findFirst()
                .map(pack -> new Ailment("PackFailed", pack.step().message()));
    }

    private Optional<Ailment> illNode() {
        return world.instances(Instance::ill)
                .findFirst()
                .map(machine -> new Ailment(Ailment.NOT_READY, machine.life().message()));
    }

    private Optional<Ailment> silence() {
        return world.pulse.lost() ? Optional.of(new Ailment("HeartbeatLost", Ailment.SILENCE)) : Optional.empty();
    }

    static Observation.Health of(World world) {
        if (world.running.isEmpty()) return new Observation.Health("Unknown", List.of());
        if (world.leaving()) return new Observation.Health("Unknown", List.of("The cluster is being deleted"));
        var ill = world.instances(Instance::ill).map(machine -> machine.life().message());
        var mute = world.pulse.lost() ? Stream.of(Ailment.SILENCE) : Stream.<String>empty();
        var reasons = new ArrayList<>(Stream.concat(ill, mute).toList());
        return new Observation.Health(reasons.isEmpty() ? "Healthy" : "UnHealthy", reasons);
    }
}
