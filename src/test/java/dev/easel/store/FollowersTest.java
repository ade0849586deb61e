package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.actor;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.easel.store.Kind.Scope;
import dev.easel.store.Query.Reach;
import dev.easel.tables.ChangeLog;
import dev.easel.tables.ChangeLog.Row;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever follows the change log while many write misses nothing, sees nothing twice, and each object in its order. */
@ParameterizedClass
@EnumSource(Databases.class)
final class FollowersTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT);
    private static final int WRITERS = 32;
    private static final int READERS = 4;
    private static final int EACH = 12;

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
    void everyFollowerSeesEveryChangeOnceAndInOrder() throws Exception {
        var other = database == Databases.POSTGRES ? place.store() : store;
        var stores = List.of(store, other);
        var followed = new ArrayList<List<Row>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                var writer = "w%02d-".formatted(i);
                var mine = stores.get(i % 2);
                writing.add(threads.submit(() -> write(mine, writer)));
            }
            var following = new ArrayList<Future<List<Row>>>();
            for (int i = 0; i < READERS; i++) {
                var mine = stores.get(i % 2);
                var page = 1 + i * 40;
                following.add(threads.submit(() -> follow(mine, page, () -> areDone(writing))));
            }
            for (var each : writing) each.get();
            for (var each : following) followed.add(each.get());
        }
        var all = rows();
        assertEquals(WRITERS * EACH * 4, all.size());
        for (var seen : followed) whole(all, seen);
    }

    /** What happens when rows are numbered by one order and become visible in another. */
    @Test
    void aRowThatBecomesVisibleLateIsFoundMissing() throws Exception {
        Assumptions.assumeTrue(database == Databases.POSTGRES, "SQLite has one writer");
        insert(store, THING, "u1", named("one"));
        var numbered = new ArrayList<Row>();
        try (var late = DriverManager.getConnection(place.url())) {
            late.setAutoCommit(false);
            plant(late);
            insert(store, THING, "u2", named("two"));
            numbered.addAll(follow(store, 10, () -> true));
            late.commit();
        }
        numbered.addAll(after(store, numbered.getLast().number(), 10));
        var all = rows();
        assertEquals(3, all.size());
        assertThrows(AssertionError.class, () -> whole(all, numbered));
    }

    @Test
    void whatIsMissingDoubledOrOutOfOrderIsFound() {
        insert(store, THING, "u1", named("one"));
        Place.change(store, THING, "u1", body -> body.put("size", 1));
        Place.change(store, THING, "u1", body -> body.put("size", 2));
        var all = rows();
        whole(all, all);
        var one = all.getFirst();
        var two = all.get(1);
        var three = all.getLast();
        for (var wrong : List.of(List.of(one, three), List.of(one, two, two, three), List.of(two, one, three))) {
            assertThrows(AssertionError.class, () -> whole(all, wrong));
            assertThrows(AssertionError.class, () -> whole(wrong, wrong));
        }
    }

    private void plant(Connection connection) throws SQLException {
        var columns =
                " tenant, project, kind, subtype, name, version, action, actor, actor_name, operation, request, at, diff";
        try (var statement = connection.createStatement()) {
            statement.execute("insert into change (uid," + columns + ") select 'late'," + columns + " from change");
        }
    }

    /** Makes, changes twice and deletes, one object after another; some transactions take longer than others. */
    private static String write(Store store, String writer) {
        for (int i = 0; i < EACH; i++) {
            var uid = writer + i;
            store.write(actor(), tx -> {
                tx.insert(THING, PROJECT, uid, named(uid));
                pause();
                return "";
            });
            Place.change(store, THING, uid, body -> body.put("size", 1));
            Place.change(store, THING, uid, body -> body.put("size", 2));
            store.write(actor(), tx -> {
                tx.delete(tx.find(THING, Reach.tenant(TENANT), uid).orElseThrow());
                pause();
                return "";
            });
        }
        return writer;
    }

    private static void pause() {
        try {
            if (ThreadLocalRandom.current().nextInt(10) == 0) Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean areDone(List<Future<?>> writing) {
        return writing.size() == WRITERS && writing.stream().allMatch(Future::isDone);
    }

    /** Asks for what comes after the last that was seen, until nothing more will come. */
    private static List<Row> follow(Store store, int page, BooleanSupplier done) {
        var seen = new ArrayList<Row>();
        while (true) {
            var last = done.getAsBoolean();
            var rows = after(store, seen.isEmpty() ? 0 : seen.getLast().number(), page);
            seen.addAll(rows);
            if (last && rows.isEmpty()) return seen;
        }
    }

    private static List<Row> after(Store store, long number, int page) {
        return store.read(session -> ChangeLog.after(session, TENANT, number, page));
    }

    private List<Row> rows() {
        return after(store, 0, 100_000);
    }

    /** No gap, none twice, and the versions of each object one after the other. */
    private static void whole(List<Row> all, List<Row> seen) {
        assertEquals(
                all.stream().map(Row::number).toList(),
                seen.stream().map(Row::number).toList());
        var versions = new HashMap<String, Long>();
        for (var row : seen) {
            long before = versions.getOrDefault(row.uid(), 0L);
            assertEquals(row.action().equals("delete") ? before : before + 1, row.version(), row.toString());
            versions.put(row.uid(), row.version());
        }
    }
}
