package dev.easel.tables;

import dev.easel.contract.Json;
import dev.easel.store.Session;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What an engine remembers of each cluster: one JSON tree, no versions, no history. */
public final class WorldTable {
    private static final String READ = "select body from world where tenant = ? and uid = ?";
    private static final Session.Row<ObjectNode> BODY = row -> (ObjectNode) Json.MAPPER.readTree(row.getString(1));

    private WorldTable() {}

    public static Optional<ObjectNode> read(Session session, String tenant, String uid) {
        return session.first(READ, BODY, tenant, uid);
    }

    /** The same, locked until the transaction ends. */
    public static Optional<ObjectNode> hold(Session session, String tenant, String uid) {
        return session.held(READ, BODY, tenant, uid);
    }

    public static void put(Session session, String tenant, String uid, ObjectNode body) {
        session.update(
                "insert into world (tenant, uid, body) values (?, ?, ?)"
                        + " on conflict (tenant, uid) do update set body = excluded.body",
                tenant,
                uid,
                body);
    }

    public static int erase(Session session, String tenant, String uid) {
        return session.update("delete from world where tenant = ? and uid = ?", tenant, uid);
    }
}
