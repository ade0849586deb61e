package dev.easel.store;

import dev.easel.contract.Json;
import dev.easel.store.Query.Reach;
import dev.easel.tables.ChangeLog;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** An empty database, and the stores that tests open on it, one after another or side by side. */
public final class Place implements AutoCloseable {
    public static final String TENANT = "tenant-1";
    public static final String PROJECT = "project-1";
    private static final byte[] KEY = key(7);

    public final Moment clock = new Moment(Instant.parse("2026-01-01T00:00:00Z"));

    private final Databases database;
    private final String where;
    private final List<Store> open = new CopyOnWriteArrayList<>();

    Place(Databases database, String where) {
        this.database = database;
        this.where = where;
    }

    static byte[] key(int value) {
        var key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }

    /** Another store on the same tables, as a replica or the next process would open it. */
    public Store store() {
        return store(KEY);
    }

    Store store(byte[] rootKey) {
        return store(rootKey, clock);
    }

    /** One that goes by a clock of its own. */
    public Store store(Clock other) {
        return store(KEY, other);
    }

    private Store store(byte[] rootKey, Clock time) {
        var store = database == Databases.SQLITE
                ? Store.sqlite(file(), rootKey, time)
                : Store.postgres(where, rootKey, time);
        open.add(store);
        return store;
    }

    /** Where the tables are, when they are in a file. */
    Path file() {
        return Path.of(where);
    }

    /** JDBC address of the tables. */
    String url() {
        return database == Databases.SQLITE ? "jdbc:sqlite:" + where : where;
    }

    public static Actor actor() {
        return actor(PROJECT);
    }

    public static Actor actor(String project) {
        return new Actor(TENANT, project, "user-1", "ann@example.org", "v1Test", "request-1", Optional.empty());
    }

    public static ObjectNode named(String name) {
        var body = Json.object();
        body.putObject("metadata").put("name", name);
        return body;
    }

    /** A document of the project, written in a transaction of its own. */
    public static Document insert(Store store, Kind kind, String uid, ObjectNode body) {
        return store.write(actor(), tx -> tx.insert(kind, PROJECT, uid, body));
    }

    public static Document change(Store store, Kind kind, String uid, Function<ObjectNode, ObjectNode> edit) {
        return store.write(actor(), tx -> {
            var old = tx.find(kind, Reach.tenant(TENANT), uid).orElseThrow();
            return tx.replace(old, edit.apply(old.body().deepCopy()));
        });
    }

    /** Every row of every table as text. */
    String dump() {
        var tables = List.of("document", "document_tag", "change", "job", "event", "world", "idempotency", "data_key");
        var dump = new StringBuilder();
        for (var table : tables) rows("select * from " + table, dump);
        return dump.toString();
    }

    String changeDiffs() {
        var dump = new StringBuilder();
        rows("select diff from change", dump);
        return dump.toString();
    }

    private void rows(String sql, StringBuilder into) {
        try (var connection = DriverManager.getConnection(url());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    into.append(rows.getString(i)).append('\n');
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static long changes(Store store) {
        return store.read(session -> ChangeLog.count(session, TENANT, ChangeLog.Wanted.EVERYTHING));
    }

    @Override
    public void close() {
        open.forEach(Store::close);
        if (database == Databases.SQLITE) Databases.delete(file());
    }
}
