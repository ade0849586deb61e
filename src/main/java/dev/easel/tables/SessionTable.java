package dev.easel.tables;

import dev.easel.store.Session;
import dev.easel.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Who is signed in with a password, until when. A session that has ended is gone. */
public final class SessionTable {
    /** What listeners of changes are told when sessions have changed. */
    public static final String CHANGED = "session";

    private SessionTable() {}

    /** A user's session; it ends at {@code expires} unless it is extended before. */
    public record Row(String id, String tenant, String user, Instant expires) {}

    /** Opens a session, and forgets those of the user that have run out. */
    public static void open(Tx tx, Row row) {
        tx.session()
                .update(
                        "delete from session where tenant = ? and user_uid = ? and expires < ?",
                        row.tenant(),
                        row.user(),
                        tx.now());
        tx.session()
                .update(
                        "insert into session (id, tenant, user_uid, expires) values (?, ?, ?, ?)",
                        row.id(),
                        row.tenant(),
                        row.user(),
                        row.expires());
    }

    public static Optional<Row> find(Session session, String id) {
        return session.first(
                "select id, tenant, user_uid, expires from session where id = ?",
                row -> new Row(
                        row.getString(1), row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4))),
                id);
    }

    public static void extend(Tx tx, String id, Instant expires) {
        tx.session().update("update session set expires = ? where id = ?", expires, id);
        tx.touch(CHANGED);
    }

    public static void end(Tx tx, String tenant, String id) {
        tx.session().update("delete from session where tenant = ? and id = ?", tenant, id);
        tx.touch(CHANGED);
    }

    /** Ends every session of a user. */
    public static void endAll(Tx tx, String user) {
        tx.session()
                .update(
                        "delete from session where tenant = ? and user_uid = ?",
                        tx.actor().tenant(),
                        user);
        tx.touch(CHANGED);
    }
}
