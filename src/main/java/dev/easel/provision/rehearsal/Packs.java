package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Layer;
import dev.easel.provision.rehearsal.Install.State;
import dev.easel.provision.rehearsal.Install.Step;
import dev.easel.provision.rehearsal.World.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Installs packs by groups of equal install-priority, upgrades them in place, removes them in reverse order. */
final class Packs {
    private static final Duration RETRY = Duration.ofMinutes(2);

    private final Scene scene;
    private final World world;

    Packs(Scene scene) {
        this.scene = scene;
        this.world = scene.world();
    }

    void step() {
        scene.wish().layers().forEach(this::wish);
        var wished = scene.wish().layers().stream().map(Install::key).collect(Collectors.toSet());
        world.packs().forEach(pack -> {
            if (!wished.contains(pack.key()) && !pack.in(State.REMOVING)) drop(pack);
        });
        world.packs().forEach(this::go);
    }

    private void wish(Layer layer) {
        var known = world.installs.get(Install.key(layer));
        if (known == null) world.put(new Install(layer, Step.waiting(), false));
        else if (known.in(State.REMOVING) || !known.same(layer)) world.put(again(known, layer));
        else world.put(known.with(layer));
    }

    private Install again(Install known, Layer layer) {
        if (known.there()) {
            tell(known, "PackUpgrading", "Version %s becomes %s".formatted(version(known.layer()), version(layer)));
        }
        return known.with(layer).with(Step.waiting());
    }

    private static String version(Layer layer) {
        return layer.version().isEmpty() ? "of " + layer.type() : layer.version();
    }

    private void drop(Install pack) {
        if (pack.there() || !pack.in(State.WAITING))
            world.put(pack.with(pack.step().to(State.REMOVING, Optional.empty())));
        else world.remove(pack);
    }

    private void go(Install pack) {
        switch (pack.step().state()) {
            case WAITING -> start(pack);
            case INSTALLING -> land(pack);
            case CHECKING -> check(pack);
            case READY -> watch(pack);
            case ERROR -> retry(pack);
            case REMOVING -> remove(pack);
        }
    }

    private void start(Install pack) {
        if (!mayStart(pack)) return;
        var next = pack.there() || pack.baked() ? State.CHECKING : State.INSTALLING;
        tell(pack, "PackInstalling", "Version %s is being installed".formatted(version(pack.layer())));
        world.put(pack.with(pack.step().to(next, lasting(pack)).startedAt(scene.at())));
    }

    private void land(Install pack) {
        if (!scene.ripe(pack.step().due())) return;
        tell(pack, "PackInstalled", "Everything is applied; readiness is being checked");
        world.put(pack.landed(pack.step().to(State.CHECKING, lasting(pack))));
    }

    private void check(Install pack) {
        if (!scene.ripe(pack.step().due()) || pack.baked() && !controlPlaneIsCurrent()) return;
        if (failing(pack)) fail(pack);
        else ready(pack, "The pack is ready");
    }

    private void watch(Install pack) {
        if (failing(pack)) fail(pack);
        else if (pack.baked() && !controlPlaneIsCurrent()) {
            world.put(pack.with(
                    pack.step().to(State.CHECKING, Optional.of(scene.at())).startedAt(scene.at())));
        }
    }

    private void retry(Install pack) {
        if (!failing(pack)) ready(pack, "The pack is ready again");
        else if (scene.ripe(pack.step().due())) fail(pack);
    }

    private void ready(Install pack, String message) {
        tell(pack, "PackReady", message);
        world.put(pack.landed(pack.step().to(State.READY, Optional.empty()).endedAt(scene.at())));
    }

    private void fail(Install pack) {
        var attempts = pack.step().attempts() + 1;
        var why = "The readiness check of %s failed %s: its pods do not become ready (rehearsed fault)"
                .formatted(pack.layer().name(), attempts == 1 ? "once" : attempts + " times");
        if (attempts == 1) world.warn("PackFailed", why, "Pack", pack.layer().name());
        Instant again = scene.at().plus(scene.pace().interval(RETRY));
        world.put(pack.landed(pack.step().failing(why, again)));
    }

    private void remove(Install pack) {
        if (pack.step().due().isEmpty()) {
            if (!nextToGo(pack)) return;
            tell(pack, "PackRemoving", "No profile has it any more");
            world.put(pack.with(pack.step().to(State.REMOVING, lasting(pack))));
        } else if (scene.ripe(pack.step().due())) {
            tell(pack, "PackRemoved", "Nothing of the pack is left");
            world.remove(pack);
        }
    }

    private boolean nextToGo(Install pack) {
        return world.packs().stream()
                .filter(other -> other.in(State.REMOVING))
                .noneMatch(other -> other.rank() > pack.rank());
    }

    private boolean mayStart(Install pack) {
        if (world.before(Stage.UP)) return false;
        if (!pack.addon()) return true;
        var earlier = world.packs().stream()
                .filter(other -> !other.in(State.REMOVING))
                .filter(other -> !other.addon() || other.rank() < pack.rank());
        return world.instances().stream().anyMatch(this::takesPods) && earlier.allMatch(other -> other.in(State.READY));
    }

    /** Packs need a worker, or a control plane that works as one when no pool has workers. */
    private boolean takesPods(Instance machine) {
        var workers = scene.wish().pools().stream().anyMatch(pool -> !pool.controlPlane() && pool.size() > 0);
        return machine.ready() && (!machine.controlPlane() || !workers);
    }

    private boolean controlPlaneIsCurrent() {
        return world.served.equals(world.wanted())
                && scene.wish().pools().stream()
                        .noneMatch(pool -> pool.controlPlane() && world.rolling.contains(pool.name()));
    }

    private boolean failing(Install pack) {
        return scene.fault(Fault.Type.PACK_FAILS, fault -> fault.hits(pack));
    }

    private Optional<Instant> lasting(Install pack) {
        if (pack.baked()) return Optional.of(scene.at());
        var half = scene.seconds().ofPack().dividedBy(2);
        return scene.due(half, pack.key() + pack.layer().version() + pack.step().state());
    }

    private void tell(Install pack, String reason, String message) {
        world.note(reason, message, "Pack", pack.layer().name());
    }
}
