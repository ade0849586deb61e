package dev.easel.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** PostgreSQL behind a connection pool; any number of replicas of the house may share one. */
final class Postgres implements Database {
    private static final int POOL = 16;
    private static final int ATTEMPTS = 5;

    private final HikariDataSource pool;

    Postgres(String url) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setMaximumPoolSize(POOL);
        settings.setMinimumIdle(2);
        settings.setConnectionTimeout(10_000);
        settings.setAutoCommit(false);
        settings.setPoolName("easel");
        settings.addDataSourceProperty("reWriteBatchedInserts", "true");
        settings.addDataSourceProperty("ApplicationName", "easel");
        pool = new HikariDataSource(settings);
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (Session.Fault fault) {
                if (attempt == ATTEMPTS || !mayPass(fault.sql())) throw fault;
                pause(attempt);
            }
        }
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return once(work);
    }

    private <T> T once(Function<Session, T> work) {
        try (var connection = pool.getConnection()) {
            var session = new Session(connection, Dialect.POSTGRES);
            try {
                var result = work.apply(session);
                connection.commit();
                return result;
            } catch (RuntimeException | Error failed) {
                connection.rollback();
                throw failed;
            }
        } catch (SQLException e) {
            throw Session.Fault.of(e);
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
        pool.close();
    }
}
