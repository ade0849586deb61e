package dev.easel.provision.capi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection to a management cluster that falls silent in the middle of an answer, as one does that hangs. */
final class LinkTest {
    @TempDir
    Path folder;

    @Test
    void anAnswerThatDoesNotGoOnIsBrokenOffAndAskedForAgain() throws Exception {
        var asked = new AtomicInteger();
        var told = new Told();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var end = new Semaphore(0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                asked.incrementAndGet();
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("{".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                end.acquireUninterruptibly();
            });
            server.start();
            var kubeconfig = kubeconfig(server.getAddress().getPort());
            try (var link = new Link(kubeconfig, Clock.systemUTC(), told, Duration.ofSeconds(1))) {
                until(() -> reason(link).equals(Optional.of("ManagementClusterUnreachable")));
                until(() -> told.times.get() == 1);
                int before = asked.get();
                until(() -> asked.get() > before);
                assertEquals(Optional.of("ManagementClusterUnreachable"), reason(link));
            } finally {
                end.release(1000);
                server.stop(0);
            }
        }
    }

    /** How often who wants to know was told that the management cluster is lost. */
    private record Told(AtomicInteger times) implements Link.Changes {
        Told() {
            this(new AtomicInteger());
        }

        @Override
        public void changed(Thing thing) {}

        @Override
        public void lost() {
            times.incrementAndGet();
        }

        @Override
        public void back() {}
    }

    private static Optional<String> reason(Link link) {
        return link.trouble().map(Trouble::reason);
    }

    private Path kubeconfig(int port) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(port));
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 300 && !holds.getAsBoolean(); i++) Thread.sleep(100);
        assertTrue(holds.getAsBoolean());
    }
}
