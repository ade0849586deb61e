package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.actor;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.contract.Json;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Kind.Shown;
import dev.easel.store.Query.Reach;
import dev.easel.tables.ChangeLog;
import dev.easel.tables.ChangeLog.Row;
import dev.easel.tables.ChangeLog.Wanted;
import dev.easel.tables.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Each change is one row that says who did what. */
@ParameterizedClass
@EnumSource(Databases.class)
final class ChangeLogTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT).secret("/spec/password", Shown.MASKED);

    @Parameter
    Databases database;

    private Place place;
    private Store store;

    @BeforeEach
    void open() {
        place = database.place();
        store = place.store();
    }

    @AfterEach
    void close() {
        if (place != null) place.close();
    }

    @Test
    void aRowSaysWhoDidWhatToWhich() {
        insert(store, THING, "u1", named("one"));
        place.clock.move(Duration.ofSeconds(1));
        Place.change(store, THING, "u1", body -> body.put("size", 2));
        store.write(actor(), tx -> {
            tx.delete(tx.find(THING, Reach.tenant(TENANT), "u1").orElseThrow());
            return "";
        });
        var rows = after(0);
        assertEquals(
                List.of("create", "update", "delete"),
                rows.stream().map(Row::action).toList());
        assertEquals(List.of(1L, 2L, 2L), rows.stream().map(Row::version).toList());
        var row = rows.get(1);
        assertEquals(
                List.of(PROJECT, "thing", "", "u1", "one", "user-1", "ann@example.org", "v1Test", "request-1"),
                List.of(
                        row.project(),
                        row.kind(),
                        row.subtype(),
                        row.uid(),
                        row.name(),
                        row.actor(),
                        row.actorName(),
                        row.operation(),
                        row.request()));
        assertEquals(place.clock.instant(), row.at());
        assertEquals(
                row,
                read(session -> ChangeLog.find(session, TENANT, row.number())).orElseThrow());
        assertEquals(Optional.empty(), read(session -> ChangeLog.find(session, "tenant-2", row.number())));
    }

    @Test
    void aRowShowsBeforeAndAfterButNoSecret() {
        insert(store, THING, "u1", body("one", 1, "old"));
        Place.change(store, THING, "u1", _ -> body("two", 1, "new"));
        var rows = after(0);
        assertEquals(
                "[{'path':'','after':{'metadata':{'name':'one'},'spec':{'size':1,'password':'********'}}}]",
                text(rows.get(0)));
        assertEquals(
                "[{'path':'/metadata/name','before':'one','after':'two'},"
                        + "{'path':'/spec/password','before':'********','after':'********'}]",
                text(rows.get(1)));
    }

    @Test
    void theAuditLeavesOutWhatTheHouseObserved() {
        insert(store, THING, "u1", named("one"));
        store.write(Actor.house(TENANT, PROJECT, JobTable.RECONCILE), tx -> {
            var old = tx.find(THING, Reach.tenant(TENANT), "u1").orElseThrow();
            return tx.replace(old, old.body().deepCopy().put("status", "seen"));
        });
        assertEquals(2, after(0).size(), "whoever follows sees all");
        assertEquals(1, newest(Wanted.EVERYTHING, 0).size());
        assertEquals(1, Place.changes(store));
    }

    @Test
    void theAuditIsAskedForParts() {
        for (int i = 0; i < 5; i++) {
            insert(store, THING, "u" + i, named("n" + i));
            place.clock.move(Duration.ofSeconds(1));
        }
        store.write(actor(""), tx -> tx.insert(Kind.of("other", Scope.BOTH), "", "o1", named("o")));
        var all = newest(Wanted.EVERYTHING, 0);
        assertEquals(List.of("o1", "u4", "u3", "u2", "u1", "u0"), uids(all));
        assertEquals(
                List.of("u3", "u2"),
                uids(newest(Wanted.EVERYTHING, all.get(1).number())).subList(0, 2));
        assertEquals(List.of("o1"), uids(newest(Wanted.EVERYTHING.of("other", ""), 0)));
        assertEquals(List.of("u2"), uids(newest(Wanted.EVERYTHING.of("thing", "u2"), 0)));
        assertEquals(5, newest(Wanted.EVERYTHING.in(PROJECT), 0).size());
        assertEquals(6, newest(Wanted.EVERYTHING.by("user-1", "create"), 0).size());
        assertEquals(0, newest(Wanted.EVERYTHING.by("user-2", ""), 0).size());
        var from = Optional.of(all.get(3).at());
        var until = Optional.of(all.get(2).at());
        assertEquals(List.of("u3", "u2"), uids(newest(Wanted.EVERYTHING.between(from, until), 0)));
    }

    @Test
    void aTransactionThatFailsLeavesNoRow() {
        insert(store, THING, "u1", named("one"));
        try {
            store.write(actor(), tx -> {
                tx.insert(THING, PROJECT, "u2", named("two"));
                return tx.insert(THING, PROJECT, "u3", named("one"));
            });
        } catch (RuntimeException expected) {
            assertEquals(1, after(0).size());
        }
    }

    private <T> T read(java.util.function.Function<Session, T> query) {
        return store.read(query);
    }

    private List<Row> after(long number) {
        return read(session -> ChangeLog.after(session, TENANT, number, 100));
    }

    private List<Row> newest(Wanted wanted, long before) {
        return read(session -> ChangeLog.newest(session, TENANT, wanted, new Span(before, 0, 100)));
    }

    private static List<String> uids(List<Row> rows) {
        return rows.stream().map(Row::uid).toList();
    }

    private static String text(Row row) {
        return Json.MAPPER.writeValueAsString(row.diff()).replace('"', '\'');
    }

    private static tools.jackson.databind.node.ObjectNode body(String name, int size, String password) {
        var body = named(name);
        body.putObject("spec").put("size", size).put("password", password);
        return body;
    }
}
