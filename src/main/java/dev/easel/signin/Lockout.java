package dev.easel.signin;

import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stops guessing: after so many wrong passwords for an e-mail, whether it exists or not, or from an address, neither gets an
 * answer until a while after the last wrong one.
 */
public final class Lockout {
    private static final int MOST = 100_000;

    private final int perUser;
    private final int perAddress;
    private final Duration pause;
    private final Clock clock;
    private final Map<String, Wrong> wrong = new ConcurrentHashMap<>();

    /**
     * @param perUser wrong passwords in a row for one e-mail
     * @param perAddress wrong passwords in a row from one address
     */
    public Lockout(int perUser, int perAddress, Duration pause, Clock clock) {
        this.perUser = perUser;
        this.perAddress = perAddress;
        this.pause = pause;
        this.clock = clock;
    }

    private record Wrong(int times, long last) {}

    /** Throws when there has been too much guessing. */
    void mustBeOpen(String email, String address) {
        refuse(wrong.get("user " + email), perUser);
        refuse(wrong.get("address " + address), perAddress);
    }

    void failed(String email, String address) {
        if (wrong.size() > MOST) wrong.values().removeIf(this::isOver);
        count("user " + email);
        if (!address.isEmpty()) count("address " + address);
    }

    void succeeded(String email) {
        wrong.remove("user " + email);
    }

    private void count(String who) {
        wrong.merge(
                who,
                new Wrong(1, clock.millis()),
                (before, one) -> isOver(before) ? one : new Wrong(before.times() + 1, one.last()));
    }

    private void refuse(@Nullable Wrong guesses, int most) {
        if (guesses == null || guesses.times() < most || isOver(guesses)) return;
        var seconds = Math.max(1, (guesses.last() + pause.toMillis() - clock.millis()) / 1000);
        throw Problem.of(Code.AccountLocked, "Too many wrong passwords; try again in %d s".formatted(seconds))
                .with("Retry-After", Long.toString(seconds));
    }

    private boolean isOver(Wrong guesses) {
        return clock.millis() - guesses.last() >= pause.toMillis();
    }
}
