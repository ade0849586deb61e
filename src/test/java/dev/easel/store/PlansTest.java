package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Filter;
import dev.easel.store.Kind.Field.Holds;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Query.Order;
import dev.easel.store.Query.Reach;
import dev.easel.store.Query.Way;
import dev.easel.tables.ChangeLog;
import dev.easel.tables.Span;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How SQLite means to answer what is asked most: along an index, and without sorting what it has found. */
final class PlansTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT)
            .field("/metadata/name", Holds.TEXT, "clusterName")
            .field("/status/state", Holds.TEXT, "clusterState")
            .field("/metadata/labels", Holds.MANY, "tags");
    private static final Kind SHARED = Kind.of("shared", Scope.BOTH).field("/spec/type", Holds.TEXT, "type");
    private static final Kind ROOT = Kind.of("root", Scope.TENANT).field("/spec/type", Holds.TEXT, "type");
    private static final Query MINE =
            Query.all(THING, Reach.scope(TENANT, PROJECT)).page(50, 0, "");
    private static final Query WHOLE = Query.all(THING, Reach.tenant(TENANT)).page(50, 0, "");

    private final List<String> asked = new ArrayList<>();
    private Place place;
    private Store store;

    @BeforeEach
    void open() {
        place = Databases.SQLITE.place();
        store = place.store();
    }

    @AfterEach
    void close() {
        place.close();
    }

    @Test
    void aPageComesAlongAnIndex() {
        ordered(MINE);
        ordered(WHOLE);
        ordered(Query.all(ROOT, Reach.scope(TENANT, PROJECT)).page(50, 0, ""));
        ordered(Query.all(SHARED, Reach.scope(TENANT, "")).page(50, 0, ""));
    }

    @Test
    void theNextPageStartsWhereTheLastOneEnded() {
        var token = store.tokens().write(MINE, new Tokens.Start(List.of(1L, "u1"), 100, 50));
        var plan = ordered(MINE.page(50, 0, token));
        assertTrue(plan.contains("created>?") || plan.contains("(created,uid)>"), plan);
    }

    @Test
    void aPageIsCountedInTheIndexAlone() {
        for (var kind : List.of(THING.of("aws"), SHARED.of("aws"), ROOT.of("aws"))) {
            for (var reach : List.of(Reach.scope(TENANT, PROJECT), Reach.scope(TENANT, ""), Reach.tenant(TENANT))) {
                var plan = plan(session -> new Documents(session, store.tokens()).count(Query.all(kind, reach)));
                assertTrue(plan.contains("USING COVERING INDEX"), plan);
            }
        }
    }

    @Test
    void aFilteredPageComesAlongTheColumnsIndex() {
        for (var query : List.of(MINE, WHOLE)) {
            var plan = ordered(query.where(Filter.equal("clusterState", "Running")));
            assertTrue(plan.contains("f2=?"), plan);
            assertTrue(
                    ordered(query.where(Filter.equal("metadata.name", "one"))).contains("name=?"));
        }
    }

    @Test
    void whatHasATagIsFoundByTheTag() {
        for (var query : List.of(MINE, WHOLE)) {
            for (var filter : List.of(Filter.equal("tags", "team:blue"), Filter.equal("tags.team", "blue"))) {
                var plan = ordered(query.where(filter).where(Filter.equal("clusterState", "Running")));
                assertTrue(plan.contains("document_tag_value (tenant=? AND kind=? AND field=? AND value=?)"), plan);
                assertTrue(plan.contains("(tenant=? AND kind=? AND uid=?)"), plan);
            }
        }
    }

    @Test
    void aSortedPageComesAlongTheColumnsIndex() {
        for (var way : Way.values()) {
            for (var property : List.of("metadata.name", "clusterName", "clusterState", "creationTimestamp")) {
                ordered(WHOLE.sorted(List.of(new Order(property, way))));
            }
        }
    }

    @Test
    void whatIsSharedIsFoundByItsScopes() {
        indexed(plan(Query.all(SHARED, Reach.scope(TENANT, PROJECT)).page(50, 0, "")));
    }

    @Test
    void theLogIsReadAlongAnIndex() {
        var all = ChangeLog.Wanted.EVERYTHING;
        unsorted(plan(session -> ChangeLog.after(session, TENANT, 5, 10)));
        unsorted(plan(session -> ChangeLog.newest(session, TENANT, all.of("thing", "u1"), new Span(9, 0, 10))));
        for (var before : List.of(0, 9)) {
            var plan = plan(session -> ChangeLog.newest(session, TENANT, all, new Span(before, 0, 10)));
            unsorted(plan);
            assertTrue(plan.contains("change_audit"), plan);
        }
        var count = plan(session -> ChangeLog.count(session, TENANT, all));
        assertTrue(count.contains("change_audit"), count);
    }

    @Test
    void jobsAreTakenAlongAnIndex() {
        var now = place.clock.instant();
        unsorted(plan(session -> JobTable.take(session, "owner", now, now, 16)));
    }

    /** The plan, which must use indexes only and sort nothing. */
    private String ordered(Query query) {
        var plan = plan(query);
        unsorted(plan);
        return plan;
    }

    private String plan(Query query) {
        return plan(session -> new Documents(session, store.tokens()).page(query));
    }

    /** The plan of the last statement that the work makes; the ones before must use indexes, too. */
    private String plan(Consumer<Session> work) {
        asked.clear();
        try (var session = new Session(listening(DriverManager.getConnection(place.url())), Dialect.SQLITE)) {
            work.accept(session);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        asked.forEach(sql -> indexed(explain(sql)));
        return explain(asked.getLast());
    }

    private static void unsorted(String plan) {
        indexed(plan);
        assertFalse(plan.contains("TEMP B-TREE"), plan);
    }

    private static void indexed(String plan) {
        assertFalse(plan.matches("(?s).*SCAN \\S+\n.*"), plan);
        assertTrue(plan.contains("SEARCH"), plan);
    }

    private String explain(String sql) {
        var plan = new StringBuilder(sql).append('\n');
        try (var connection = DriverManager.getConnection(place.url());
                var statement = connection.prepareStatement("explain query plan " + sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) plan.append(rows.getString("detail")).append('\n');
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return plan.toString();
    }

    private Connection listening(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) asked.add((String) arguments[0]);
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
