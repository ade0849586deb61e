package dev.easel.provision.rehearsal;

import dev.easel.provision.rehearsal.Fault.Type;
import dev.easel.provision.rehearsal.Instance.State;
import java.util.Optional;

/**
 * Lets ordered faults act on machines, and lets go when they end.
 *
 * <p>A machine that finds no room in its zone waits there: the zone is chosen when a machine is made and no other one is
 * tried, as Cluster API does it. When the fault ends the cloud begins anew.
 */
final class Weather {
    private final Scene scene;
    private final World world;

    Weather(Scene scene) {
        this.scene = scene;
        this.world = scene.world();
    }

    void step() {
        world.instances().forEach(this::blow);
        pulse();
    }

    private void blow(Instance machine) {
        var ailment = ailment(machine);
        if (ailment.message().equals(machine.life().message())) return;
        if (ailment == Ailment.NONE) {
            world.note(recovery(machine), "The cause is gone", "Machine", machine.name());
            new Machines(scene).release(machine);
        } else {
            world.warn(ailment.reason(), ailment.message(), "Machine", machine.name());
            world.put(machine.with(machine.life().ailing(ailment.message())));
        }
    }

    private static String recovery(Instance machine) {
        return machine.in(State.RUNNING) ? "NodeReady" : "MachineResumed";
    }

    Ailment ailment(Instance machine) {
        if (machine.in(State.RUNNING)) {
            return faulty(Type.NODE_NOT_READY, machine) ? Ailment.notReady(machine) : Ailment.NONE;
        }
        if (asksTheCloud(machine) && scene.revoked())
            return Ailment.refused(scene.wish().account());
        var noRoom = machine.in(State.PROVISIONING) && faulty(Type.NO_CAPACITY, machine);
        return noRoom ? Ailment.noRoom(machine) : Ailment.NONE;
    }

    private static boolean asksTheCloud(Instance machine) {
        return machine.in(State.PENDING) || machine.in(State.PROVISIONING) || machine.in(State.DELETING);
    }

    private boolean faulty(Type type, Instance machine) {
        return scene.fault(type, fault -> fault.hits(machine));
    }

    private void pulse() {
        if (world.running.isEmpty()) return;
        var pulse = world.pulse;
        var now = Optional.of(scene.at());
        var mute = scene.fault(Type.HEARTBEAT_LOST, _ -> true);
        if (mute && pulse.silent().isEmpty()) listen(new Pulse(pulse.since(), now, false));
        if (!mute && (pulse.silent().isPresent() || pulse.since().isEmpty())) {
            if (pulse.lost()) world.note("HeartbeatReceived", "The agent is heard again");
            listen(new Pulse(now, Optional.empty(), false));
        }
        if (scene.ripe(world.pulse.verdict(scene.pace()))) {
            world.warn("HeartbeatLost", Ailment.SILENCE);
            listen(new Pulse(world.pulse.since(), world.pulse.silent(), true));
        }
    }

    private void listen(Pulse pulse) {
        world.pulse = pulse;
        world.touch();
    }
}
