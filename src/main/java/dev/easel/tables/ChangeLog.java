package dev.easel.tables;

import dev.easel.contract.Json;
import dev.easel.store.JobTable;
import dev.easel.store.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the change log: the audit trail, and the source of whatever follows changes. */
public final class ChangeLog {
    private static final String COLUMNS = "seq, project, kind, subtype, uid, name, version, action, actor, actor_name,"
            + " operation, request, at, diff";

    private ChangeLog() {}

    /**
     * One change.
     *
     * @param number grows in the order in which changes became visible, per tenant
     * @param actor uid of the user, "" for the house
     * @param diff {@code [{path, before, after}]}
     */
    public record Row(
            long number,
            String project,
            String kind,
            String subtype,
            String uid,
            String name,
            long version,
            String action,
            String actor,
            String actorName,
            String operation,
            String request,
            Instant at,
            JsonNode diff) {}

    /** What to leave out. Empty texts and absent times leave out nothing. */
    public record Wanted(
            String project,
            String kind,
            String uid,
            String user,
            String action,
            Optional<Instant> from,
            Optional<Instant> until) {
        public static final Wanted EVERYTHING = new Wanted("", "", "", "", "", Optional.empty(), Optional.empty());

        public Wanted in(String scope) {
            return new Wanted(scope, kind, uid, user, action, from, until);
        }

        public Wanted of(String kindName, String object) {
            return new Wanted(project, kindName, object, user, action, from, until);
        }

        public Wanted by(String userUid, String doing) {
            return new Wanted(project, kind, uid, userUid, doing, from, until);
        }

        public Wanted between(Optional<Instant> start, Optional<Instant> end) {
            return new Wanted(project, kind, uid, user, action, start, end);
        }
    }

    /** Oldest first, after a number: for those who follow. */
    public static List<Row> after(Session session, String tenant, long number, int most) {
        return session.query(
                "select " + COLUMNS + " from change where tenant = ? and seq > ? order by seq limit " + most,
                ChangeLog::row,
                tenant,
                number);
    }

    /** Newest first; what users and services did, not what the house observed. */
    public static List<Row> newest(Session session, String tenant, Wanted wanted, Span span) {
        var arguments = new ArrayList<Object>();
        var where = where(tenant, wanted, arguments);
        if (span.before() > 0) {
            where.append(" and seq < ?");
            arguments.add(span.before());
        }
        return session.query(
                "select " + COLUMNS + " from change where " + where + span.order(), ChangeLog::row, arguments);
    }

    public static long count(Session session, String tenant, Wanted wanted) {
        var arguments = new ArrayList<Object>();
        var where = where(tenant, wanted, arguments);
        return session.number("select count(*) from change where " + where, arguments);
    }

    public static Optional<Row> find(Session session, String tenant, long number) {
        return session.first(
                "select " + COLUMNS + " from change where tenant = ? and seq = ?", ChangeLog::row, tenant, number);
    }

    private static StringBuilder where(String tenant, Wanted wanted, List<Object> arguments) {
        var where = new StringBuilder("tenant = ? and operation <> '" + JobTable.RECONCILE + "'");
        arguments.add(tenant);
        text(where, arguments, "project", wanted.project());
        text(where, arguments, "kind", wanted.kind());
        text(where, arguments, "uid", wanted.uid());
        text(where, arguments, "actor", wanted.user());
        text(where, arguments, "action", wanted.action());
        wanted.from().ifPresent(time -> bound(where, arguments, " and at >= ?", time));
        wanted.until().ifPresent(time -> bound(where, arguments, " and at <= ?", time));
        return where;
    }

    private static void text(StringBuilder where, List<Object> arguments, String column, String value) {
        if (value.isEmpty()) return;
        where.append(" and ").append(column).append(" = ?");
        arguments.add(value);
    }

    private static void bound(StringBuilder where, List<Object> arguments, String condition, Instant time) {
        where.append(condition);
        arguments.add(time);
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                Instant.ofEpochMilli(row.getLong(13)),
                Json.MAPPER.readTree(row.getString(14)));
    }
}
