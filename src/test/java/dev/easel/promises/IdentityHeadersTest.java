package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.Ready;
import dev.easel.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who asks is what one key or one token says. No header of a proxy or of Kubernetes changes it, and nothing said twice counts. */
final class IdentityHeadersTest {
    private static final String WEAK = "weak@easel.test";
    private static Fixture house;
    private static SSLContext trust;
    private static String weakKey;
    private static String weakUser;
    private static String adminToken;

    @BeforeAll
    static void open() throws Exception {
        house = new Fixture();
        trust = Ready.trusting(house.folder().resolve("tls/ca.pem").toString());
        var admin = house.admin();
        weakUser = admin.create("/v1/users", Map.of("spec", Map.of("emailId", WEAK)));
        var key = Map.of("metadata", Map.of("name", "weak"), "spec", Map.of("userUid", weakUser));
        weakKey = admin.post("/v1/apiKeys", key).json().path("apiKey").asString();
        var who = Map.of("emailId", Fixture.ADMIN_EMAIL, "password", Fixture.ADMIN_PASSWORD);
        adminToken = house.stranger()
                .post("/v1/auth/authenticate", who)
                .ok()
                .path("Authorization")
                .asString();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static String filled(String headers) {
        return headers.replace("{weak}", weakKey)
                .replace("{admin}", Fixture.ADMIN_KEY)
                .replace("{token}", adminToken)
                .replace("\n", "\r\n");
    }

    private static String ask(String headers) throws IOException {
        var port = URI.create(house.url()).getPort();
        try (var socket = trust.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            var request =
                    "GET /v1/users/info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int status(String reply) {
        return Integer.parseInt(reply.substring(9, 12));
    }

    private static String userOf(String reply) {
        return Json.MAPPER
                .readTree(reply.substring(reply.indexOf("{"), reply.lastIndexOf("}") + 1))
                .path("userUid")
                .asString("");
    }

    /** The line that the access log has of a reply. */
    private static JsonNode line(String reply) throws IOException, InterruptedException {
        var id = reply.replaceFirst("(?is).*\r\nx-request-id: ([^\r]*)\r.*", "$1");
        for (int i = 0; i < 400; i++) {
            var found = Files.readAllLines(house.folder().resolve("log.jsonl")).stream()
                    .filter(line -> line.contains("\"micros\"") && line.contains(id))
                    .findFirst();
            if (found.isPresent()) return Json.MAPPER.readTree(found.get());
            Thread.sleep(25);
        }
        throw new AssertionError("no line for " + id);
    }

    static Stream<String> claims() {
        var admin = Fixture.ADMIN_EMAIL;
        var names = Stream.of(
                "Impersonate-User",
                "Impersonate-Uid",
                "X-Remote-User",
                "X-Forwarded-User",
                "X-Forwarded-Email",
                "X-Forwarded-Preferred-Username",
                "X-Auth-Request-User",
                "X-Auth-Request-Email",
                "Remote-User",
                "X-User",
                "X-WEBAUTH-USER",
                "X-Authenticated-User",
                "UserUid",
                "From");
        return Stream.concat(
                names.map(name -> name + ": " + admin),
                Stream.of(
                        "Impersonate-User: system:admin\nImpersonate-Group: system:masters",
                        "X-Remote-User: root\nX-Remote-Group: system:masters\nX-Remote-Extra-Scope: all",
                        "X-Forwarded-For: 10.9.8.7\nX-Real-IP: 10.9.8.7\nForwarded: for=10.9.8.7;proto=http;host=elsewhere",
                        "X-Forwarded-Host: elsewhere\nX-Forwarded-Proto: http\nX-Forwarded-Port: 80\nX-Forwarded-Prefix: /x",
                        "X-Client-Verify: SUCCESS\nX-SSL-Client-S-DN: CN=admin\nX-Forwarded-Client-Cert: Subject=admin",
                        "TenantUid: another\nX-Tenant: another\nOrgName: another"));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void noOtherHeaderSaysWhoAsks(String claims) throws Exception {
        var reply = ask(filled("ApiKey: {weak}\n" + claims));
        assertEquals(200, status(reply), reply);
        assertEquals(weakUser, userOf(reply));
        assertEquals(weakUser, line(reply).path("user").asString());
        assertEquals("127.0.0.1", line(reply).path("address").asString());
        assertFalse(reply.contains("elsewhere"), reply);
        var stranger = ask(filled(claims));
        assertEquals(401, status(stranger), stranger);
        assertEquals(401, line(stranger).path("status").asInt());
        assertFalse(line(stranger).has("user"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ApiKey: {weak}\nApiKey: {admin}",
                "ApiKey: {admin}\nApiKey: {weak}",
                "ApiKey: {weak}\napikey: {weak}",
                "ApiKey: \nApiKey: {admin}",
                "Authorization: {token}\nAuthorization: Bearer {token}",
                "Authorization: Basic YTpi\nAuthorization: {token}",
                "ApiKey: {weak}\nAuthorization: {token}\nAuthorization: {token}",
                "ApiKey: {weak}\nProjectUid: a\nProjectUid: b"
            })
    void whatIsSaidTwiceIsRefused(String headers) throws Exception {
        var reply = ask(filled(headers));
        assertEquals(400, status(reply), reply);
        assertTrue(reply.contains("must come once"), reply);
        assertEquals(400, line(reply).path("status").asInt());
        assertFalse(line(reply).has("user"), "nobody was let in");
    }

    /** A key wins over a token and a token over a cookie, whatever they are worth: nothing is tried in turn. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 ApiKey: {weak}\nAuthorization: {token}",
                "200 Authorization: Bearer {token}\nApiKey: {weak}",
                "200 ApiKey: {weak}\nCookie: Authorization={token}",
                "200 APIKEY: {weak}\nCookie: ApiKey={admin}",
                "401 ApiKey: nonsense\nAuthorization: {token}",
                "401 ApiKey: nonsense\nCookie: Authorization={token}",
                "401 Authorization: nonsense\nCookie: Authorization={token}",
                "401 ApiKey: {weak}, {admin}",
                "401 ApiKey: Bearer {admin}",
                "401 Authorization: {token}, {token}",
                "401 Authorization: {admin}",
                "401 Authorization: Bearer Bearer {token}",
                "401 Authorization: Basic YWRtaW5AZWFzZWwudGVzdDphZG1pbg==",
                "401 Authorization: Negotiate {token}",
                "401 Cookie: ApiKey={admin}",
                "401 Cookie: authorization={token}",
                "401 Proxy-Authorization: {token}",
                "401 X-Api-Key: {admin}"
            })
    void oneCredentialCounts(String given) throws Exception {
        var reply = ask(filled(given.substring(4)));
        var status = Integer.parseInt(given.substring(0, 3));
        assertEquals(status, status(reply), reply);
        var line = line(reply);
        assertEquals(status, line.path("status").asInt());
        assertEquals(status == 200 ? weakUser : "", line.path("user").asString(""));
    }
}
