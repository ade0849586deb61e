package dev.easel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop answers what has arrived, on both versions, and turns the rest away. */
final class DrainTest {
    @Test
    void whatIsUnderWayIsAnswered(@TempDir Path folder) throws Exception {
        var door = new Doorway(folder);
        try (var one = door.client(Version.HTTP_1_1);
                var two = door.client(Version.HTTP_2);
                var kept = door.connect()) {
            ask(kept, "/v1/projects/p-1");
            read(kept, "200");
            var slow = door.get("/v1/projects/slow").build();
            var first = one.sendAsync(slow, BodyHandlers.ofString());
            var second = two.sendAsync(slow, BodyHandlers.ofString());
            door.slowArrived.await();
            var stop = CompletableFuture.runAsync(() -> {
                try {
                    door.close();
                } catch (IOException wrong) {
                    throw new IllegalStateException(wrong);
                }
            });
            Thread.sleep(200);
            ask(kept, "/v1/projects/p-1");
            var turnedAway = read(kept, "503");
            assertTrue(turnedAway.contains("Connection: close") && turnedAway.contains("Retry-After: "), turnedAway);
            assertEquals(
                    503,
                    two.send(door.get("/v1/projects/p-1").build(), BodyHandlers.ofString())
                            .statusCode());
            assertThrows(IOException.class, door::connect);
            assertEquals(200, first.get().statusCode());
            assertEquals(200, second.get().statusCode());
            stop.get();
        }
    }

    private static void ask(java.net.Socket socket, String path) throws IOException {
        var request = "GET %s HTTP/1.1\r\nHost: a\r\nApiKey: root\r\n\r\n".formatted(path);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(java.net.Socket socket, String status) throws IOException {
        var bytes = new byte[4_096];
        var reply = new String(bytes, 0, Math.max(0, socket.getInputStream().read(bytes)), StandardCharsets.UTF_8);
        assertTrue(reply.startsWith("HTTP/1.1 " + status), reply);
        return reply;
    }
}
