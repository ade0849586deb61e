package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A world with all that decides how it goes on. */
record Scene(World world, Terrain.Ground ground, List<Fault> faults, Pace pace, Dice dice) {

    Instant at() {
        return world.at;
    }

    Blueprint wish() {
        return world.wish;
    }

    Terrain.Seconds seconds() {
        return ground.seconds();
    }

    /** The moment at which something that begins now is done. */
    Optional<Instant> due(Duration nominal, String label) {
        return Optional.of(at().plus(pace.of(dice.about(nominal, label))));
    }

    boolean ripe(Optional<Instant> due) {
        return due.filter(moment -> !moment.isAfter(at())).isPresent();
    }

    boolean revoked() {
        return fault(Fault.Type.CREDENTIALS_REVOKED, _ -> true);
    }

    boolean fault(Fault.Type type, Predicate<Fault> hits) {
        return faults.stream().anyMatch(fault -> fault.type() == type && fault.active(at()) && hits.test(fault));
    }

    /** When the picture changes by itself; a new heartbeat does not count as a change. */
    Optional<Instant> next() {
        if (world.stage == World.Stage.GONE) return Optional.empty();
        var edges = faults.stream().flatMap(fault -> Stream.concat(Stream.of(fault.from()), fault.until().stream()));
        var machines = world.machines.values().stream().flatMap(machine -> machine.life().due().stream());
        var packs = world.installs.values().stream().flatMap(pack -> pack.step().due().stream());
        var rest = Stream.of(world.stageDue, world.pulse.verdict(pace)).flatMap(Optional::stream);
        return Stream.of(edges, machines, packs, rest)
                .flatMap(moments -> moments)
                .filter(at()::isBefore)
                .min(Instant::compareTo);
    }
}
