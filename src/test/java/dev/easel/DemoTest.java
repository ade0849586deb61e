package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Json;
import dev.easel.demo.Api;
import dev.easel.demo.Demo;
import dev.easel.demo.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo does what it says, on a server like any other, as often as one likes. */
final class DemoTest {
    private static Fixture server;

    @BeforeAll
    static void start() {
        server = new Fixture();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void threeClustersComeUpAndGoAgain() throws Exception {
        var shown = run(List.of());
        assertTrue(shown.contains("3 of 3 clusters run"), shown);
        for (var name : List.of("demo-aws", "demo-azure", "demo-gcp")) {
            assertTrue(shown.contains("cluster   " + name), shown);
            assertTrue(Files.readString(server.folder().resolve(name + ".kubeconfig"))
                    .contains("/k8s/"));
        }
        var again = run(List.of());
        assertTrue(again.contains("3 of 3 clusters run"), again);
        assertTrue(!again.contains("cluster   demo-aws in"), "nothing is made twice: " + again);
        assertTrue(run(List.of("clean")).contains("All of it is gone"));
        assertTrue(run(List.of("clean")).contains("nothing to take away"));
        var projects =
                server.admin().get("/v1/dashboard/projects/metadata").ok().path("items");
        assertEquals(1, projects.size(), projects.toString());
    }

    @Test
    void aServerThatRefusesIsQuoted() throws Exception {
        try (var http = client()) {
            var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            var demo = new Demo(new Api(http, server.url(), "wrong-key", ""), Screen.plain(out));
            var refused = org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, demo::clean);
            assertTrue(refused.getMessage().contains("answered 401"), refused.getMessage());
        }
    }

    private static String run(List<String> words) throws IOException, GeneralSecurityException {
        var secrets = Json.MAPPER.readTree(server.folder().resolve("secrets.json"));
        var written = new ByteArrayOutputStream();
        try (var http = client()) {
            var api = new Api(http, server.url(), secrets.path("apiKey").asString(), "");
            var demo = new Demo(api, Screen.plain(new PrintStream(written, true, StandardCharsets.UTF_8)));
            if (words.contains("clean")) demo.clean();
            else demo.run(server.folder());
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    private static HttpClient client() throws IOException, GeneralSecurityException {
        var trust = Ready.trusting(server.folder().resolve("tls/ca.pem").toString());
        return HttpClient.newBuilder().sslContext(trust).build();
    }
}
