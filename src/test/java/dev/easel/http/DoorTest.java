package dev.easel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see when they ask well, and when they may not. */
final class DoorTest {
    private static Doorway door;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        door = new Doorway(folder);
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void createsOverBothVersions(Version version) throws Exception {
        try (var client = door.client(version)) {
            var reply = client.send(door.send("POST", "/v1/projects", "{}").build(), BodyHandlers.ofString());
            assertEquals(version, reply.version());
            assertEquals(201, reply.statusCode());
            assertEquals("{\"uid\":\"p-1\"}", reply.body());
            assertEquals("application/json", header(reply, "Content-Type"));
            assertEquals("no-store", header(reply, "Cache-Control"));
            assertEquals("nosniff", header(reply, "X-Content-Type-Options"));
            assertTrue(header(reply, "Strict-Transport-Security").startsWith("max-age="));
            assertEquals("\"credential\";r=99;t=10", header(reply, "RateLimit"));
            assertEquals("\"credential\";q=100", header(reply, "RateLimit-Policy"));
            assertEquals("", header(reply, "Server"));
        }
    }

    @Test
    void noContentHasNoTypeAndNoBody() throws Exception {
        var reply = door.fetch(door.send("PUT", "/v1/projects/p-1/meta", "{\"name\":\"n\"}"));
        assertEquals(204, reply.statusCode());
        assertEquals("", reply.body() + header(reply, "Content-Type"));
    }

    @Test
    void deleteTakesABody() throws Exception {
        var path = "/v1/projects/p-1/macros";
        assertEquals(
                204, door.fetch(door.send("DELETE", path, "{\"macros\":[]}")).statusCode());
        assertEquals(
                400,
                door.fetch(door.ask("DELETE", path, BodyPublishers.noBody())).statusCode());
    }

    @Test
    void aPostWithoutBodyIsAnEmptyObject() throws Exception {
        var path = "/v1/dashboard/edgehosts/search";
        var bare = door.ask("POST", path, BodyPublishers.noBody()).header("Content-Type", "application/json");
        assertEquals("{\"echo\":{}}", door.fetch(bare).body());
        var chunked = door.ask("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0])));
        assertEquals(
                200,
                door.fetch(chunked.header("Content-Type", "application/json")).statusCode());
    }

    @Test
    void jsonNeedsNoContentType() throws Exception {
        var reply = door.fetch(
                door.ask("POST", "/v1/projects", BodyPublishers.ofString("{\"metadata\":{\"name\":\"ü\"}}")));
        assertEquals(201, reply.statusCode(), reply.body());
    }

    @Test
    void aFormIsStreamedInChunks() throws Exception {
        var form = "--cut\r\nContent-Disposition: form-data; name=\"importFile\"; filename=\"p.json\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n{\"a\":1}\r\n--cut--\r\n";
        var bytes = form.getBytes(StandardCharsets.UTF_8);
        var request = door.ask(
                        "POST",
                        "/v1/clusterprofiles/import/file?publish=true",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .header("Content-Type", "multipart/form-data; boundary=cut");
        var reply = door.fetch(request);
        assertEquals(201, reply.statusCode(), reply.body());
        assertEquals("{\"a\":1}", Doorway.json(reply).path("uid").asString());
    }

    @Test
    void whatIsHeldIsNotSentAgain() throws Exception {
        assertEquals("\"7\"", header(door.fetch(door.get("/v1/projects/p-1")), "ETag"));
        for (var held : new String[] {"\"7\"", "W/\"7\"", "\"1\", \"7\"", "*"}) {
            var reply = door.fetch(door.get("/v1/projects/p-1").header("If-None-Match", held));
            assertEquals(304, reply.statusCode(), held);
            assertEquals("\"7\"", header(reply, "ETag"));
            assertEquals("", reply.body());
        }
        assertEquals(
                200,
                door.fetch(door.get("/v1/projects/p-1").header("If-None-Match", "\"6\""))
                        .statusCode());
    }

    @Test
    void onlyLargeAnswersAreCompressed() throws Exception {
        try (var client = door.client(Version.HTTP_2)) {
            var big = door.get("/v1/projects/big")
                    .header("Accept-Encoding", "gzip")
                    .build();
            var reply = client.send(big, BodyHandlers.ofByteArray());
            assertEquals("gzip", header(reply, "Content-Encoding"));
            assertTrue(reply.body().length < 2_000);
            var text = new GZIPInputStream(new ByteArrayInputStream(reply.body())).readAllBytes();
            assertTrue(text.length > 20_000);
            var small = door.get("/v1/projects/p-1")
                    .header("Accept-Encoding", "gzip")
                    .build();
            var plain = client.send(small, BodyHandlers.ofString());
            assertEquals("{\"uid\":\"p-1\"}", plain.body());
            assertEquals("\"7\"", header(plain, "ETag"));
        }
    }

    /** Jetty marks the tag of a compressed answer; a client that sends it back must still be understood. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity"})
    void theTagOfACompressedAnswerIsKnown(String encoding) throws Exception {
        var tag = header(door.fetch(door.get("/v1/projects/big").header("Accept-Encoding", "gzip")), "ETag");
        var held = door.get("/v1/projects/big").header("If-None-Match", tag).header("Accept-Encoding", encoding);
        assertEquals(304, door.fetch(held).statusCode(), tag);
        var change =
                door.send("PUT", "/v1/projects/p-1/meta", "{\"name\":\"n\"}").header("If-Match", tag);
        assertEquals(204, door.fetch(change.header("Accept-Encoding", encoding)).statusCode(), tag);
    }

    @Test
    void filesHaveTheirTypeAndErrorsAreStillJson() throws Exception {
        var file = door.fetch(
                door.get("/v1/spectroclusters/c/assets/kubeconfig").header("Accept", "application/octet-stream"));
        assertEquals("application/octet-stream", header(file, "Content-Type"));
        assertTrue(header(file, "Content-Disposition").contains("filename"));
        var refused = door.fetch(door.get("/v1/spectroclusters/c/assets/kubeconfig?frp=perhaps"));
        assertEquals("application/json", header(refused, "Content-Type"));
        assertEquals("InvalidInput", Doorway.json(refused).path("code").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing, root, 404, RouteNotFound",
        "GET, /v2, root, 404, RouteNotFound",
        "PATCH, /v1/projects/p-1, root, 405, MethodNotAllowed",
        "HEAD, /v1/projects/p-1, root, 405, ''",
        "GET, /v1/projects/missing, root, 404, ResourceNotFound",
        "GET, /v1/projects/broken, root, 500, InternalError",
        "GET, /v1/projects/p-1, weak, 403, Forbidden",
        "GET, /v1/projects/p-1, '', 401, Unauthenticated",
        "GET, /v1/projects/p-1, busy, 429, TooManyRequests",
        "GET, /v1/audits?actionType=eat, root, 400, InvalidInput",
        "GET, /v1/audits?limit=many, root, 400, InvalidInput",
        "GET, /v1/audits?limit=%FF, root, 400, InvalidInput",
        "GET, /v1/audits?actionType=eat, weak, 403, Forbidden",
        "GET, /v1/teams, root, 400, NotBuilt",
    })
    void refusalsAreJsonWithACode(String method, String path, String key, int status, String code) throws Exception {
        var request = door.ask(method, path, BodyPublishers.noBody()).setHeader("ApiKey", key);
        var reply = door.fetch(request.header("X-Request-Id", "mine-1"));
        assertEquals(status, reply.statusCode(), reply.body());
        assertEquals("application/json", header(reply, "Content-Type"));
        assertEquals("mine-1", header(reply, "X-Request-Id"));
        if (method.equals("HEAD")) return;
        assertEquals(code, Doorway.json(reply).path("code").asString());
        assertEquals("mine-1", Doorway.json(reply).path("ref").asString());
        assertFalse(reply.body().contains("inside of the house"));
        assertEquals(status == 429 ? "3" : "", header(reply, "Retry-After"));
        assertEquals(status == 405 ? "DELETE, GET, PUT" : "", header(reply, "Allow"));
    }

    @Test
    void problemJsonIsForWhoAsks() throws Exception {
        var reply = door.fetch(door.get("/v1/projects/missing").header("Accept", "application/problem+json"));
        assertEquals("application/problem+json", header(reply, "Content-Type"));
        var problem = Doorway.json(reply);
        assertEquals("ResourceNotFound", problem.path("code").asString());
        assertEquals(404, problem.path("status").asInt());
        assertEquals("Not Found", problem.path("title").asString());
        assertTrue(problem.path("detail").asString().contains("missing"));
        assertTrue(problem.path("type").asString().endsWith("ResourceNotFound"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, same-origin, '', 201",
        "POST, cross-site, '', 403",
        "POST, same-site, '', 403",
        "POST, '', https://evil.example, 403",
        "POST, '', 'null', 403",
        "POST, '', '', 403",
        "POST, '', ours, 201",
        "GET, cross-site, '', 200",
    })
    void aCookieChangesThingsOnlyFromOurPages(String method, String site, String origin, int status) throws Exception {
        var path = method.equals("GET") ? "/v1/projects/p-1" : "/v1/projects";
        var request = HttpRequest.newBuilder(door.get(path).build().uri())
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .header("Cookie", "Authorization=token");
        if (!site.isEmpty()) request.header("Sec-Fetch-Site", site);
        if (!origin.isEmpty())
            request.header("Origin", origin.equals("ours") ? "https://localhost:" + door.port : origin);
        assertEquals(status, door.fetch(request).statusCode());
    }

    @Test
    void tracesAreJoinedOrBegun() throws Exception {
        var id = "4bf92f3577b34da6a3ce929d0e0e4736";
        var joined = door.get("/v1/projects/p-1").header("traceparent", "00-" + id + "-00f067aa0ba902b7-01");
        assertTrue(header(door.fetch(joined), "traceresponse").matches("00-" + id + "-[0-9a-f]{16}-01"));
        var odd = door.get("/v1/projects/p-1").header("traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01");
        assertFalse(header(door.fetch(odd), "traceresponse").contains("0".repeat(32)));
        var evil = door.fetch(door.get("/v1/projects/p-1").header("X-Request-Id", "<script>"));
        assertTrue(header(evil, "X-Request-Id").matches("[0-9a-f-]{36}"));
    }

    @Test
    void pagesBesideTheContract() throws Exception {
        assertEquals(
                "3.1",
                Doorway.json(door.fetch(door.get("/v1/openapi.json")))
                        .path("openapi")
                        .asString()
                        .substring(0, 3));
        assertEquals(200, door.fetch(door.get("/v1/health/live")).statusCode());
        assertEquals("/docs", header(door.fetch(door.get("/")), "Location"));
        for (var page : new String[] {"/docs", "/docs/", "/docs/swagger-ui-bundle.js"}) {
            var reply = door.fetch(door.get(page));
            assertEquals(200, reply.statusCode(), page);
            assertTrue(header(reply, "Content-Security-Policy").startsWith("default-src 'self'"));
        }
        assertEquals(404, door.fetch(door.get("/docs/../docs/x")).statusCode());
        var raw = door.fetch(door.get("/k8s/c-1/api/v1/nodes?limit=1").header("Authorization", "Bearer t"));
        assertEquals("GET c-1/api/v1/nodes Bearer t", raw.body());
    }

    private static String header(HttpResponse<?> reply, String name) {
        return reply.headers().firstValue(name).orElse("");
    }
}
