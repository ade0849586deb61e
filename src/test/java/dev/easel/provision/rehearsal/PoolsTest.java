package dev.easel.provision.rehearsal;

import static dev.easel.provision.rehearsal.Theatre.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Machine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolsTest {
    private static Theatre running(Blueprint blueprint) {
        var theatre = realistic();
        theatre.rehearsal.declare(blueprint);
        theatre.settle();
        return theatre;
    }

    @Test
    void poolsGrowAndShrink() {
        var theatre = running(usual(2));
        var before = in(theatre.look(), "workers");
        theatre.rehearsal.declare(usual(5));
        theatre.watch(seen -> assertTrue(ready(in(seen, "workers")) >= 2));
        var grown = in(theatre.look(), "workers");
        assertEquals(5, grown.size());
        assertTrue(grown.containsAll(before));
        theatre.rehearsal.declare(usual(2));
        theatre.watch(seen -> assertTrue(ready(in(seen, "workers")) >= 2));
        assertEquals(before, in(theatre.look(), "workers"), "the newest go first");
    }

    @Test
    void cordonedMachinesGoFirst() {
        var theatre = running(usual(3));
        var oldest = in(theatre.look(), "workers").getFirst();
        var seen = theatre.declare(new Draft(usual(3)).cordoning(oldest.uid()));
        assertEquals("cordon", in(seen, "workers").getFirst().maintenance());
        theatre.rehearsal.declare(new Draft(usual(2)).cordoning(oldest.uid()));
        assertFalse(uids(theatre.settle()).contains(oldest.uid()));
        var other = in(theatre.look(), "workers").getFirst();
        theatre.rehearsal.declare(new Draft(usual(2)).cordoning(other.uid()));
        seen = theatre.declare(usual(2));
        assertEquals("uncordon", in(seen, "workers").getFirst().maintenance());
    }

    @Test
    void dismissedMachinesGoAndTheirPoolStaysSmaller() {
        var theatre = running(usual(3));
        var middle = in(theatre.look(), "workers").get(1);
        theatre.rehearsal.declare(new Draft(usual(2)).dismissing(middle.uid()));
        var left = theatre.settle();
        assertEquals(2, in(left, "workers").size());
        assertFalse(uids(left).contains(middle.uid()));
    }

    @Test
    void poolsComeAndGo() {
        var theatre = running(usual(1));
        theatre.rehearsal.declare(blueprint(controlPlane(3), workers("workers", 1), workers("more", 2)));
        assertEquals(2, ready(in(theatre.settle(), "more")));
        theatre.rehearsal.declare(usual(1));
        assertEquals(0, in(theatre.settle(), "more").size());
    }

    @Test
    void theControlPlaneGrowsOneByOne() {
        var theatre = running(blueprint(controlPlane(1), workers("workers", 1)));
        theatre.rehearsal.declare(blueprint(controlPlane(5), workers("workers", 1)));
        theatre.watch(seen -> assertTrue(in(seen, "control-plane").stream()
                        .filter(it -> it.state().startsWith("Provision"))
                        .count()
                <= 1));
        assertEquals(5, ready(in(theatre.look(), "control-plane")));
        theatre.rehearsal.declare(blueprint(controlPlane(3), workers("workers", 1)));
        theatre.watch(seen -> assertTrue(in(seen, "control-plane").stream()
                        .filter(it -> it.state().equals("Deleting"))
                        .count()
                <= 1));
        assertEquals(3, in(theatre.look(), "control-plane").size());
    }

    @ParameterizedTest
    @CsvSource({
        "RollingUpdateScaleOut, 0, 0, 1, 0",
        "RollingUpdateScaleIn, 0, 0, 0, 1",
        "OverrideScaling, 2, 0, 2, 0",
        "OverrideScaling, 0, 2, 0, 2",
        "OverrideScaling, 2, 1, 2, 1",
        "OverrideScaling, 0, 0, 1, 0"
    })
    void everyStrategyKeepsItsBounds(String name, int maxSurge, int maxUnavailable, int surge, int unavailable) {
        var pool = strategy(workers("workers", 4), name, maxSurge, maxUnavailable);
        var theatre = running(blueprint(controlPlane(1), pool));
        var before = uids(theatre.look());
        theatre.rehearsal.declare(blueprint(controlPlane(1), template(pool, "two")));
        var most = new int[1];
        var least = new long[] {4};
        var seen = theatre.watch(it -> {
            var machines = in(it, "workers");
            most[0] = Math.max(most[0], machines.size());
            least[0] = Math.min(least[0], ready(machines));
        });
        assertEquals(4 + surge, most[0]);
        assertEquals(4 - unavailable, least[0]);
        assertEquals(4, ready(in(seen, "workers")));
        assertTrue(in(seen, "workers").stream().noneMatch(it -> before.contains(it.uid())));
        assertTrue(reasons(seen).containsAll(List.of("PoolUpdating", "PoolUpdated")));
        assertTrue(allTrue(seen));
    }

    @ParameterizedTest
    @CsvSource({"RollingUpdateScaleOut, 3, 4", "RollingUpdateScaleIn, 2, 3", "OverrideScaling, 3, 4"})
    void theControlPlaneIsReplacedOneByOne(String name, int least, int most) {
        var pool = strategy(controlPlane(3), name, 3, 3);
        var theatre = running(blueprint(pool, workers("workers", 1)));
        theatre.rehearsal.declare(blueprint(template(pool, "two"), workers("workers", 1)));
        theatre.watch(seen -> {
            var machines = in(seen, "control-plane");
            assertTrue(machines.size() <= most && ready(machines) >= least);
        });
        assertTrue(in(theatre.look(), "control-plane").stream()
                .allMatch(it -> it.template().equals("two")));
    }

    @Test
    void aLoneControlPlaneNeverContracts() {
        var pool = strategy(controlPlane(1), "RollingUpdateScaleIn", 0, 0);
        var theatre = running(blueprint(pool, workers("workers", 1)));
        theatre.rehearsal.declare(blueprint(template(pool, "two"), workers("workers", 1)));
        theatre.watch(seen -> assertTrue(ready(in(seen, "control-plane")) >= 1));
    }

    @Test
    void anUpgradeGoesControlPlaneFirstThenPoolByPool() {
        var all = blueprint(controlPlane(3), workers("first", 2), workers("second", 2));
        var theatre = running(all);
        theatre.rehearsal.declare(new Draft(all).kubernetes("1.33.1"));
        var seen = theatre.watch(it -> {
            if (in(it, "control-plane").stream().anyMatch(PoolsTest::old)) {
                assertTrue(allWorkers(it).allMatch(PoolsTest::old), "workers wait for the control plane");
            }
            if (in(it, "first").stream().anyMatch(PoolsTest::old)) {
                assertTrue(in(it, "second").stream().allMatch(PoolsTest::old), "pools follow each other");
            }
        });
        assertTrue(seen.machines().stream().noneMatch(PoolsTest::old));
        assertEquals(7, seen.machines().size());
        assertTrue(seen.layers().stream().allMatch(Observation.LayerState::fulfilled));
    }

    @Test
    void aPoolMayStayBehind() {
        var theatre = running(usual(2));
        var ahead = new Draft(usual(2)).kubernetes("1.33.1");
        theatre.rehearsal.declare(new Draft(ahead).pools(ahead.pools().getFirst(), workers("workers", 2)));
        var seen = theatre.settle();
        assertTrue(in(seen, "control-plane").stream().noneMatch(PoolsTest::old));
        assertTrue(in(seen, "workers").stream().allMatch(PoolsTest::old));
    }

    @Test
    void scalingWorksWhileMachinesAreReplaced() {
        var theatre = running(usual(3));
        var wish = new Draft(usual(3)).kubernetes("1.33.1");
        theatre.rehearsal.declare(wish);
        theatre.after(Duration.ofSeconds(60));
        theatre.rehearsal.declare(resized(wish, 5));
        var early = theatre.after(Duration.ofSeconds(150));
        assertEquals(5, ready(in(early, "workers")), "no waiting for the control plane to scale");
        assertTrue(in(early, "workers").stream().allMatch(PoolsTest::old));
        while (in(theatre.look(), "workers").stream().allMatch(PoolsTest::old)) theatre.after(Duration.ofSeconds(10));
        theatre.rehearsal.declare(resized(wish, 2));
        var seen = theatre.watch(it -> assertTrue(ready(in(it, "workers")) >= 2));
        assertEquals(2, in(seen, "workers").size());
        assertTrue(seen.machines().stream().noneMatch(PoolsTest::old));
    }

    private static Blueprint resized(Blueprint wish, int workers) {
        Pool pool = sized(wish.pools().getLast(), workers);
        return new Draft(wish).pools(wish.pools().getFirst(), pool);
    }

    private static boolean old(Machine machine) {
        return machine.kubernetes().equals("1.32.4");
    }

    private static Stream<Machine> allWorkers(Observation seen) {
        return seen.machines().stream().filter(it -> !it.controlPlane());
    }

    private static HashSet<String> uids(Observation seen) {
        return new HashSet<>(seen.machines().stream().map(Machine::uid).toList());
    }
}
