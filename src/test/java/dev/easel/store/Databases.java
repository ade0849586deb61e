package dev.easel.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** The databases that each promise of the store is tried on: a file of SQLite, and a real PostgreSQL server. */
public enum Databases {
    SQLITE,
    POSTGRES;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** An empty database; the test is skipped where there is no server. */
    public Place place() {
        return this == SQLITE ? new Place(this, file()) : new Place(this, schema());
    }

    /** The settings with which a server uses an empty database of this sort. */
    public List<String> flags() {
        return this == SQLITE ? List.of() : List.of("--database", schema());
    }

    private static String file() {
        try {
            return Files.createTempDirectory("easel-store").resolve("easel.db").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema of its own is as good as a database of its own, and made at once. */
    private static String schema() {
        Assumptions.assumeTrue(Server.RUNNING.isPresent(), Server.WHY);
        var server = Server.RUNNING.orElseThrow();
        var name = "s" + COUNT.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create schema " + name);
            return server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + name;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void delete(Path file) {
        try (var files = Files.list(file.getParent())) {
            for (var each : files.toList()) Files.delete(each);
            Files.delete(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One server for all tests of this process, started by the first that asks. */
    private static final class Server {
        static String WHY = "";
        static final Optional<EmbeddedPostgres> RUNNING = start();

        private static Optional<EmbeddedPostgres> start() {
            try {
                return Optional.of(EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "300")
                        .start());
            } catch (IOException | RuntimeException failed) {
                WHY = "not run: PostgreSQL does not start here: " + failed.getMessage();
                System.out.println(WHY);
                return Optional.empty();
            }
        }
    }
}
