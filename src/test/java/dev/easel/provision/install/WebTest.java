package dev.easel.provision.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What repositories of charts can make the server do, and what not. */
final class WebTest {
    private final Web web = new Web(Transport.PLAIN_ON_LOOPBACK);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer repository;
    private HttpServer stranger;

    @BeforeEach
    void open() throws IOException {
        repository = serve();
        stranger = serve();
    }

    @AfterEach
    void close() {
        repository.stop(0);
        stranger.stop(0);
    }

    private HttpServer serve() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    /** A path {@code /to/ADDRESS} leads there. */
    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var path = exchange.getRequestURI().getPath();
        seen.add(path.replaceFirst("^/to/.*", "/to") + " " + headers.getOrDefault("Authorization", List.of()));
        if (path.startsWith("/to/")) exchange.getResponseHeaders().add("Location", path.substring(4));
        exchange.sendResponseHeaders(path.startsWith("/to/") ? 302 : 200, -1);
        exchange.close();
    }

    private static URI at(HttpServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void credentialsStayWithWhomTheyAreFor() {
        web.get(at(repository, "/to/" + at(stranger, "/chart")), "Basic secret", "");
        web.get(at(repository, "/to//chart"), "Basic secret", "");
        assertEquals(List.of("/to [Basic secret]", "/chart []", "/to [Basic secret]", "/chart [Basic secret]"), seen);
    }

    @Test
    void nobodyLeadsInCirclesOrOutOfTls() {
        repository.createContext("/circle", exchange -> {
            exchange.getResponseHeaders().add("Location", "/circle");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        var endless = assertThrows(Refused.class, () -> web.get(at(repository, "/circle"), "", ""));
        assertTrue(endless.getMessage().endsWith("leads from one address to the next"), endless::getMessage);
        for (var unsafe :
                List.of("http://192.0.2.1/chart", "file:///etc/passwd", "ftp://192.0.2.1/", "jar:file:/x!/")) {
            seen.clear();
            assertThrows(Refused.class, () -> web.get(at(repository, "/to/" + unsafe), "", ""), unsafe);
            assertEquals(List.of("/to []"), seen);
        }
    }
}
