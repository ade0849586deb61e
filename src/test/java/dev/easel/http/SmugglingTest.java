package dev.easel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a request is framed, it is one request or none: what is hidden behind it is never answered, nor even seen. */
final class SmugglingTest {
    private static final String HOST = "Host: localhost\r\nApiKey: root\r\n";
    private static final String HIDDEN = "GET /v1/projects/hidden HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    private static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static Doorway door;

    /** Bytes on the wire (one char is one byte), and how the one answer begins. */
    private record Wire(String name, String bytes, String status) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        door = new Doorway(folder, (visit, answer) -> SEEN.add(visit.method() + " " + visit.path()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    /** A request that ends where its head does, unless the head is understood in another way; then it is hidden. */
    private static Wire refused(String name, String headers, String body) {
        return new Wire(name, "POST /v1/projects HTTP/1.1\r\n" + HOST + headers + "\r\n" + body + HIDDEN, "4");
    }

    private static Wire target(String name, String line, String status) {
        return new Wire(name, line + "\r\n" + HOST + "Connection: close\r\n\r\n", status);
    }

    static Stream<Wire> encodings() {
        var both = "Content-Length: 5\r\n";
        return Stream.of(
                refused("length and chunks", both + CHUNKED, "0\r\n\r\n"),
                refused("chunks and length", CHUNKED + both, "0\r\n\r\n"),
                refused("chunked and identity", CHUNKED + "Transfer-Encoding: identity\r\n", "0\r\n\r\n"),
                refused("identity before", "Transfer-Encoding: identity, chunked\r\n" + both, "0\r\n\r\n"),
                refused("chunked not last", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
                refused("chunked twice in one", "Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"),
                refused("chunked in two lines", CHUNKED + CHUNKED, "0\r\n\r\n"),
                refused("nearly chunked", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
                refused("quoted chunked", "Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"),
                refused("no encoding", "Transfer-Encoding: \r\n" + both, "0\r\n\r\n"),
                refused("compressed alone", "Transfer-Encoding: gzip\r\n", "0\r\n\r\n"),
                refused("a space before the colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
                refused("a space before the name", " Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                refused("folded name", "A: b\r\n Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                refused("folded value", "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"),
                refused("folded by a tab", "Transfer-Encoding:\r\n\tchunked\r\n", "0\r\n\r\n"),
                refused("vertical tab", "Transfer-Encoding: \u000bchunked\r\n", "0\r\n\r\n"),
                refused("NUL behind chunked", "Transfer-Encoding: chunked\0\r\n", "0\r\n\r\n"),
                refused("chunks after a bare CR", "A: b\rTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                refused("tab and length", "Transfer-Encoding:\tchunked\r\n" + both, "0\r\n\r\n"),
                refused("other case and length", "tRANSFER-eNCODING: CHUNKED\r\n" + both, "0\r\n\r\n"));
    }

    static Stream<Wire> lengths() {
        var odd = Stream.of(
                "+5", "-5", "0x5", "5 5", "5.0", "5e0", "", "five", "5\0", "5,6", "99999999999999999999", "\u0665");
        return Stream.concat(
                odd.map(length -> refused("length " + length, "Content-Length: " + length + "\r\n", "{}   ")),
                Stream.of(
                        refused("two lengths", "Content-Length: 0\r\nContent-Length: 5\r\n", "{}   "),
                        refused("a space before", "Content-Length : 5\r\n", "{}   "),
                        refused("a tab before", "Content-Length\t: 5\r\n", "{}   "),
                        refused("length over two lines", "Content-Length: 5\r\n 0\r\n", "{}   ")));
    }

    static Stream<Wire> chunks() {
        var sizes = Stream.of("0x2", "-2", "+2", " 2", "", "g", "2 2", "ffffffffffffffff2", "100000002", "2\0", "2\r2");
        return Stream.concat(
                sizes.map(size -> refused("chunk of " + size, CHUNKED, size + "\r\n{}\r\n0\r\n\r\n")),
                Stream.of(
                        refused("more than the chunk", CHUNKED, "2\r\n{}{}\r\n0\r\n\r\n"),
                        refused("no end of the chunk", CHUNKED, "2\r\n{}0\r\n\r\n"),
                        refused("long extension", CHUNKED, "2;" + "a".repeat(70_000) + "\r\n{}\r\n0\r\n\r\n")));
    }

    static Stream<Wire> lines() {
        return Stream.of(
                refused("NUL in a value", "A: b\0c\r\n", ""),
                refused("NUL in a name", "A\0: b\r\n", ""),
                refused("a bare CR", "A: b\rc\r\n", ""),
                refused("a space in a name", "Api Key: root\r\n", ""),
                refused("no colon", "ApiKey\r\n", ""),
                refused("no name", ": root\r\n", ""),
                refused("a name of other letters", "\u00c4: b\r\n", ""),
                refused("two hosts", "Host: elsewhere\r\n", ""),
                refused("many headers", "A: b\r\n".repeat(4_000), ""),
                refused("a huge header", "A: " + "b".repeat(17_000) + "\r\n", ""));
    }

    static Stream<Wire> targets() {
        return Stream.of(
                target("HTTP/0.9", "GET /v1/projects/p", "(4\\d\\d|505)"),
                target("no version", "GET /v1/projects/p ", "4"),
                target("HTTP/1.2", "GET /v1/projects/p HTTP/1.2", "(4\\d\\d|505)"),
                target("HTTP/2.0", "GET /v1/projects/p HTTP/2.0", "(4\\d\\d|505)"),
                target("HTTP/9.9", "GET /v1/projects/p HTTP/9.9", "(4\\d\\d|505)"),
                target("HTTP/1.1x", "GET /v1/projects/p HTTP/1.1x", "(4\\d\\d|505)"),
                target("small letters", "GET /v1/projects/p http/1.1", "200"),
                target("a space before the method", " GET /v1/projects/p HTTP/1.1", "4"),
                target("a CR in the line", "GET /v1/projects/p\r HTTP/1.1", "4"),
                target("a NUL in the line", "GET /v1/projects/p\0 HTTP/1.1", "4"),
                target("two targets", "GET /v1/projects/p /v1/projects/hidden HTTP/1.1", "4"),
                target("an authority alone", "GET localhost:443 HTTP/1.1", "4"),
                target("another scheme", "GET file:///v1/projects/p HTTP/1.1", "4"),
                target("a bad address", "GET https://[::1/v1/projects/p HTTP/1.1", "4"),
                target("a user in the target", "GET https://root@localhost/v1/projects/p HTTP/1.1", "4"),
                target("a backslash", "GET /v1\\projects\\hidden HTTP/1.1", "4"),
                target("a parameter", "GET /v1/projects/p;/../hidden HTTP/1.1", "4"),
                target("double encoding", "GET /v1/projects%252fhidden HTTP/1.1", "4"),
                target("overlong slash", "GET /v1/projects%c0%afhidden HTTP/1.1", "4"));
    }

    @ParameterizedTest
    @MethodSource({"encodings", "lengths", "chunks", "lines", "targets"})
    void itIsRefusedOnce(Wire wire) throws Exception {
        var reply = raw(wire);
        assertEquals(2, reply.split("HTTP/1\\.[01] ", -1).length, reply);
        assertTrue(reply.matches("(?s)HTTP/1\\.1 " + wire.status + ".*"), reply);
        assertTrue(SEEN.stream().noneMatch(seen -> seen.endsWith("/v1/projects/hidden")), SEEN.toString());
    }

    /** What is in the body stays there, although somebody who reads the framing in another way would take it for a request. */
    static Stream<Wire> bodies() {
        var start = "POST /v1/projects HTTP/1.1\r\n" + HOST;
        var json = "{\"a\":\"" + HIDDEN.replace("\r\n", "\\r\\n") + "\"}";
        var size = Integer.toHexString(json.length());
        var length = "Content-Length: " + json.length() + "\r\n";
        return Stream.of(
                new Wire("by its length", start + length + "\r\n" + json, "201"),
                new Wire(
                        "an unknown encoding header",
                        start + "Transfer_Encoding: chunked\r\n" + length + "\r\n" + json,
                        "201"),
                new Wire(
                        "a chunk with an extension",
                        start + CHUNKED + "\r\n" + size + ";a=b\r\n" + json + "\r\n0\r\n\r\n",
                        "201"),
                new Wire(
                        "a trailer",
                        start + CHUNKED + "\r\n" + size + "\r\n" + json
                                + "\r\n0\r\nApiKey: weak\r\nContent-Length: 1\r\n\r\n",
                        "201"),
                new Wire(
                        "an upgrade to HTTP/2",
                        start
                                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                                + length + "\r\n" + json,
                        "201"),
                new Wire(
                        "another method and path by headers",
                        start + "X-HTTP-Method-Override: GET\r\nX-Original-URL: /v1/projects/hidden\r\n"
                                + "X-Rewrite-URL: /v1/projects/hidden\r\n" + length + "\r\n" + json,
                        "201"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsInABodyStaysThere(Wire wire) throws Exception {
        var reply = raw(wire);
        assertEquals(2, reply.split("HTTP/1\\.[01] ", -1).length, reply);
        assertTrue(reply.startsWith("HTTP/1.1 " + wire.status), reply);
        assertEquals(List.of("POST /v1/projects"), List.copyOf(SEEN));
    }

    /** The test itself can tell: two requests behind each other are two answers, and both are seen. */
    @Test
    void twoRequestsAreTwo() throws Exception {
        var reply = raw(new Wire("", "GET /v1/projects/p HTTP/1.1\r\n" + HOST + "\r\n" + HIDDEN, "200"));
        assertEquals(3, reply.split("HTTP/1\\.[01] ", -1).length, reply);
        assertEquals(List.of("GET /v1/projects/p", "GET /v1/projects/hidden"), List.copyOf(SEEN));
    }

    private static String raw(Wire wire) throws IOException {
        return door.raw(wire.bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
