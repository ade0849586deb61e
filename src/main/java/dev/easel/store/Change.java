package dev.easel.store;

import dev.easel.contract.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** One row of the change log: who did what to which document, and what it changed. */
record Change(Document document, Action action, JsonNode before, JsonNode after) {
    enum Action {
        CREATE,
        UPDATE,
        DELETE
    }

    private static final String INSERT =
            "insert into change (tenant, project, kind, subtype, uid, name, version, action,"
                    + " actor, actor_name, operation, request, at, diff) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Numbers and writes the rows. */
    static void write(Session session, Actor actor, Instant now, List<Change> changes) {
        for (var change : changes) change.insert(session, actor, now);
    }

    private void insert(Session session, Actor actor, Instant now) {
        session.update(
                INSERT,
                document.tenant(),
                document.project(),
                document.kind().name(),
                document.kind().subtype(),
                document.uid(),
                document.name(),
                document.version(),
                action.name().toLowerCase(Locale.ROOT),
                actor.user(),
                actor.name(),
                actor.operation(),
                actor.request(),
                now.toEpochMilli(),
                Json.MAPPER.writeValueAsString(Difference.of(before, after)));
    }
}
