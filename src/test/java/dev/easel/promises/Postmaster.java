package dev.easel.promises;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL of its own that commits durably, and that can be killed as a power cut would and started again. */
final class Postmaster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final EmbeddedPostgres server;
    private final List<String> command;
    private ProcessHandle process;

    Postmaster() throws IOException {
        folder = Files.createTempDirectory("easel-postmaster");
        server = start(folder.resolve("data"));
        process = ProcessHandle.of(number()).orElseThrow();
        command = commandOf(process);
    }

    private static EmbeddedPostgres start(Path data) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException | RuntimeException failed) {
            Assumptions.abort("not run: PostgreSQL does not start here: " + failed.getMessage());
            throw new IllegalStateException(failed);
        }
    }

    private long number() throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
    }

    /** It refuses to run as root; in a user namespace of its own it does not see that it does. */
    private static List<String> commandOf(ProcessHandle process) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("unshare", "-U"));
        command.add(process.info().command().orElseThrow());
        command.addAll(List.of(process.info().arguments().orElseThrow()));
        return command;
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Nothing is flushed, closed or said. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again, as often as it takes until the last of the killed one's children is gone. */
    void restart() throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        do {
            if (System.nanoTime() > end) throw new AssertionError(Files.readString(folder.resolve("output.txt")));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("output.txt").toFile()))
                    .start()
                    .toHandle();
        } while (!answers(end));
    }

    private boolean answers(long end) {
        while (process.isAlive() && System.nanoTime() < end) {
            try (var connection = server.getPostgresDatabase().getConnection()) {
                return connection.isValid(5);
            } catch (SQLException notYet) {
                Victim.pause(Duration.ofMillis(100));
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (process.isAlive()) kill();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
