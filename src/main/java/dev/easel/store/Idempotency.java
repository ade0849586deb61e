package dev.easel.store;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Keeps the reply of a request under the key that the caller gave it, for a day: the same key and body get the same reply
 * without a second effect. The first document that a request makes marks the key in its own transaction, so a crash
 * between the commit and the reply repeats nothing.
 */
public final class Idempotency {
    private static final Duration KEPT = Duration.ofHours(24);

    /** After so long a request that has not answered is taken to have died with its process. */
    private static final Duration RUNNING = Duration.ofMinutes(5);

    private static final ScopedValue<Claim> CURRENT = ScopedValue.newInstance();
    private static final String KEY = " where tenant = ? and user_uid = ? and claim = ?";

    private Idempotency() {}

    /**
     * A key in the hands of one user.
     *
     * @param digest of operation, path, query and body
     */
    public record Claim(String tenant, String user, String key, String digest) {
        private List<String> row() {
            return List.of(tenant, user, key);
        }
    }

    private record Kept(String digest, String state, String reply) {}

    static Optional<Claim> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Work that answers a request. */
    public interface Answer {
        JsonNode get() throws Exception;
    }

    /** Does the work under the claim, or returns what it answered before. */
    public static JsonNode once(Store store, Claim claim, Instant now, Answer work) throws Exception {
        var earlier = Store.guarded(() -> store.database().write(session -> begin(session, claim, now)));
        if (earlier.isPresent()) return Json.MAPPER.readTree(opened(store, claim, earlier.get()));
        try {
            var reply = ScopedValue.where(CURRENT, claim).call(work::get);
            // A reply may show a secret for the only time, such as a new API key.
            var sealed = store.sealer().seal(claim.tenant(), reply.toString());
            Store.guarded(() -> store.database().write(session -> finish(session, claim, sealed, now)));
            return reply;
        } catch (Exception | Error failed) {
            Store.guarded(() -> store.database().write(session -> forget(session, claim)));
            throw failed;
        }
    }

    private static String opened(Store store, Claim claim, String reply) {
        return Sealer.isSealed(reply) ? store.sealer().open(claim.tenant(), reply) : reply;
    }

    private static Optional<String> begin(Session session, Claim claim, Instant now) {
        session.update("delete from idempotency where expires < ?", now);
        var fresh = session.update(
                "insert into idempotency (tenant, user_uid, claim, digest, state, reply, expires)"
                        + " values (?, ?, ?, ?, 'running', '', ?) on conflict (tenant, user_uid, claim) do nothing",
                claim.row(),
                claim.digest(),
                now.plus(RUNNING));
        if (fresh == 1) return Optional.empty();
        var kept = session.first(
                        "select digest, state, reply from idempotency" + KEY,
                        row -> new Kept(row.getString(1), row.getString(2), row.getString(3)),
                        claim.row())
                .orElseThrow();
        if (!kept.digest().equals(claim.digest())) {
            throw Problem.of(Code.IdempotencyKeyReused, "This Idempotency-Key was used for another request");
        }
        if (kept.state().equals("running")) {
            throw Problem.of(Code.RequestInProgress, "The request with this Idempotency-Key is still running");
        }
        return Optional.of(kept.reply());
    }

    static void created(Session session, Actor actor, String uid, Instant now) {
        var reply = Json.object().put("uid", uid).toString();
        actor.claim().ifPresent(claim -> answer(session, claim, reply, now, " and state = 'running'"));
    }

    private static int finish(Session session, Claim claim, String reply, Instant now) {
        return answer(session, claim, reply, now, "");
    }

    private static int answer(Session session, Claim claim, String reply, Instant now, String also) {
        return session.update(
                "update idempotency set state = 'done', reply = ?, expires = ?" + KEY + also,
                reply,
                now.plus(KEPT),
                claim.row());
    }

    private static int forget(Session session, Claim claim) {
        return session.update("delete from idempotency" + KEY + " and state = 'running'", claim.row());
    }

    /** Lets go of what a process left running when it was killed. A replica of a live one never does this. */
    static void release(Session session) {
        session.update("delete from idempotency where state = 'running'");
    }
}
