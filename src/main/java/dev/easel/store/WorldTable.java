package dev.easel.store;

import dev.easel.contract.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What an engine remembers of each cluster: one JSON tree, no versions, no history. */
public final class WorldTable {
    private static final String READ = "select body from world where tenant = ? and uid = ?";

    private WorldTable() {}

    public static Optional<ObjectNode> read(Session session, String tenant, String uid) {
        return read(session, READ, tenant, uid);
    }

    /** The same, locked until the transaction ends. */
    public static Optional<ObjectNode> hold(Session session, String tenant, String uid) {
        return read(session, READ + session.dialect().lock(), tenant, uid);
    }

    public static void put(Session session, String tenant, String uid, ObjectNode body) {
        session.update(
                "insert into world (tenant, uid, body) values (?, ?, ?)"
                        + " on conflict (tenant, uid) do update set body = excluded.body",
                tenant,
                uid,
                Json.MAPPER.writeValueAsString(body));
    }

    public static int erase(Session session, String tenant, String uid) {
        return session.update("delete from world where tenant = ? and uid = ?", tenant, uid);
    }

    private static Optional<ObjectNode> read(Session session, String sql, String tenant, String uid) {
        return session.first(sql, row -> (ObjectNode) Json.MAPPER.readTree(row.getString(1)), tenant, uid);
    }
}
