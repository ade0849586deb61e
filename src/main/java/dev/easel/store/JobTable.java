package dev.easel.store;

import dev.easel.store.Tx.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Work to be done, one row per document that something must look at. A row is taken with a lease and a fence: who comes
 * back after the lease has run out finds another fence and writes nothing.
 */
public final class JobTable {
    /** The operation under which the runner writes; its own writes wake nobody. */
    public static final String RECONCILE = "reconcile";

    /** What the work of this thread is done under; whoever lost it must not touch the world any more. */
    public static final ScopedValue<Lease> UNDER = ScopedValue.newInstance();

    private static final String WAKE =
            "insert into job (tenant, kind, uid, due, generation, attempts, owner, lease_until,"
                    + " fence, error) values (?, ?, ?, ?, 1, 0, '', 0, 0, '') on conflict (tenant, kind, uid) do update set"
                    + " due = case when excluded.due < job.due then excluded.due else job.due end,"
                    + " generation = job.generation + 1, attempts = 0";
    private static final String KEY = " where tenant = ? and kind = ? and uid = ?";

    private JobTable() {}

    /**
     * A piece of work that this process holds.
     *
     * @param generation counts the wakings; another one at the end means that there is more to do
     */
    public record Lease(Work work, long generation, long attempts, long fence) {
        private List<Object> asTaken() {
            return List.of(work.key(), fence, generation);
        }
    }

    static void wake(Session session, Work work, Instant due) {
        session.update(WAKE, work.key(), due);
    }

    /** Takes up to so many rows that are due and free. */
    public static List<Lease> take(Session session, String owner, Instant now, Instant until, int most) {
        var skip = session.dialect() == Dialect.POSTGRES ? " for update skip locked" : "";
        var due = session.query(
                "select tenant, kind, uid, generation, attempts from job where due <= ? and lease_until <= ?"
                        + " order by due limit " + most + skip,
                row -> new Lease(
                        new Work(row.getString(1), row.getString(2), row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        0),
                now,
                now);
        var taken = fenced(session, due);
        for (var lease : taken) hold(session, lease, owner, until);
        return taken;
    }

    /** A fence is given once, ever: a row that is settled and woken again must not meet an old one. */
    private static List<Lease> fenced(Session session, List<Lease> due) {
        if (due.isEmpty()) return due;
        session.update("update fence set last = last + ?", (long) due.size());
        var last = session.number("select last from fence");
        var fenced = new ArrayList<Lease>();
        for (var lease : due) {
            fenced.add(new Lease(lease.work(), lease.generation(), lease.attempts(), last - fenced.size()));
        }
        return fenced;
    }

    private static void hold(Session session, Lease lease, String owner, Instant until) {
        session.update(
                "update job set owner = ?, lease_until = ?, fence = ?" + KEY,
                owner,
                until,
                lease.fence(),
                lease.work().key());
    }

    /** Long work is not lost while its process lives; a lease that has run out stays so. */
    public static int renew(Session session, String owner, Instant now, Instant until) {
        var mine = "update job set lease_until = ? where owner = ? and lease_until > ?";
        return session.update(mine, until, owner, now);
    }

    /** When the next row falls due or its lease runs out. */
    public static Optional<Instant> next(Session session) {
        return session.first(
                        "select min(case when lease_until > due then lease_until else due end) from job",
                        row -> row.getLong(1))
                .filter(millis -> millis > 0)
                .map(Instant::ofEpochMilli);
    }

    /** Whether the lease still stands; locks the row so that it stands until the transaction ends. */
    public static boolean holds(Session session, Lease lease) {
        return session.held(
                        "select fence from job" + KEY,
                        row -> row.getLong(1),
                        lease.work().key())
                .filter(fence -> fence == lease.fence())
                .isPresent();
    }

    /** Nothing more to do, unless somebody woke it meanwhile. */
    public static void settle(Session session, Lease lease) {
        var gone = session.update("delete from job" + KEY + " and fence = ? and generation = ?", lease.asTaken());
        if (gone == 0) free(session, lease);
    }

    /** Look again then, or at once if somebody woke it meanwhile. */
    public static void again(Session session, Lease lease, Instant due, String error) {
        var moved = session.update(
                "update job set due = ?, owner = '', lease_until = 0, attempts = ?, error = ?" + KEY
                        + " and fence = ? and generation = ?",
                due,
                error.isEmpty() ? 0 : lease.attempts() + 1,
                error,
                lease.asTaken());
        if (moved == 0) free(session, lease);
    }

    /** Frees every row: for a database that only this process uses, after whatever ended the one before it. */
    static int release(Session session) {
        return session.update("update job set owner = '', lease_until = 0 where lease_until > 0");
    }

    private static void free(Session session, Lease lease) {
        session.update(
                "update job set owner = '', lease_until = 0" + KEY + " and fence = ?",
                lease.work().key(),
                lease.fence());
    }
}
