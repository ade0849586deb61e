package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Forecast;
import dev.easel.provision.Memory;
import dev.easel.provision.Observation;
import dev.easel.provision.Provisioner;
import dev.easel.provision.Target;
import dev.easel.provision.rehearsal.World.Stage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The engine that plays clusters instead of making them. It moves a world only when somebody looks. */
public final class Rehearsal implements Provisioner {
    private final Memory memory;
    private final Rules rules;
    private final Clock clock;

    public Rehearsal(Memory memory, Rules rules, Clock clock) {
        this.memory = memory;
        this.rules = rules;
        this.clock = clock;
    }

    /** What a play is made of: the same rules, clock and wishes give the same play. */
    public record Rules(Terrain terrain, Faults faults, Pace pace, long seed) {

        Scene scene(World world) {
            var wish = world.wish;
            var ground = terrain.ground(wish.cloud(), wish.region());
            var known = faults.since(wish.target(), wish.account(), world.at);
            return new Scene(
                    world, ground, known, pace, new Dice(seed, wish.target().uid()));
        }
    }

    @Override
    public boolean carries(String cloud) {
        return true;
    }

    @Override
    public void declare(Blueprint blueprint) {
        var wish = blueprint.sketch();
        var target = wish.target();
        if (read(target)
                .filter(world -> world.leaving() || world.wish.equals(wish))
                .isPresent()) return;
        memory.change(
                target, tree -> tree.isEmpty() ? begin(wish) : changed(tree, (scene, now) -> wish(scene, wish, now)));
    }

    @Override
    public Forecast foretell(Blueprint blueprint) {
        return look(blueprint.target(), now())
                .filter(scene -> !scene.world().leaving())
                .map(scene -> Prophecy.of(blueprint, scene.world()))
                .orElse(Forecast.NOTHING);
    }

    @Override
    public Observation observe(Target target) {
        var now = now();
        return look(target, now).map(scene -> Sight.of(scene, now)).orElse(Sight.NOTHING);
    }

    @Override
    public Observation forget(Target target, Leave force) {
        if (read(target).filter(mustBegin(force)).isPresent()) {
            memory.change(target, tree -> changed(tree, (scene, now) -> leave(scene, force, now)));
        }
        return observe(target);
    }

    /** The house itself plays the API servers of rehearsed clusters. */
    @Override
    public Optional<String> kubeconfig(Target target) {
        return Optional.empty();
    }

    /** The world as it is now, unless it is gone or never was. */
    Optional<Scene> look(Target target, Instant now) {
        var scene = read(target).map(rules::scene);
        if (scene.isEmpty() || scene.get().world().stage == Stage.GONE) return forgotten(target, scene);
        new Play(scene.get()).until(now);
        if (scene.get().world().changes() == 0) return scene;
        var kept = memory.change(target, tree -> changed(tree, (_, _) -> {}));
        if (kept.isEmpty()) return Optional.empty();
        var current = Optional.of(rules.scene(World.of(kept)));
        return current.get().world().stage == Stage.GONE ? forgotten(target, current) : current;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Optional<Scene> forgotten(Target target, Optional<Scene> last) {
        if (last.isPresent()) memory.erase(target);
        return last;
    }

    private Optional<World> read(Target target) {
        return memory.read(target).filter(Predicate.not(ObjectNode::isEmpty)).map(World::of);
    }

    private ObjectNode begin(Blueprint wish) {
        var world = new World(wish, now());
        new Play(rules.scene(world)).settle();
        return world.tree();
    }

    /** Catches up, then lets something happen now. Reads the clock inside the transaction, which may have waited. */
    private ObjectNode changed(ObjectNode tree, BiConsumer<Scene, Instant> act) {
        if (tree.isEmpty()) return tree;
        var scene = rules.scene(World.of(tree));
        var now = now();
        new Play(scene).until(now);
        act.accept(scene, now);
        return scene.world().tree();
    }

    private void wish(Scene scene, Blueprint wish, Instant now) {
        var world = scene.world();
        if (world.leaving() || world.wish.equals(wish)) return;
        world.move(now);
        world.wish = wish;
        new Play(rules.scene(world)).until(now);
    }

    private static Predicate<World> mustBegin(Leave force) {
        return world -> world.stage != Stage.GONE && (force == Leave.FORCED || !world.leaving());
    }

    private static void leave(Scene scene, Leave force, Instant now) {
        var world = scene.world();
        if (!mustBegin(force).test(world)) return;
        world.move(now);
        if (force == Leave.FORCED) abandon(world);
        else {
            world.note("ClusterDeleting", "Workers are drained and deleted, then the control plane, then the network");
            world.enter(Stage.EMPTYING, Optional.empty());
        }
        new Play(scene).until(now);
    }

    private static void abandon(World world) {
        var left = world.instances(machine -> !machine.in(Instance.State.PENDING))
                .map(machine -> machine.name() + " (" + machine.identity().providerId() + ")")
                .collect(Collectors.joining(", "));
        world.warn(
                "ClusterForceDeleted",
                "Nothing was freed. What may be left behind: the network, "
                        + (left.isEmpty() ? "no machine" : "the machines " + left));
        world.enter(Stage.GONE, Optional.empty());
    }
}
