package dev.easel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes over the wire, the answer is one clear error in JSON or a closed connection. */
final class BadInputTest {
    private static Doorway door;

    private record Case(String name, String body, String type, int status, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Wire(String name, String request, String status) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        door = new Doorway(folder);
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    static Stream<Case> bodies() {
        var json = "application/json";
        return Stream.of(
                new Case("not JSON", "{\"metadata\":\n  oops}", json, 400, "line 2"),
                new Case("cut off", "{\"metadata\":", json, 400, "body"),
                new Case("two values", "{} {}", json, 400, "body"),
                new Case("a name twice", "{\"a\":1,\"a\":2}", json, 400, "body"),
                new Case("not a number", "{\"a\":NaN}", json, 400, "body"),
                new Case("an array", "[]", json, 400, "body"),
                new Case("wrong type", "{\"metadata\":{\"name\":5}}", json, 400, "body.metadata.name"),
                new Case("two faults", "{\"metadata\":{\"name\":5,\"labels\":6}}", json, 400, "body.metadata.labels"),
                new Case("too deep", "{\"a\":".repeat(500), json, 400, "body"),
                new Case("NUL", "{\"a\":[\"b\\u0000\"]}", json, 400, "body.a[0]"),
                new Case("half a pair", "{\"a\":\"\\ud800\"}", json, 400, "body.a"),
                new Case("too large", " ".repeat(Doorway.BODY_LIMIT + 1), json, 413, "65536"),
                new Case("form for JSON", "a=b", "application/x-www-form-urlencoded", 415, json),
                new Case("text for JSON", "{}", "text/plain", 415, json),
                new Case("other charset", "{}", "application/json; charset=utf-16", 415, json));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBadBodyIsNamed(Case bad) throws Exception {
        var fixed = BodyPublishers.ofString(bad.body);
        var chunked =
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bad.body.getBytes(StandardCharsets.UTF_8)));
        for (var body : Stream.of(fixed, chunked).toList()) {
            var reply = door.fetch(door.ask("POST", "/v1/projects", body).header("Content-Type", bad.type));
            assertEquals(bad.status, reply.statusCode(), reply.body());
            assertTrue(Doorway.json(reply).path("message").asString().contains(bad.says), reply.body());
            assertEquals(
                    "application/json",
                    reply.headers().firstValue("Content-Type").orElse(""));
        }
    }

    @Test
    void invalidUtf8IsRefused() throws Exception {
        var bytes = new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'};
        var reply = door.fetch(door.ask("POST", "/v1/projects", BodyPublishers.ofByteArray(bytes)));
        assertEquals(400, reply.statusCode());
        assertTrue(reply.body().contains("UTF-8"));
    }

    @Test
    void aCompressedRequestIsRefused() throws Exception {
        var reply = door.fetch(door.send("POST", "/v1/projects", "{}").header("Content-Encoding", "gzip"));
        assertEquals(415, reply.statusCode());
    }

    @Test
    void aBrokenFormIsRefused() throws Exception {
        var path = "/v1/clusterprofiles/import/file";
        var form = door.ask("POST", path, BodyPublishers.ofString("no boundary in here"));
        assertEquals(
                400,
                door.fetch(form.header("Content-Type", "multipart/form-data; boundary=cut"))
                        .statusCode());
        assertEquals(415, door.fetch(door.send("POST", path, "{}")).statusCode());
        var large = door.ask("POST", path, BodyPublishers.ofByteArray(new byte[Doorway.BODY_LIMIT + 1]));
        assertEquals(
                413,
                door.fetch(large.header("Content-Type", "multipart/form-data; boundary=cut"))
                        .statusCode());
    }

    static Stream<Wire> wires() {
        var end = " HTTP/1.1\r\nHost: localhost\r\nApiKey: root\r\nConnection: close\r\n";
        return Stream.of(
                new Wire("plain", "GET /v1/projects/p" + end + "\r\n", "200"),
                new Wire("absolute target", "GET https://localhost/v1/projects/p" + end + "\r\n", "200"),
                new Wire("dot segments", "GET /v1/x/../projects/p" + end + "\r\n", "200"),
                new Wire("encoded slash", "GET /v1/projects%2Fp" + end + "\r\n", "400"),
                new Wire("encoded dots", "GET /v1/%2e%2e/projects/p" + end + "\r\n", "400"),
                new Wire("encoded NUL", "GET /v1/projects/%00" + end + "\r\n", "400"),
                new Wire("empty segment", "GET /v1//projects/p" + end + "\r\n", "400"),
                new Wire("bad escape", "GET /v1/projects/%zz" + end + "\r\n", "400"),
                new Wire("bad UTF-8", "GET /v1/projects/%ff" + end + "\r\n", "400"),
                new Wire("path parameter", "GET /v1/projects/..;/p" + end + "\r\n", "400"),
                new Wire("star", "OPTIONS *" + end + "\r\n", "40"),
                new Wire("trace", "TRACE /v1/projects/p" + end + "\r\n", "405"),
                new Wire("connect", "CONNECT localhost:1" + end + "\r\n", "40"),
                new Wire("no such method", "BREW /v1/projects/p" + end + "\r\n", "405"),
                new Wire("any method", "* /v1/projects/p" + end + "\r\n", "405"),
                new Wire("no host", "GET /v1/projects/p HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
                new Wire(
                        "two lengths",
                        "POST /v1/projects" + end + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
                        "400"),
                new Wire(
                        "length and chunks",
                        "POST /v1/projects" + end + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
                        "400"),
                new Wire("bad chunk", "POST /v1/projects" + end + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}", "400"),
                new Wire("folded header", "GET /v1/projects/p" + end + "A: b\r\n c\r\n\r\n", "400"),
                new Wire("long headers", "GET /v1/projects/p" + end + "A: " + "b".repeat(20_000) + "\r\n\r\n", "431"),
                new Wire("long target", "GET /v1/" + "b".repeat(20_000) + end + "\r\n", "414"),
                new Wire("garbage", "\u0001\u0002\u0003\r\n\r\n", "400"),
                new Wire("old version", "GET /v1/projects/p HTTP/1.0\r\nApiKey: root\r\n\r\n", "200"));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void theWireIsRead(Wire wire) throws Exception {
        var reply = door.raw(wire.request.getBytes(StandardCharsets.UTF_8));
        assertTrue(reply.startsWith("HTTP/1.1 " + wire.status), reply);
        assertFalse(reply.toLowerCase(java.util.Locale.ROOT).contains("<html"), reply);
        if (reply.contains("\r\n\r\n{")) assertTrue(reply.contains("Content-Type: application/json\r\n"), reply);
        else assertFalse(wire.status.startsWith("4"), reply);
    }

    @Test
    void aStalledBodyIsGivenUp() throws Exception {
        var reply = stalled("POST /v1/projects HTTP/1.1\r\nHost: a\r\nApiKey: root\r\nContent-Length: 9\r\n\r\n{");
        assertTrue(reply.startsWith("HTTP/1.1 408"), reply);
        assertTrue(reply.contains("RequestTimeout"), reply);
    }

    @Test
    void stalledHeadersAreGivenUp() throws Exception {
        stalled("GET /v1/projects/p HTTP/1.1\r\nHost: ");
        stalled("");
    }

    @Test
    void aDrippingBodyIsGivenUp() throws Exception {
        try (var socket = door.connect()) {
            var out = socket.getOutputStream();
            out.write("POST /v1/projects HTTP/1.1\r\nHost: a\r\nApiKey: root\r\nContent-Length: 99\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            var drip = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 40; i++) {
                        out.write(' ');
                        out.flush();
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            });
            var status = new byte[12];
            socket.getInputStream().readNBytes(status, 0, status.length);
            drip.interrupt();
            assertEquals("HTTP/1.1 408", new String(status, StandardCharsets.UTF_8));
        }
    }

    private static String stalled(String beginning) throws IOException {
        var began = System.nanoTime();
        var reply = door.raw(beginning.getBytes(StandardCharsets.UTF_8));
        var millis = (System.nanoTime() - began) / 1_000_000;
        assertTrue(millis < Doorway.IDLE.toMillis() * 3, "closed after " + millis);
        return reply;
    }
}
