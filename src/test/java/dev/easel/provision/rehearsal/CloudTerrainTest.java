package dev.easel.provision.rehearsal;

import static dev.easel.provision.rehearsal.Theatre.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Machine;
import dev.easel.provision.Observation.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CloudTerrainTest {
    private static final Clouds CLOUDS = Clouds.load();

    @Test
    void clustersRunOnEveryCloud() {
        for (var cloud : CLOUDS.all()) distinct(cloud.name(), grown(cloud));
        distinct("mine", grown(CLOUDS.custom("mine")));
    }

    private static Observation grown(Cloud cloud) {
        var theatre = new Theatre(Pace.INSTANT);
        var rules = new Rehearsal.Rules(new CloudTerrain(CLOUDS), Faults.NONE, Pace.INSTANT, 1);
        var rehearsal = new Rehearsal(theatre.memory, rules, theatre.clock);
        var regions = CLOUDS.regions(cloud);
        var region = regions.isEmpty() ? "" : regions.getFirst().name();
        for (int size : List.of(3, 30)) {
            var pools = cloud.cluster().controlPlane() == Cloud.ControlPlane.SELF
                    ? List.of(controlPlane(3), workers("workers", size))
                    : List.of(workers("workers", size));
            var usual = usual(1);
            rehearsal.declare(new Blueprint(
                    TARGET,
                    cloud.name(),
                    "account",
                    region,
                    usual.kubernetes(),
                    pools,
                    usual.layers(),
                    usual.cordoned(),
                    usual.dismissed(),
                    usual.material()));
        }
        return rehearsal.observe(TARGET);
    }

    private static void distinct(String cloud, Observation seen) {
        assertEquals(Phase.RUNNING, seen.phase(), cloud);
        assertTrue(seen.machines().size() >= 30, cloud);
        for (Function<Machine, String> what : List.<Function<Machine, String>>of(
                Machine::uid, Machine::name, Machine::internalAddress, Machine::providerId)) {
            var values = new HashSet<String>();
            for (var machine : seen.machines()) {
                var value = what.apply(machine);
                assertFalse(value.isEmpty() || value.contains("{"), cloud + " " + value);
                assertTrue(values.add(value), cloud + " " + value);
            }
        }
    }
}
