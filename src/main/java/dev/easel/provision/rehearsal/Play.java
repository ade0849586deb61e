package dev.easel.provision.rehearsal;

import java.time.Instant;

/** Moves a world through every due moment, in order, up to now. */
final class Play {
    private static final int ENDLESS = 1_000_000;

    private final Scene scene;
    private final World world;

    Play(Scene scene) {
        this.scene = scene;
        this.world = scene.world();
    }

    void until(Instant now) {
        settle();
        var next = scene.next();
        while (next.filter(moment -> !moment.isAfter(now)).isPresent()) {
            world.move(next.get());
            settle();
            next = scene.next();
        }
    }

    /** Lets everything happen that can happen without time passing. */
    void settle() {
        for (int turn = 0; turn < ENDLESS; turn++) {
            var before = world.changes();
            step();
            if (world.changes() == before) return;
        }
        throw new IllegalStateException("The world of %s does not come to rest".formatted(world.wish.target()));
    }

    private void step() {
        if (world.stage == World.Stage.GONE) return;
        new Stages(scene).step();
        // What a fault holds up must be held before it can go on.
        new Weather(scene).step();
        new Machines(scene).step();
        if (!world.leaving()) {
            new Pools(scene).step();
            new Packs(scene).step();
        }
        new Health(scene).step();
    }
}
