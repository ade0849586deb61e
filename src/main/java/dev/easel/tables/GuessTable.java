package dev.easel.tables;

import dev.easel.store.Session;
import java.time.Instant;
import java.util.Optional;

/** Wrong passwords in a row, counted by whom they were for or where they came from; all replicas count together. */
public final class GuessTable {
    private GuessTable() {}

    /** How many there were, and when the last one was. */
    public record Row(long times, Instant last) {}

    public static Optional<Row> find(Session session, String who) {
        return session.first(
                "select times, last from guess where who = ?",
                row -> new Row(row.getLong(1), Instant.ofEpochMilli(row.getLong(2))),
                who);
    }

    /** One more; whatever was before the time given is forgotten. */
    public static void count(Session session, String who, Instant now, Instant since) {
        session.update("delete from guess where last <= ?", since);
        session.update(
                "insert into guess (who, times, last) values (?, 1, ?)"
                        + " on conflict (who) do update set times = guess.times + 1, last = excluded.last",
                who,
                now);
    }

    public static void forget(Session session, String who) {
        session.update("delete from guess where who = ?", who);
    }
}
