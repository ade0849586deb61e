package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.contract.Json;
import dev.easel.store.Databases;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may come in and what they may see: the first half of the introduction, on both databases. */
@ParameterizedClass
@EnumSource(Databases.class)
final class IntroductionTest {
    private static final String INFO = "/v1/users/info";
    private static final String SSH_KEYS = "/v1/users/assets/sshkeys";

    @Parameter
    Databases database;

    private static Fixture house;

    @BeforeParameterizedClassInvocation
    static void open(Databases database) {
        house = Fixture.on(database);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "bearer "})
    void aTokenWorksWithAndWithoutBearer(String prefix) {
        var token = signIn(Fixture.ADMIN_EMAIL, Fixture.ADMIN_PASSWORD);
        house.stranger().with("Authorization", prefix + token).get(INFO).ok();
    }

    @Test
    void aTokenLivesForAQuarterOfAnHourAndARefreshKeepsTheSession() {
        var first = signIn(Fixture.ADMIN_EMAIL, Fixture.ADMIN_PASSWORD);
        var claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(first.split("\\.")[1]));
        assertEquals(900, claims.path("exp").asLong() - claims.path("iat").asLong());
        house.pass(Duration.ofMinutes(16));
        assertEquals(
                "TokenExpired",
                house.stranger()
                        .with("Authorization", first)
                        .get(INFO)
                        .status(401)
                        .code());
        var second = house.stranger()
                .get("/v1/auth/refresh/" + first)
                .ok()
                .path("Authorization")
                .asString();
        assertNotEquals(first, second);
        var session = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(second.split("\\.")[1]));
        assertEquals(claims.path("sid"), session.path("sid"));
        house.stranger().with("Authorization", second).get(INFO).ok();
    }

    @Test
    void aRevokedTokenIsOutAtOnceAndCannotBeRefreshed() {
        var token = signIn(Fixture.ADMIN_EMAIL, Fixture.ADMIN_PASSWORD);
        var other = signIn(Fixture.ADMIN_EMAIL, Fixture.ADMIN_PASSWORD);
        var signedIn = house.stranger().with("Authorization", token);
        signedIn.post("/v1/users/auth/tokens/revoke", Map.of("tokens", List.of(token)))
                .status(204);
        signedIn.get(INFO).status(401);
        house.stranger().get("/v1/auth/refresh/" + token).status(401);
        house.stranger().with("Authorization", other).get(INFO).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ApiKey", "apiKey", "APIKEY", "apikey"})
    void anApiKeyWorksInAnyLettersOfItsHeader(String header) {
        var key = newKey("letters-" + header, Duration.ofDays(1)).path("apiKey").asString();
        house.stranger().with(header, key).get(INFO).ok();
    }

    @Test
    void anApiKeyCanBeSwitchedOffAndEnds() {
        var admin = house.admin();
        var made = newKey("short", Duration.ofDays(2));
        var bearer = house.stranger().with("ApiKey", made.path("apiKey").asString());
        var path = "/v1/apiKeys/" + made.path("uid").asString();
        bearer.get(INFO).ok();
        admin.patch(path, Map.of("isActive", false)).status(204);
        bearer.get(INFO).status(401);
        admin.patch(path, Map.of("isActive", true)).status(204);
        bearer.get(INFO).ok();
        house.pass(Duration.ofDays(3));
        assertTrue(bearer.get(INFO).status(401).text().contains("expired"));
        admin.delete(path).status(204);
        assertFalse(bearer.get(INFO).status(401).text().contains("expired"));
    }

    @ParameterizedTest
    @CsvSource({
        "ApiKey, nonsense",
        "Authorization, nonsense",
        "Authorization, Bearer nonsense",
        "Authorization, eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",
        "ProjectUid, 000000000000000000000000",
    })
    void whatIsNoCredentialIsRefused(String header, String value) {
        var reply = house.stranger().with(header, value).get(INFO).status(401);
        assertEquals("Unauthenticated", reply.code());
        assertEquals(reply.header("X-Request-Id"), reply.json().path("ref").asString());
    }

    @Test
    void aWrongPasswordIsRefusedAsOneOfNobody() {
        var wrong = house.stranger()
                .post("/v1/auth/authenticate", Map.of("emailId", Fixture.ADMIN_EMAIL, "password", "guess"))
                .status(401);
        var nobody = house.stranger()
                .post("/v1/auth/authenticate", Map.of("emailId", "nobody@easel.test", "password", "guess"))
                .status(401);
        assertEquals("InvalidCredentials", wrong.code());
        assertEquals(wrong.json().path("message"), nobody.json().path("message"));
    }

    @Test
    void whoLacksThePermissionIsToldWhichOne() {
        var projects = new String[] {project("garden"), project("attic")};
        var novice = novice(projects[0], "Project Viewer");
        novice.in(projects[0]).get(SSH_KEYS).ok();
        var refused = novice.in(projects[0]).post(SSH_KEYS, sshKey("mine")).status(403);
        assertEquals("Forbidden", refused.code());
        assertTrue(refused.text().contains("sshKey.create"), refused.text());
        assertEquals(
                "Forbidden",
                novice.post("/v1/projects", named("own")).status(403).code());
        novice.in(projects[1]).get(SSH_KEYS).status(403);
        novice.get(SSH_KEYS).status(403);
    }

    @Test
    void aProjectSeesItsOwnAndTheTenantsWhichItCannotChange() {
        var here = house.admin().in(project("here"));
        var there = house.admin().in(project("there"));
        var own = SSH_KEYS + "/" + here.create(SSH_KEYS, sshKey("own"));
        var common = SSH_KEYS + "/" + house.admin().create(SSH_KEYS, sshKey("common"));
        assertEquals("project", scope(here.get(own)));
        assertEquals("tenant", scope(here.get(common)));
        assertEquals("ResourceNotFound", there.get(own).status(404).code());
        assertEquals("ResourceNotFound", house.admin().get(own).status(404).code());
        for (var refused : List.of(here.put(common, sshKey("taken")), here.delete(common))) {
            assertEquals("Forbidden", refused.status(403).code());
            assertTrue(refused.text().contains("ProjectUid"), refused.text());
        }
        assertEquals(List.of("common", "own"), names(here));
        assertEquals(List.of("common"), names(there));
        assertEquals(List.of("common"), names(house.admin()));
        house.admin().delete(common).status(204);
    }

    @Test
    void anotherTenantDoesNotExist() {
        var uid = house.admin().create(SSH_KEYS, sshKey("ours"));
        var project = project("ours");
        var other = house.otherTenant();
        assertNotEquals(
                house.admin().get(INFO).ok().path("tenantUid"),
                other.get(INFO).ok().path("tenantUid"));
        for (var path : List.of(SSH_KEYS + "/" + uid, "/v1/projects/" + project)) {
            var absent = path.replaceFirst("[0-9a-f]{24}$", "000000000000000000000000");
            for (var method : List.of("GET", "DELETE")) {
                var foreign = other.send(method, path, "").status(404);
                var unknown = other.send(method, absent, "").status(404);
                assertEquals(unknown.code(), foreign.code());
            }
        }
        assertEquals(
                "ResourceNotFound", other.in(project).get(SSH_KEYS).status(404).code());
        assertEquals(List.of(), names(other));
        house.admin().delete(SSH_KEYS + "/" + uid).status(204);
    }

    private static String scope(TestClient.Reply reply) {
        return reply.ok().at("/metadata/annotations/scope").asString();
    }

    private static List<String> names(TestClient client) {
        return client.get(SSH_KEYS)
                .ok()
                .path("items")
                .valueStream()
                .map(item -> item.at("/metadata/name").asString())
                .sorted()
                .toList();
    }

    private String signIn(String email, String password) {
        return house.stranger()
                .post("/v1/auth/authenticate", Map.of("emailId", email, "password", password))
                .ok()
                .path("Authorization")
                .asString();
    }

    private JsonNode newKey(String name, Duration life) {
        var expiry = house.now().plus(life).toString();
        var body = Map.of("metadata", Map.of("name", name), "spec", Map.of("expiry", expiry));
        return house.admin().post("/v1/apiKeys", body).status(201).json();
    }

    private String project(String name) {
        return house.admin().create("/v1/projects", named(name));
    }

    /** Somebody with one role in one project, signed in by a key of their own. */
    private TestClient novice(String project, String role) {
        var admin = house.admin();
        var user = admin.create(
                "/v1/users",
                Map.of(
                        "metadata",
                        Map.of("name", "novice"),
                        "spec",
                        Map.of("emailId", "novice@easel.test", "firstName", "No", "lastName", "Vice")));
        var roles = List.of(uidOf("/v1/roles", role));
        admin.put(
                        "/v1/users/" + user + "/projects",
                        Map.of("projects", List.of(Map.of("projectUid", project, "roles", roles))))
                .status(204);
        var key = admin.post(
                        "/v1/apiKeys", Map.of("metadata", Map.of("name", "novice"), "spec", Map.of("userUid", user)))
                .status(201);
        return house.stranger().with("ApiKey", key.json().path("apiKey").asString());
    }

    private String uidOf(String list, String name) {
        return house.admin()
                .get(list)
                .ok()
                .path("items")
                .valueStream()
                .filter(item -> item.at("/metadata/name").asString().equals(name))
                .map(item -> item.at("/metadata/uid").asString())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> named(String name) {
        return Map.of("metadata", Map.of("name", name));
    }

    private static Map<String, Object> sshKey(String name) {
        return Map.of("metadata", Map.of("name", name), "spec", Map.of("publicKey", "ssh-ed25519 AAAA " + name));
    }
}
