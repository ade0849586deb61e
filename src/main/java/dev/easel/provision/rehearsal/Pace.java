package dev.easel.provision.rehearsal;

import java.time.Duration;
import java.util.Locale;

/** How fast a rehearsal plays: it divides durations, never skips a state. */
public enum Pace {
    INSTANT(0),
    FAST(60),
    REALISTIC(1);

    private final int times;

    Pace(int times) {
        this.times = times;
    }

    public static Pace named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public Duration of(Duration nominal) {
        return times == 0 ? Duration.ZERO : nominal.dividedBy(times);
    }

    /** As {@link #of}, but never nothing: what repeats itself must leave time in between. */
    Duration interval(Duration nominal) {
        return times == 0 ? nominal : of(nominal);
    }
}
