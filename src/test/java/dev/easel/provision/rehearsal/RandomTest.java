package dev.easel.provision.rehearsal;

import static dev.easel.provision.rehearsal.Theatre.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Machine;
import dev.easel.provision.Observation.Phase;
import dev.easel.provision.Provisioner.Leave;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random wishes, waits, faults and kills; what must hold whatever happens. */
class RandomTest {
    private static final int RUNS = 60;
    private static final int STEPS = 25;
    private static final List<String> STRATEGIES =
            List.of("RollingUpdateScaleOut", "RollingUpdateScaleIn", "OverrideScaling");

    @ParameterizedTest
    @EnumSource(Pace.class)
    void whateverHappensTheClusterArrives(Pace pace) {
        for (int run = 0; run < RUNS; run++) new Run(pace, run).play();
    }

    private static final class Run {
        private final Random random;
        private final Theatre theatre;
        private final String label;
        private final List<Fault> open = new ArrayList<>();
        private final Map<String, String> names = new HashMap<>();
        private Blueprint wish;

        Run(Pace pace, int number) {
            random = new Random(number);
            theatre = new Theatre(pace, number);
            label = pace + " " + number;
            wish = random();
        }

        void play() {
            theatre.rehearsal.declare(wish);
            for (int step = 0; step < STEPS; step++) {
                act();
                check(theatre.look());
                theatre.clock.move(Duration.ofSeconds(random.nextInt(400)));
                check(theatre.look());
            }
            open.forEach(theatre::end);
            var seen = theatre.watch(this::check);
            arrived(seen);
            assertEquals(seen.machines(), theatre.after(Duration.ofDays(1)).machines(), label);
            theatre.forget(Leave.DRAINED);
            assertEquals(Phase.GONE, theatre.settle().phase(), label);
        }

        private void act() {
            switch (random.nextInt(6)) {
                case 0, 1 -> wish = random();
                case 2 ->
                    open.add(theatre.order(
                            Fault.Type.values()[random.nextInt(5)], random.nextBoolean() ? "us-east-1a" : "", "", ""));
                case 3 -> {
                    if (!open.isEmpty()) theatre.end(open.removeLast());
                }
                case 4 -> kill();
                default -> {}
            }
            theatre.rehearsal.declare(wish);
        }

        private void kill() {
            theatre.memory.dying = true;
            try {
                theatre.after(Duration.ofSeconds(random.nextInt(300)));
            } catch (IllegalStateException killed) {
                assertTrue(theatre.memory.dying);
            }
            theatre.memory.dying = false;
        }

        private Blueprint random() {
            var version = "1.3%d.0".formatted(2 + random.nextInt(3));
            var pools = new ArrayList<Pool>();
            pools.add(vary(controlPlane(1 + 2 * random.nextInt(3)), version));
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                pools.add(vary(workers("pool" + i, random.nextInt(6)), version));
            }
            var layers = layers(addon("a", random.nextInt(3)), addon("b", random.nextInt(3)));
            var some = new Draft(blueprint()).layers(random.nextBoolean() ? layers : layers.subList(0, 5));
            return new Draft(new Draft(some).kubernetes(version)).pools(pools.toArray(Pool[]::new));
        }

        private Pool vary(Pool pool, String version) {
            var strategy = STRATEGIES.get(random.nextInt(3));
            var changed = strategy(pool, strategy, random.nextInt(3), random.nextInt(2));
            return template(version(changed, version), "template" + random.nextInt(2));
        }

        private void check(Observation seen) {
            for (var machine : seen.machines()) {
                var before = names.putIfAbsent(machine.name(), machine.uid());
                assertTrue(before == null || before.equals(machine.uid()), label);
            }
            var uids = new HashSet<String>();
            Set<String> addresses = new HashSet<>();
            for (var machine : seen.machines()) {
                assertTrue(uids.add(machine.uid()), label);
                var address = machine.internalAddress();
                assertTrue(address.isEmpty() || addresses.add(address), label);
            }
            for (int i = 1; i < seen.events().size(); i++) {
                assertEquals(
                        seen.events().get(i - 1).number() + 1,
                        seen.events().get(i).number(),
                        label);
                assertFalse(
                        seen.events()
                                .get(i)
                                .at()
                                .isBefore(seen.events().get(i - 1).at()),
                        label);
            }
            seen.next().ifPresent(next -> assertTrue(next.isPositive(), label));
        }

        private void arrived(Observation seen) {
            assertEquals(Phase.RUNNING, seen.phase(), label);
            assertEquals("Healthy", seen.health().state(), label);
            assertTrue(allTrue(seen), label);
            assertEquals(
                    wish.pools().stream().mapToInt(Pool::size).sum(),
                    seen.machines().size(),
                    label);
            for (var pool : wish.pools()) {
                var machines = in(seen, pool.name());
                assertEquals(pool.size(), machines.size(), label);
                assertTrue(machines.stream().allMatch(it -> fits(it, pool)), label);
            }
            assertEquals(wish.layers().size(), seen.layers().size(), label);
            assertTrue(seen.layers().stream().allMatch(Observation.LayerState::fulfilled), label);
        }

        private static boolean fits(Machine machine, Pool pool) {
            return machine.ready()
                    && machine.template().equals(pool.template())
                    && machine.kubernetes().equals(pool.kubernetes());
        }
    }
}
