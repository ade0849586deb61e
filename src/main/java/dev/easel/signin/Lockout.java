package dev.easel.signin;

import dev.easel.auth.Porter;
import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.store.Actor;
import dev.easel.store.Store;
import dev.easel.tables.GuessTable;
import java.time.Duration;
import java.time.Instant;

/**
 * Stops guessing: after so many wrong passwords for an e-mail, whether it exists or not, or from an address, neither gets an
 * answer until a while after the last wrong one. The database counts, so that guesses at several replicas add up.
 */
public final class Lockout {
    private final Store store;
    private final int perUser;
    private final int perAddress;
    private final Duration pause;

    /**
     * @param perUser wrong passwords in a row for one e-mail
     * @param perAddress wrong passwords in a row from one address
     */
    public Lockout(Store store, int perUser, int perAddress, Duration pause) {
        this.store = store;
        this.perUser = perUser;
        this.perAddress = perAddress;
        this.pause = pause;
    }

    /** Throws when there has been too much guessing. */
    void mustBeOpen(String email, String address) {
        refuse(user(email), perUser);
        if (!address.isEmpty()) refuse(address(address), perAddress);
    }

    void failed(String email, String address) {
        store.write(Actor.house("", "", "sign-in"), tx -> {
            var since = tx.now().minus(pause);
            GuessTable.count(tx.session(), user(email), tx.now(), since);
            if (!address.isEmpty()) GuessTable.count(tx.session(), address(address), tx.now(), since);
            return "";
        });
    }

    /** Most people are right at once, and nothing has to be written for them. */
    void succeeded(String email) {
        var who = user(email);
        if (store.read(session -> GuessTable.find(session, who)).isEmpty()) return;
        store.write(Actor.house("", "", "sign-in"), tx -> {
            GuessTable.forget(tx.session(), who);
            return "";
        });
    }

    private void refuse(String who, int most) {
        var now = store.clock().instant();
        store.read(session -> GuessTable.find(session, who))
                .filter(guesses -> guesses.times() >= most)
                .map(guesses -> guesses.last().plus(pause))
                .filter(now::isBefore)
                .ifPresent(open -> {
                    throw locked(now, open);
                });
    }

    private static Problem locked(Instant now, Instant open) {
        var seconds = Math.max(1, Duration.between(now, open).toSeconds());
        return Problem.of(Code.AccountLocked, "Too many wrong passwords; try again in %d s".formatted(seconds))
                .with("Retry-After", Long.toString(seconds));
    }

    /** As digests: what somebody typed may be long, or a password in the wrong field. */
    private static String user(String email) {
        return Porter.digest("user " + email);
    }

    private static String address(String address) {
        return Porter.digest("address " + address);
    }
}
