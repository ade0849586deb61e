package dev.easel.provision.rehearsal;

import dev.easel.provision.Observation;
import dev.easel.provision.Observation.LayerState;
import dev.easel.provision.Observation.Machine;
import dev.easel.provision.Observation.Phase;
import dev.easel.provision.rehearsal.Instance.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A world as it is seen from outside. */
final class Sight {
    static final Observation NOTHING = new Observation(
            Phase.GONE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            new Observation.Health("Unknown", List.of()),
            Optional.empty());

    private Sight() {}

    static Observation of(Scene scene, Instant now) {
        var world = scene.world();
        return new Observation(
                phase(world),
                world.instances().stream().map(Sight::machine).toList(),
                layers(world),
                List.copyOf(world.conditions.values()),
                List.copyOf(world.events),
                world.leaving() ? Optional.empty() : world.pulse.last(now),
                Health.of(world),
                scene.next().map(moment -> Duration.between(now, moment)));
    }

    private static Phase phase(World world) {
        return switch (world.stage) {
            case WAITING -> Phase.PENDING;
            case BUILDING, RAISING, UP -> world.running.isPresent() ? Phase.RUNNING : Phase.PROVISIONING;
            case EMPTYING, LOWERING, CLEARING -> Phase.LEAVING;
            case GONE -> Phase.GONE;
        };
    }

    private static Machine machine(Instance machine) {
        var identity = machine.identity();
        var there = !machine.in(State.PENDING) && !machine.in(State.PROVISIONING);
        return new Machine(
                identity.uid(),
                identity.name(),
                identity.pool(),
                identity.controlPlane(),
                machine.state().wire,
                machine.ready(),
                identity.zone(),
                machine.make().instanceType(),
                there ? identity.inside() : "",
                there ? identity.outside() : "",
                machine.make().kubernetes(),
                there ? identity.providerId() : "",
                machine.make().template(),
                machine.maintenance(),
                machine.life().message(),
                identity.born());
    }

    /** In blueprint order, then those on their way out. */
    private static List<LayerState> layers(World world) {
        var layers = new ArrayList<LayerState>();
        for (var layer : world.wish.layers()) {
            var install = world.installs.get(Install.key(layer));
            if (install != null) layers.add(layer(install));
        }
        world.packs().stream()
                .filter(install -> install.in(Install.State.REMOVING))
                .map(Sight::layer)
                .forEach(layers::add);
        return layers;
    }

    private static LayerState layer(Install install) {
        var layer = install.layer();
        var step = install.step();
        return new LayerState(
                layer.profileUid(),
                layer.name(),
                layer.version(),
                layer.type(),
                condition(install),
                install.in(Install.State.READY),
                message(install),
                step.started(),
                step.ended());
    }

    private static String condition(Install install) {
        return switch (install.step().state()) {
            case WAITING -> install.addon() ? "WaitingForOtherLayers" : "ReadyForInstall";
            case INSTALLING -> "ReadyForInstall";
            case CHECKING, REMOVING -> "Installed";
            case READY -> "Ready";
            case ERROR -> "Error";
        };
    }

    private static String message(Install install) {
        return switch (install.step().state()) {
            case WAITING -> install.addon() ? "Waits for layers that come first" : "Waits for the control plane";
            case REMOVING -> "Being removed";
            default -> install.step().message();
        };
    }
}
