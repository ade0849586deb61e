package dev.easel.store;

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

    void insert(Session session, Actor actor, Instant now) {
        session.update(
                INSERT,
                document.place(),
                document.name(),
                document.version(),
                action.name().toLowerCase(Locale.ROOT),
                List.of(actor.user(), actor.name(), actor.operation(), actor.request()),
                now,
                Difference.of(before, after));
    }
}
