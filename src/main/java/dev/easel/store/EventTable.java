package dev.easel.store;

import dev.easel.contract.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What happened to things, in the words of the engines and agents that saw it. */
public final class EventTable {
    private EventTable() {}

    /** Where an event belongs. */
    public record Subject(String tenant, String project, String kind, String uid) {}

    public static void add(Session session, Subject subject, String uid, Instant at, ObjectNode body) {
        session.update(
                "insert into event (tenant, project, uid, object_kind, object_uid, at, body) values (?, ?, ?, ?, ?, ?, ?)",
                subject.tenant(),
                subject.project(),
                uid,
                subject.kind(),
                subject.uid(),
                at.toEpochMilli(),
                Json.MAPPER.writeValueAsString(body));
    }

    /** Newest first, from before a number (0 for the newest). */
    public static List<Kept> list(Session session, Subject subject, long before, int most) {
        return session.query(
                "select seq, body from event where tenant = ? and object_kind = ? and object_uid = ? and seq < ?"
                        + " order by seq desc limit " + most,
                row -> new Kept(row.getLong(1), (ObjectNode) Json.MAPPER.readTree(row.getString(2))),
                subject.tenant(),
                subject.kind(),
                subject.uid(),
                before == 0 ? Long.MAX_VALUE : before);
    }

    public static long count(Session session, Subject subject) {
        return session.number(
                "select count(*) from event where tenant = ? and object_kind = ? and object_uid = ?",
                subject.tenant(),
                subject.kind(),
                subject.uid());
    }

    public static int deleteAll(Session session, Subject subject) {
        return session.update(
                "delete from event where tenant = ? and object_kind = ? and object_uid = ?",
                subject.tenant(),
                subject.kind(),
                subject.uid());
    }

    public static Optional<ObjectNode> find(Session session, String tenant, String uid) {
        return session.first(
                "select body from event where tenant = ? and uid = ?",
                row -> (ObjectNode) Json.MAPPER.readTree(row.getString(1)),
                tenant,
                uid);
    }

    /** An event and its number. */
    public record Kept(long number, ObjectNode body) {}
}
