package dev.easel.promises;

import dev.easel.TestClient;
import dev.easel.contract.Json;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A real server in a process of its own, which can be killed as a power cut would. */
public final class Victim implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final List<String> flags;
    private volatile Process process;
    private volatile TestClient client;

    public Victim(Path folder, String... flags) throws IOException {
        this.folder = folder;
        this.flags = List.of(flags);
        process = start();
        client = await();
    }

    private Process start() throws IOException {
        Files.deleteIfExists(folder.resolve("easel.port"));
        var command = new ArrayList<>(java());
        command.addAll(List.of("dev.easel.Main", "serve"));
        command.addAll(List.of("--data", folder.toString(), "--port", "0", "--pace", "fast"));
        command.addAll(flags);
        var output = folder.resolve("output.txt").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
    }

    /** What was just compiled, or the build that the launcher would start: that one starts sooner. */
    private static List<String> java() {
        var built = System.getProperty("victim.java", "");
        if (!built.isEmpty()) return List.of(built.split(" "));
        var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classes + File.pathSeparator);
    }

    /** Waits until it serves; throws when it ends before. */
    private TestClient await() throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(folder.resolve("easel.port"))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("The server does not start:\n" + output());
            }
            pause(Duration.ofMillis(10));
        }
        var address = address();
        return new TestClient(address.path("url").asString(), folder.resolve("tls/ca.pem"))
                .with("ApiKey", address.path("apiKey").asString());
    }

    private JsonNode address() throws IOException {
        return Json.MAPPER.readTree(Files.readString(folder.resolve("secrets.json")));
    }

    public String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    /** Nothing is flushed, closed or said: the process is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    public void restart() throws IOException {
        process = start();
        client = await();
    }

    /** Its host and port, which no other life of it has. */
    public String authority() throws IOException {
        return URI.create(address().path("url").asString()).getAuthority();
    }

    /** Starts it, and kills it before it is ready. */
    public void killWhileStarting(Duration after) throws IOException {
        process = start();
        pause(after);
        kill();
    }

    /** Lets it hang, so that it neither answers nor ends. */
    public void stop() throws IOException {
        signal("STOP");
    }

    public void goOn() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .onExit()
                .join();
    }

    /** Whoever asks after a kill gets the next one. */
    public TestClient client() {
        return client;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(40, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
