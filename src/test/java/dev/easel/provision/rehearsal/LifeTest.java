package dev.easel.provision.rehearsal;

import static dev.easel.provision.rehearsal.Theatre.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Machine;
import dev.easel.provision.Observation.Phase;
import dev.easel.provision.Provisioner.Leave;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifeTest {
    private static final List<String> ORDER = List.of("Pending", "Provisioning", "Provisioned", "Running");

    @Test
    void machinesPassEveryStateAndWorkersWaitForTheControlPlane() {
        var theatre = realistic();
        theatre.rehearsal.declare(usual(2));
        var states = new LinkedHashMap<String, List<String>>();
        var settled = theatre.watch(seen -> {
            var controlPlane = in(seen, "control-plane");
            assertTrue(controlPlane.stream().filter(LifeTest::onItsWay).count() <= 1, "one joins at a time");
            if (ready(controlPlane) < 3) {
                assertTrue(
                        in(seen, "workers").stream().allMatch(it -> it.state().equals("Pending")));
            }
            seen.machines().forEach(it -> note(states.computeIfAbsent(it.uid(), _ -> new ArrayList<>()), it.state()));
        });
        assertEquals(5, states.size());
        states.values().forEach(passed -> assertEquals(ORDER, passed));
        assertEquals(Phase.RUNNING, settled.phase());
        assertEquals("Healthy", settled.health().state());
        assertTrue(allTrue(settled));
        assertEquals(7, settled.conditions().size());
        assertTrue(settled.layers().stream().allMatch(it -> it.condition().equals("Ready") && it.fulfilled()));
    }

    private static boolean onItsWay(Machine machine) {
        return machine.state().equals("Provisioning") || machine.state().equals("Provisioned");
    }

    private static void note(List<String> passed, String state) {
        if (passed.isEmpty() || !passed.getLast().equals(state)) passed.add(state);
    }

    @Test
    void phasesFollowEachOther() {
        var theatre = realistic();
        assertEquals(Phase.GONE, theatre.look().phase());
        var phases = new ArrayList<Phase>();
        theatre.rehearsal.declare(usual(1));
        theatre.watch(seen -> {
            if (phases.isEmpty() || phases.getLast() != seen.phase()) phases.add(seen.phase());
            assertEquals(
                    seen.phase() == Phase.RUNNING ? "Healthy" : "Unknown",
                    seen.health().state());
        });
        assertEquals(List.of(Phase.PENDING, Phase.PROVISIONING, Phase.RUNNING), phases);
    }

    @Test
    void machinesHaveNamesAddressesZonesAndVersions() {
        var theatre = new Theatre(Pace.INSTANT);
        var seen = theatre.declare(usual(6));
        assertEquals(9, seen.machines().size());
        assertEquals(9, distinct(seen, Machine::uid));
        assertEquals(9, distinct(seen, Machine::name));
        assertEquals(9, distinct(seen, Machine::internalAddress));
        assertEquals(9, distinct(seen, Machine::externalAddress));
        assertEquals(9, distinct(seen, Machine::providerId));
        for (var machine : seen.machines()) {
            assertTrue(machine.uid().matches("[0-9a-f]{24}"));
            assertEquals("ip-" + machine.internalAddress().replace('.', '-'), machine.name());
            assertTrue(machine.providerId().matches("aws:///" + machine.zone() + "/i-[0-9a-f]{17}"));
            assertEquals("1.32.4", machine.kubernetes());
            assertEquals(START, machine.born());
        }
        assertEquals(Map.of("us-east-1a", 2L, "us-east-1b", 2L, "us-east-1c", 2L), zones(in(seen, "workers")));
    }

    private static Map<String, Long> zones(List<Machine> machines) {
        return new HashMap<>(machines.stream().collect(Collectors.groupingBy(Machine::zone, Collectors.counting())));
    }

    private static long distinct(Observation seen, java.util.function.Function<Machine, String> what) {
        return seen.machines().stream()
                .map(what)
                .filter(it -> !it.isEmpty())
                .distinct()
                .count();
    }

    @Test
    void instantPlaysEveryStateInNoTime() {
        var theatre = new Theatre(Pace.INSTANT);
        var seen = theatre.declare(usual(2));
        assertEquals(Phase.RUNNING, seen.phase());
        assertTrue(
                reasons(seen).containsAll(List.of("MachineCreated", "MachineProvisioned", "NodeReady", "PackReady")));
        assertTrue(seen.events().stream().allMatch(event -> event.at().equals(START)));
        for (int i = 0; i < seen.events().size(); i++)
            assertEquals(i + 1, seen.events().get(i).number());
    }

    @Test
    void fastIsSixtyTimesFaster() {
        var slow = took(Pace.REALISTIC);
        var fast = took(Pace.FAST);
        assertTrue(Math.abs(slow.toSeconds() / 60.0 - fast.toMillis() / 1000.0) < 1, slow + " " + fast);
        assertTrue(slow.compareTo(Duration.ofMinutes(5)) > 0 && slow.compareTo(Duration.ofMinutes(20)) < 0);
    }

    private static Duration took(Pace pace) {
        var theatre = new Theatre(pace);
        theatre.rehearsal.declare(usual(2));
        theatre.settle();
        return Duration.between(START, theatre.clock.instant());
    }

    @Test
    void managedControlPlanesHaveNoMachines() {
        var theatre = realistic();
        theatre.rehearsal.declare(blueprint(workers("workers", 2)));
        var seen = theatre.settle();
        assertEquals(2, seen.machines().size());
        assertEquals(Phase.RUNNING, seen.phase());
        theatre.rehearsal.declare(new Draft(blueprint(workers("workers", 2))).kubernetes("1.33.1"));
        theatre.watch(it -> {
            var upgraded = reasons(it).contains("ControlPlaneUpgraded");
            assertTrue(upgraded
                    || it.machines().stream()
                            .allMatch(machine -> machine.kubernetes().equals("1.32.4")));
        });
        assertTrue(theatre.look().machines().stream()
                .allMatch(it -> it.kubernetes().equals("1.33.1")));
    }

    @Test
    void lookingAtACalmClusterWritesNothing() {
        var theatre = realistic();
        theatre.rehearsal.declare(usual(2));
        theatre.settle();
        var writes = theatre.memory.writes;
        theatre.rehearsal.declare(usual(2));
        var seen = theatre.after(Duration.ofHours(5));
        assertEquals(writes, theatre.memory.writes);
        assertTrue(seen.next().isEmpty());
        assertEquals(0, seen.heartbeat().orElseThrow().getEpochSecond() % 30);
        assertTrue(Duration.between(seen.heartbeat().get(), theatre.clock.instant())
                        .toSeconds()
                < 30);
    }

    @Test
    void oneLookAfterAnHourShowsWhatManyLooksShow() {
        var patient = realistic();
        var curious = realistic();
        for (var theatre : List.of(patient, curious)) {
            theatre.rehearsal.declare(usual(3));
            theatre.faults.add(new Fault(
                    "f",
                    Fault.Type.NO_CAPACITY,
                    "us-east-1b",
                    "",
                    "",
                    START.plusSeconds(300),
                    java.util.Optional.of(START.plusSeconds(1500))));
        }
        for (int i = 0; i < 3600; i++) curious.after(Duration.ofSeconds(1));
        var seen = patient.after(Duration.ofHours(1));
        assertEquals(curious.look(), seen);
        assertEquals(patient.memory.read(TARGET), curious.memory.read(TARGET));
        assertTrue(reasons(seen).contains("InsufficientInstanceCapacity"));
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherOneDoesNot() {
        var runs = new ArrayList<Observation>();
        for (long seed : List.of(1L, 1L, 2L)) {
            var theatre = new Theatre(Pace.REALISTIC, seed);
            theatre.rehearsal.declare(usual(2));
            runs.add(theatre.settle());
        }
        assertEquals(runs.get(0), runs.get(1));
        assertNotEquals(runs.get(0).machines(), runs.get(2).machines());
    }

    @Test
    void killsBeforeTheCommitMakeNothingTwice() {
        var theatre = realistic();
        theatre.rehearsal.declare(usual(2));
        for (int i = 0; i < 60; i++) {
            theatre.memory.dying = i % 2 == 0;
            try {
                theatre.after(Duration.ofSeconds(20));
            } catch (IllegalStateException killed) {
                assertTrue(theatre.memory.dying);
            }
        }
        theatre.memory.dying = false;
        var seen = theatre.settle();
        assertEquals(5, seen.machines().size());
        assertEquals(5, reasons(seen).stream().filter("NodeReady"::equals).count());
    }

    @Test
    void deletionDrainsWorkersThenControlPlaneThenNetwork() {
        var theatre = realistic();
        theatre.rehearsal.declare(usual(2));
        theatre.settle();
        theatre.forget(Leave.DRAINED);
        var seen = new ArrayList<Observation>();
        var last = theatre.watch(it -> {
            seen.add(it);
            if (!in(it, "workers").isEmpty()) {
                assertTrue(in(it, "control-plane").stream()
                        .allMatch(machine -> machine.state().equals("Running")));
            }
            theatre.forget(Leave.DRAINED);
        });
        assertEquals(Phase.LEAVING, seen.getFirst().phase());
        assertEquals(Phase.GONE, last.phase());
        assertTrue(theatre.memory.read(TARGET).isEmpty());
        assertEquals(Phase.GONE, theatre.forget(Leave.DRAINED).phase());
        assertEquals(Phase.GONE, theatre.forget(Leave.FORCED).phase());
        var told = new HashSet<String>();
        seen.forEach(it -> told.addAll(reasons(it)));
        assertTrue(
                told.containsAll(List.of("NodeDraining", "MachineDeleted", "WorkersDeleted", "ControlPlaneDeleted")));
    }

    @Test
    void aKillBeforeTheErasureLeavesNothing() {
        var theatre = realistic();
        theatre.rehearsal.declare(usual(2));
        theatre.settle();
        theatre.memory.dyingLate = true;
        assertThrows(IllegalStateException.class, () -> theatre.forget(Leave.FORCED));
        theatre.memory.dyingLate = false;
        theatre.rehearsal.declare(usual(2));
        assertEquals(Phase.GONE, theatre.look().phase());
        assertTrue(theatre.memory.read(TARGET).isEmpty());
    }

    @Test
    void aDeclarationDoesNotBringBackALeavingCluster() {
        var theatre = realistic();
        theatre.rehearsal.declare(usual(2));
        theatre.settle();
        theatre.forget(Leave.DRAINED);
        theatre.rehearsal.declare(usual(5));
        assertEquals(Phase.GONE, theatre.settle().phase());
    }

    @Test
    void forceDeletesAtOnceAndSaysWhatMayBeLeft() {
        var theatre = realistic();
        theatre.rehearsal.declare(usual(2));
        var machine = theatre.settle().machines().getFirst();
        theatre.forget(Leave.DRAINED);
        theatre.after(Duration.ofSeconds(5));
        var seen = theatre.forget(Leave.FORCED);
        assertEquals(Phase.GONE, seen.phase());
        assertEquals("ClusterForceDeleted", seen.events().getLast().reason());
        assertTrue(seen.events().getLast().message().contains(machine.providerId()));
        assertTrue(theatre.memory.read(TARGET).isEmpty());
    }
}
