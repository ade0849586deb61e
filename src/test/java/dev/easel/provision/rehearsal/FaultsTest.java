package dev.easel.provision.rehearsal;

import static dev.easel.provision.rehearsal.Theatre.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Machine;
import dev.easel.provision.Observation.Phase;
import dev.easel.provision.Provisioner.Leave;
import dev.easel.provision.rehearsal.Fault.Type;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Theatre theatre = realistic();

    private Observation run() {
        theatre.rehearsal.declare(usual(2));
        return theatre.settle();
    }

    private void assertWell(Observation seen) {
        assertEquals(Phase.RUNNING, seen.phase());
        assertEquals("Healthy", seen.health().state());
        assertTrue(allTrue(seen), seen.conditions().toString());
        assertTrue(seen.machines().stream()
                .allMatch(it -> it.ready() && it.message().isEmpty()));
        assertTrue(seen.layers().stream().allMatch(Observation.LayerState::fulfilled));
    }

    @Test
    void aZoneWithoutRoomHoldsItsMachinesOnly() {
        var fault = theatre.order(Type.NO_CAPACITY, "us-east-1b", "", "");
        theatre.rehearsal.declare(usual(3));
        var seen = theatre.after(Duration.ofHours(2));
        assertEquals(Phase.PROVISIONING, seen.phase());
        var held = in(seen, "control-plane").get(1);
        assertEquals("Provisioning", held.state());
        assertTrue(held.message().contains("us-east-1b"));
        assertEquals(2, ready(in(seen, "control-plane")));
        var condition = condition(seen, "ControlPlaneNodeAdditionDone");
        assertEquals(Optional.of("False InsufficientInstanceCapacity"), condition);
        assertTrue(reasons(seen).contains("InsufficientInstanceCapacity"));
        theatre.end(fault);
        seen = theatre.settle();
        assertEquals(6, seen.machines().size());
        assertWell(seen);
    }

    @Test
    void aRunningClusterDoesNotGrowIntoAFullZone() {
        run();
        var fault = theatre.order(Type.NO_CAPACITY, "us-east-1c", "", "");
        theatre.rehearsal.declare(usual(3));
        var seen = theatre.after(Duration.ofHours(1));
        assertEquals(2, ready(in(seen, "workers")));
        assertEquals(Optional.of("False InsufficientInstanceCapacity"), condition(seen, "WorkerNodeAdditionDone"));
        assertEquals("Healthy", seen.health().state());
        theatre.end(fault);
        assertWell(theatre.settle());
    }

    @Test
    void aNodeThatIsNotReadyMakesTheClusterUnhealthy() {
        var node = run().machines().getLast().name();
        var fault = theatre.order(Type.NODE_NOT_READY, "", node, "");
        var seen = theatre.look();
        assertEquals("UnHealthy", seen.health().state());
        assertTrue(seen.health().reasons().getFirst().contains(node));
        assertEquals(Optional.of("False NodeNotReady"), condition(seen, "NodesHealthy"));
        assertEquals("NodeNotReady", seen.events().getLast().reason());
        assertEquals(1, seen.machines().stream().filter(it -> !it.ready()).count());
        theatre.clock.move(Duration.ofMinutes(1));
        theatre.end(fault);
        assertWell(theatre.look());
    }

    @Test
    void aFailingPackIsTriedAgainEveryTwoMinutes() {
        var fault = theatre.order(Type.PACK_FAILS, "", "", "nginx");
        theatre.rehearsal.declare(usual(1));
        var seen = theatre.after(Duration.ofMinutes(30));
        assertEquals(Phase.RUNNING, seen.phase());
        var pack = seen.layers().getLast();
        assertEquals("Error", pack.condition());
        assertFalse(pack.fulfilled());
        assertTrue(pack.message().contains("nginx failed"));
        assertEquals(Optional.of("False PackFailed"), condition(seen, "AddOnDeploymentDone"));
        assertNotEquals(
                pack.message(),
                theatre.after(Duration.ofMinutes(2)).layers().getLast().message());
        assertEquals(1, reasons(seen).stream().filter("PackFailed"::equals).count());
        theatre.end(fault);
        assertWell(theatre.settle());
    }

    @Test
    void aReadyPackFailsToo() {
        run();
        var fault = theatre.order(Type.PACK_FAILS, "", "", "");
        assertEquals("Error", theatre.look().layers().getLast().condition());
        theatre.clock.move(Duration.ofSeconds(10));
        theatre.end(fault);
        assertWell(theatre.look());
    }

    @Test
    void revokedCredentialsStallMakingAndDeleting() {
        run();
        var fault = theatre.order(Type.CREDENTIALS_REVOKED, "", "", "");
        theatre.rehearsal.declare(usual(4));
        var seen = theatre.after(Duration.ofHours(1));
        assertEquals(
                2,
                in(seen, "workers").stream()
                        .filter(it -> it.state().equals("Pending"))
                        .count());
        assertEquals(Optional.of("False CloudCredentialsRevoked"), condition(seen, "CloudInfrastructureReady"));
        theatre.rehearsal.declare(blueprint(controlPlane(3), workers("other", 1)));
        seen = theatre.after(Duration.ofHours(1));
        assertEquals(
                2, in(seen, "workers").stream().filter(FaultsTest::stuckLeaving).count());
        theatre.end(fault);
        seen = theatre.settle();
        assertEquals(0, in(seen, "workers").size());
        assertWell(seen);
    }

    private static boolean stuckLeaving(Machine machine) {
        return machine.state().equals("Deleting") && machine.message().contains("credentials");
    }

    @Test
    void revokedCredentialsStallACreationAndADeletion() {
        var fault = theatre.order(Type.CREDENTIALS_REVOKED, "", "", "");
        theatre.rehearsal.declare(usual(1));
        var seen = theatre.after(Duration.ofHours(1));
        assertEquals(Phase.PENDING, seen.phase());
        assertEquals(Optional.of("False CloudCredentialsRevoked"), condition(seen, "CloudInfrastructureReady"));
        theatre.end(fault);
        assertWell(theatre.settle());
        fault = theatre.order(Type.CREDENTIALS_REVOKED, "", "", "");
        theatre.forget(Leave.DRAINED);
        seen = theatre.after(Duration.ofHours(1));
        assertEquals(Phase.LEAVING, seen.phase());
        assertTrue(seen.machines().stream().anyMatch(FaultsTest::stuckLeaving));
        theatre.end(fault);
        assertEquals(Phase.GONE, theatre.settle().phase());
    }

    @Test
    void silenceIsLossAfterTenMinutes() {
        run();
        theatre.clock.move(Duration.ofHours(1));
        var last = theatre.look().heartbeat().orElseThrow();
        var fault = theatre.order(Type.HEARTBEAT_LOST, "", "", "");
        var before = Duration.between(
                theatre.clock.instant(), last.plus(Duration.ofMinutes(10)).minusMillis(1));
        var seen = theatre.after(before);
        assertEquals("Healthy", seen.health().state());
        assertEquals(last, seen.heartbeat().orElseThrow());
        assertEquals(Optional.of(Duration.ofMillis(1)), seen.next());
        seen = theatre.after(Duration.ofMillis(1));
        assertEquals("UnHealthy", seen.health().state());
        assertTrue(seen.health().reasons().getFirst().contains("10 minutes"));
        assertEquals(Optional.of("False HeartbeatLost"), condition(seen, "AgentConnected"));
        assertEquals("HeartbeatLost", seen.events().getLast().reason());
        assertEquals(last, theatre.after(Duration.ofHours(1)).heartbeat().orElseThrow());
        theatre.end(fault);
        seen = theatre.look();
        assertWell(seen);
        assertEquals("HeartbeatReceived", seen.events().getLast().reason());
    }

    @Test
    void aShortSilenceIsNotNoticed() {
        run();
        var fault = theatre.order(Type.HEARTBEAT_LOST, "", "", "");
        theatre.after(Duration.ofMinutes(9));
        theatre.end(fault);
        var seen = theatre.after(Duration.ofMinutes(30));
        assertWell(seen);
        assertFalse(reasons(seen).contains("HeartbeatLost"));
    }

    @Test
    void aFaultOfWhichNobodySawAnythingIsStillLivedThrough() {
        run();
        var node = theatre.look().machines().getFirst().name();
        var from = theatre.clock.instant().plusSeconds(60);
        var until = Optional.of(from.plusSeconds(60));
        theatre.faults.add(new Fault("f", Type.NODE_NOT_READY, "", node, "", from, until));
        assertEquals(Optional.of(Duration.ofSeconds(60)), theatre.look().next());
        var seen = theatre.after(Duration.ofHours(1));
        assertWell(seen);
        assertTrue(reasons(seen).contains("NodeNotReady"));
    }
}
