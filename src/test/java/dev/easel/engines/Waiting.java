package dev.easel.engines;

import dev.easel.promises.Victim;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks again until something is so, and says what is there instead when it never is. */
final class Waiting {
    private static final Duration LONGEST = Duration.ofSeconds(Long.getLong("capi.patience", 240));

    private Waiting() {}

    static void until(String what, BooleanSupplier done, Supplier<String> instead) {
        var end = System.nanoTime() + LONGEST.toNanos();
        while (!holds(done)) {
            if (System.nanoTime() > end)
                throw new AssertionError(
                        "not in %d s: %s; instead: %s".formatted(LONGEST.toSeconds(), what, instead.get()));
            Victim.pause(Duration.ofMillis(100));
        }
    }

    /** A server that is being killed does not answer; then it is not so yet. */
    private static boolean holds(BooleanSupplier done) {
        try {
            return done.getAsBoolean();
        } catch (IllegalStateException broken) {
            if (broken.getCause() instanceof IOException) return false;
            throw broken;
        }
    }
}
