package dev.easel.store;

import dev.easel.contract.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One connection with its kept statements. Used by one thread at a time. Of the arguments a list stands for its elements, a
 * time for its milliseconds and a tree for its text.
 */
public final class Session implements AutoCloseable {
    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> kept = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Dialect dialect() {
        return dialect;
    }

    public int update(String sql, Object... arguments) {
        return run(sql, arguments, PreparedStatement::executeUpdate);
    }

    public <T> List<T> query(String sql, Row<T> row, Object... arguments) {
        return run(sql, arguments, statement -> {
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(row.read(rows));
            }
            return found;
        });
    }

    public <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        return query(sql, row, arguments).stream().findFirst();
    }

    /** The same, locked until the transaction ends. */
    public <T> Optional<T> held(String sql, Row<T> row, Object... arguments) {
        return first(sql + dialect.lock(), row, arguments);
    }

    public long number(String sql, Object... arguments) {
        return first(sql, row -> row.getLong(1), arguments).orElse(0L);
    }

    /** Waits until nobody else holds the name, then holds it until the transaction ends. SQLite has one writer anyway. */
    void hold(String name) {
        if (dialect != Dialect.POSTGRES) return;
        first("select pg_advisory_xact_lock(hashtextextended(?, 0))", _ -> "", name);
    }

    /** Uids of the documents that are written in the transaction under way, for the database to empty. */
    Set<String> changed() {
        return changed;
    }

    /** Runs a statement that takes and gives nothing, again and again. */
    void step(String sql) {
        run(sql, new Object[0], PreparedStatement::execute);
    }

    /** Runs a statement that is not worth keeping. */
    void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw Fault.of(e);
        }
    }

    private <T> T run(String sql, Object[] arguments, Use<T> use) {
        try {
            var statement = statement(sql);
            set(statement, 1, Arrays.asList(arguments));
            return use.on(statement);
        } catch (SQLException e) {
            drop(sql);
            throw Fault.of(e);
        }
    }

    private static int set(PreparedStatement statement, int first, List<?> values) throws SQLException {
        int at = first;
        for (var value : values) {
            if (value instanceof List<?> several) at = set(statement, at, several);
            else statement.setObject(at++, column(value));
        }
        return at;
    }

    private static @Nullable Object column(@Nullable Object value) {
        return switch (value) {
            case Instant time -> time.toEpochMilli();
            case JsonNode tree -> Json.MAPPER.writeValueAsString(tree);
            case null, default -> value;
        };
    }

    /** A statement that met a full disk never works again. */
    private void drop(String sql) {
        var statement = kept.remove(sql);
        try {
            if (statement != null) statement.close();
        } catch (SQLException alreadyBroken) {
            return;
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        var known = kept.get(sql);
        if (known != null && !known.isClosed()) return known;
        if (kept.size() > 200) forget();
        var fresh = connection.prepareStatement(sql);
        kept.put(sql, fresh);
        return fresh;
    }

    private void forget() throws SQLException {
        for (var statement : kept.values()) statement.close();
        kept.clear();
    }

    @Override
    public void close() {
        try {
            forget();
            connection.close();
        } catch (SQLException e) {
            throw Fault.of(e);
        }
    }

    private interface Use<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    /** A database error on its way to the store, which knows what it means. */
    static final class Fault extends RuntimeException {
        private Fault(SQLException cause) {
            super(cause);
        }

        static Fault of(SQLException cause) {
            return new Fault(cause);
        }

        SQLException sql() {
            return (SQLException) getCause();
        }
    }
}
