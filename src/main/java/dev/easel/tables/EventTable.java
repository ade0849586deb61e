package dev.easel.tables;

import dev.easel.contract.Json;
import dev.easel.store.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What happened to things, in the words of the engines and agents that saw it. */
public final class EventTable {
    private EventTable() {}

    /** Where an event belongs; to read, an empty project, kind or uid stands for every one. */
    public record Subject(String tenant, String project, String kind, String uid) {
        private String where(List<Object> arguments) {
            arguments.add(tenant);
            return "tenant = ?" + also("project", project, arguments) + also("object_kind", kind, arguments)
                    + also("object_uid", uid, arguments);
        }

        private static String also(String column, String value, List<Object> arguments) {
            if (value.isEmpty()) return "";
            arguments.add(value);
            return " and " + column + " = ?";
        }
    }

    public static void add(Session session, Subject subject, String uid, Instant at, ObjectNode body) {
        var columns = "insert into event (tenant, project, uid, object_kind, object_uid, at, body)";
        var values = new Object[] {subject.tenant, subject.project, uid, subject.kind, subject.uid, at, body};
        session.update(columns + " values (?, ?, ?, ?, ?, ?, ?)", values);
    }

    /** Newest first. */
    public static List<Kept> list(Session session, Subject subject, Span span) {
        var arguments = new ArrayList<Object>();
        var where = subject.where(arguments);
        arguments.add(span.before() == 0 ? Long.MAX_VALUE : span.before());
        return session.query(
                "select seq, body from event where " + where + " and seq < ?" + span.order(),
                row -> new Kept(row.getLong(1), (ObjectNode) Json.MAPPER.readTree(row.getString(2))),
                arguments);
    }

    public static long count(Session session, Subject subject) {
        var arguments = new ArrayList<Object>();
        return session.number("select count(*) from event where " + subject.where(arguments), arguments);
    }

    public static int deleteAll(Session session, Subject subject) {
        var arguments = new ArrayList<Object>();
        return session.update("delete from event where " + subject.where(arguments), arguments);
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
