package dev.easel.provision.rehearsal;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Layer;
import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.Material;
import dev.easel.provision.Memory;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Machine;
import dev.easel.provision.Provisioner.Leave;
import dev.easel.provision.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** A rehearsal with a memory of bytes and a clock that tests move. */
final class Theatre {
    static final Target TARGET = new Target("tenant", "project", "6650000000000000000000aa", "demo", "rehearsal");
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final Terrain LAND = (_, region) -> new Terrain.Ground(
            region.isEmpty() ? List.of() : List.of(region + "a", region + "b", region + "c"),
            new Terrain.Seconds(60, 240, 120, 60, 20),
            new Terrain.Network("10.0.0.0", "198.18.0.0"),
            "ip-{address}",
            "aws:///{zone}/i-{hex:17}");

    final Bytes memory = new Bytes();
    final Hands clock = new Hands();
    final List<Fault> faults = new ArrayList<>();
    final Rehearsal rehearsal;

    Theatre(Pace pace) {
        this(pace, 7);
    }

    Theatre(Pace pace, long seed) {
        var rules = new Rehearsal.Rules(LAND, (_, _, _) -> List.copyOf(faults), pace, seed);
        rehearsal = new Rehearsal(memory, rules, clock);
    }

    static Theatre realistic() {
        return new Theatre(Pace.REALISTIC);
    }

    Observation look() {
        return rehearsal.observe(TARGET);
    }

    Observation after(Duration time) {
        clock.move(time);
        return look();
    }

    Observation declare(Blueprint blueprint) {
        rehearsal.declare(blueprint);
        return look();
    }

    Observation forget(Leave leave) {
        return rehearsal.forget(TARGET, leave);
    }

    /** Looks at every change until nothing changes by itself any more. */
    Observation watch(Consumer<Observation> each) {
        var seen = look();
        each.accept(seen);
        for (int i = 0; seen.next().isPresent(); i++) {
            if (i > 5_000) throw new AssertionError("never comes to rest");
            seen = after(seen.next().get());
            each.accept(seen);
        }
        return seen;
    }

    Observation settle() {
        return watch(_ -> {});
    }

    Fault order(Fault.Type type, String zone, String node, String pack) {
        var fault = new Fault("fault" + faults.size(), type, zone, node, pack, clock.instant(), Optional.empty());
        faults.add(fault);
        return fault;
    }

    void end(Fault fault) {
        faults.set(
                faults.indexOf(fault),
                new Fault(
                        fault.uid(),
                        fault.type(),
                        fault.zone(),
                        fault.node(),
                        fault.pack(),
                        fault.from(),
                        Optional.of(clock.instant())));
    }

    static Blueprint blueprint(Pool... pools) {
        return new Blueprint(
                TARGET,
                "aws",
                "account",
                "us-east-1",
                "1.32.4",
                Arrays.asList(pools),
                layers(addon("nginx", 0)),
                Set.of(),
                Set.of(),
                Material.NONE);
    }

    static Blueprint usual(int workers) {
        return blueprint(controlPlane(3), workers("workers", workers));
    }

    static Pool controlPlane(int size) {
        return new Pool(
                "control-plane",
                true,
                false,
                size,
                "m5.large",
                "one",
                "1.32.4",
                List.of(),
                "RollingUpdateScaleOut",
                0,
                0,
                Map.of(),
                List.of());
    }

    static Pool workers(String name, int size) {
        return new Pool(
                name,
                false,
                false,
                size,
                "m5.xlarge",
                "one",
                "1.32.4",
                List.of(),
                "RollingUpdateScaleOut",
                0,
                0,
                Map.of("tier", name),
                List.of());
    }

    static List<Layer> layers(Layer... addons) {
        var layers = new ArrayList<Layer>();
        layers.add(layer("ubuntu", "os"));
        layers.add(layer("kubernetes", "k8s"));
        layers.add(layer("calico", "cni"));
        layers.add(layer("ebs", "csi"));
        layers.addAll(List.of(addons));
        return layers;
    }

    static Layer layer(String name, String layer) {
        return new Layer("infra", name, "1.0.0", layer, "spectro", 0, List.of(), "digest");
    }

    static Layer addon(String name, int priority) {
        return new Layer("addons", name, "1.0.0", "addon", "helm", priority, List.of(name), "digest");
    }

    static Optional<String> condition(Observation seen, String type) {
        return seen.conditions().stream()
                .filter(it -> it.type().equals(type))
                .findFirst()
                .map(it -> it.status() + " " + it.reason());
    }

    static boolean allTrue(Observation seen) {
        return seen.conditions().stream().allMatch(it -> it.status().equals("True"));
    }

    static List<String> reasons(Observation seen) {
        return seen.events().stream().map(Observation.Event::reason).toList();
    }

    static List<Machine> in(Observation seen, String pool) {
        return seen.machines().stream().filter(it -> it.pool().equals(pool)).toList();
    }

    static long ready(List<Machine> machines) {
        return machines.stream().filter(Machine::ready).count();
    }

    /** A blueprint with other pools, layers and wishes, as a document change would make it. */
    record Draft(Blueprint from) {
        Blueprint pools(Pool... pools) {
            return made(from.kubernetes(), Arrays.asList(pools), from.layers(), from.cordoned(), from.dismissed());
        }

        Blueprint layers(List<Layer> layers) {
            return made(from.kubernetes(), from.pools(), layers, from.cordoned(), from.dismissed());
        }

        Blueprint kubernetes(String version) {
            var pools = from.pools().stream().map(it -> version(it, version)).toList();
            return made(version, pools, from.layers(), from.cordoned(), from.dismissed());
        }

        Blueprint cordoning(String uid) {
            return made(from.kubernetes(), from.pools(), from.layers(), Set.of(uid), from.dismissed());
        }

        Blueprint dismissing(String uid) {
            return made(from.kubernetes(), from.pools(), from.layers(), from.cordoned(), Set.of(uid));
        }

        private Blueprint made(
                String version, List<Pool> pools, List<Layer> layers, Set<String> cordoned, Set<String> dismissed) {
            return new Blueprint(
                    from.target(),
                    from.cloud(),
                    from.account(),
                    from.region(),
                    version,
                    pools,
                    layers,
                    cordoned,
                    dismissed,
                    Material.NONE);
        }
    }

    static Pool version(Pool pool, String version) {
        return like(
                pool, pool.size(), pool.template(), version, pool.strategy(), pool.maxSurge(), pool.maxUnavailable());
    }

    static Pool sized(Pool pool, int size) {
        return like(
                pool,
                size,
                pool.template(),
                pool.kubernetes(),
                pool.strategy(),
                pool.maxSurge(),
                pool.maxUnavailable());
    }

    static Pool template(Pool pool, String template) {
        return like(
                pool,
                pool.size(),
                template,
                pool.kubernetes(),
                pool.strategy(),
                pool.maxSurge(),
                pool.maxUnavailable());
    }

    static Pool strategy(Pool pool, String strategy, int surge, int unavailable) {
        return like(pool, pool.size(), pool.template(), pool.kubernetes(), strategy, surge, unavailable);
    }

    private static Pool like(
            Pool pool, int size, String template, String version, String strategy, int surge, int unavailable) {
        return new Pool(
                pool.name(),
                pool.controlPlane(),
                pool.alsoWorker(),
                size,
                pool.instanceType(),
                template,
                version,
                pool.zones(),
                strategy,
                surge,
                unavailable,
                pool.labels(),
                pool.taints());
    }

    /** Keeps bytes, so that nothing survives that is not in the tree. */
    static final class Bytes implements Memory {
        private final Map<Target, byte[]> trees = new HashMap<>();
        int writes;
        boolean dying;
        boolean dyingLate;

        @Override
        public Optional<ObjectNode> read(Target target) {
            return Optional.ofNullable(trees.get(target)).map(bytes -> (ObjectNode) Json.MAPPER.readTree(bytes));
        }

        @Override
        public ObjectNode change(Target target, UnaryOperator<ObjectNode> change) {
            var tree = change.apply(read(target).orElse(Json.object()));
            if (dying) throw new IllegalStateException("killed before the commit");
            trees.put(target, Json.MAPPER.writeValueAsBytes(tree));
            writes++;
            return tree;
        }

        @Override
        public void erase(Target target) {
            if (dying || dyingLate) throw new IllegalStateException("killed before the erasure");
            trees.remove(target);
        }
    }

    static final class Hands extends Clock {
        private Instant now = START;

        void move(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
