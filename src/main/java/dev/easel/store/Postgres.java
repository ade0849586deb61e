package dev.easel.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.easel.contract.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** PostgreSQL behind a connection pool; any number of replicas of the house may share one. */
final class Postgres implements Database {
    private static final int WRITERS = 16;
    private static final int READERS = 8;
    private static final int ATTEMPTS = 5;

    /** A replica that stands still gives up its locks so soon; the server ends its transaction. */
    private static final String PATIENCE = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=15s";

    private final ScopedValue<Session> current = ScopedValue.newInstance();
    private final HikariDataSource writers;
    private final HikariDataSource readers;

    Postgres(String url) {
        writers = new HikariDataSource(settings(url, WRITERS));
        var reading = settings(url, READERS);
        reading.setReadOnly(true);
        reading.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        readers = new HikariDataSource(reading);
    }

    private static HikariConfig settings(String url, int most) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setMaximumPoolSize(most);
        settings.setMinimumIdle(2);
        settings.setConnectionTimeout(10_000);
        settings.setAutoCommit(false);
        settings.setPoolName("easel");
        settings.addDataSourceProperty("options", PATIENCE);
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        settings.addDataSourceProperty("socketTimeout", "60");
        settings.addDataSourceProperty("ApplicationName", "easel");
        return settings;
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        if (current.isBound()) throw new IllegalStateException("A write inside a transaction could wait for itself");
        for (int attempt = 1; ; attempt++) {
            try {
                return once(writers, work);
            } catch (Session.Fault fault) {
                if (attempt == ATTEMPTS || !mayPass(fault.sql())) throw fault;
                pause(attempt);
            }
        }
    }

    /** What reads inside a transaction reads on its session, and sees what it has written. */
    @Override
    public <T> T read(Function<Session, T> work) {
        return current.isBound() ? work.apply(current.get()) : once(readers, work);
    }

    private <T> T once(HikariDataSource pool, Function<Session, T> work) {
        if (pool.isClosed()) throw Problem.unavailable("The store is closing");
        try (var connection = pool.getConnection()) {
            var session = new Session(connection, Dialect.POSTGRES);
            try {
                var result = ScopedValue.where(current, session).call(() -> work.apply(session));
                connection.commit();
                return result;
            } catch (RuntimeException | Error failed) {
                undo(connection, failed);
                throw failed;
            }
        } catch (SQLException e) {
            throw Session.Fault.of(e);
        }
    }

    /** A connection that broke cannot undo; the server does, and what broke it is what counts. */
    private static void undo(Connection connection, Throwable failed) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            failed.addSuppressed(broken);
        }
    }

    /** Serialization failures and deadlocks are nobody's fault: the same work succeeds a moment later. */
    private static boolean mayPass(SQLException error) {
        var state = String.valueOf(error.getSQLState());
        return state.equals("40001") || state.equals("40P01");
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRES;
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
