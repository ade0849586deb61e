package dev.easel.provision.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The heartbeat of a cluster's agent: every thirty seconds on the clock, whatever the pace, so it is known without
 * being written.
 *
 * @param since when the agent first spoke, or spoke again
 * @param silent since when its voice does not get through
 * @param lost whether it has been silent for too long
 */
record Pulse(Optional<Instant> since, Optional<Instant> silent, boolean lost) {
    static final Pulse NONE = new Pulse(Optional.empty(), Optional.empty(), false);
    static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long BEAT = 30;

    Optional<Instant> last(Instant now) {
        var heard = silent.orElse(now);
        return since.map(start -> later(start, Instant.ofEpochSecond(heard.getEpochSecond() / BEAT * BEAT)));
    }

    /** When silence becomes loss: ten minutes after the last beat, and not before the silence began. */
    Optional<Instant> verdict(Pace pace) {
        if (lost) return Optional.empty();
        return silent.map(start -> later(start, last(start).orElse(start).plus(pace.of(PATIENCE))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
