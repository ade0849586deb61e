package dev.easel.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first steps of a new user over the network. */
final class IntroductionTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void aTokenSignsInWithAndWithoutItsScheme() {
        var asked = Map.of("emailId", Fixture.ADMIN_EMAIL, "password", Fixture.ADMIN_PASSWORD);
        var reply = fixture.stranger().post("/v1/auth/authenticate", asked);
        var token = reply.ok().get("Authorization").asString();
        assertTrue(reply.header("Set-Cookie").startsWith("Authorization="));
        for (var header : new String[] {token, "Bearer " + token, "bearer " + token}) {
            var info = fixture.stranger()
                    .with("Authorization", header)
                    .get("/v1/users/info")
                    .ok();
            assertEquals(24, info.get("tenantUid").asString().length());
        }
        var cookie = fixture.stranger().with("Cookie", "Authorization=" + token);
        cookie.get("/v1/users/info").status(200);
        cookie.post("/v1/projects", Map.of("metadata", Map.of("name", "Stolen")))
                .status(403);
        var again = fixture.stranger()
                .get("/v1/auth/refresh/" + token)
                .ok()
                .get("Authorization")
                .asString();
        fixture.admin()
                .post("/v1/users/auth/tokens/revoke", Map.of("tokens", new String[] {token}))
                .status(204);
        fixture.stranger().with("Authorization", again).get("/v1/users/info").status(401);
    }

    @Test
    void whoeverIsUnknownStaysOutside() {
        assertEquals(
                "Unauthenticated",
                fixture.stranger().get("/v1/users/info").status(401).code());
        fixture.stranger().with("ApiKey", "guess").get("/v1/users/info").status(401);
        fixture.stranger().with("Authorization", "a.b.c").get("/v1/users/info").status(401);
        var wrong = Map.of("emailId", Fixture.ADMIN_EMAIL, "password", "guess");
        assertEquals(
                "InvalidCredentials",
                fixture.stranger()
                        .post("/v1/auth/authenticate", wrong)
                        .status(401)
                        .code());
    }

    @Test
    void aKeyThatIsMadeOnceIsKeptNowhereInClear() throws SQLException {
        var admin = fixture.admin().with("Idempotency-Key", "k1");
        var body = Map.of("metadata", Map.of("name", "once"));
        var first = admin.post("/v1/apiKeys", body).status(201).json();
        assertEquals(first, admin.post("/v1/apiKeys", body).status(201).json());
        try (var database = DriverManager.getConnection(
                        "jdbc:sqlite:" + fixture.folder().resolve("easel.db"));
                var statement = database.createStatement();
                var rows = statement.executeQuery("select reply from idempotency where claim = 'k1'")) {
            assertTrue(rows.next());
            assertFalse(rows.getString(1).contains(first.get("apiKey").asString()));
        }
    }

    @Test
    void whatAClientDoesWithAProjectAndItsMacros() {
        var admin = fixture.admin();
        var uid = admin.create("/v1/projects", Map.of("metadata", Map.of("name", "Shop")));
        var macros = Map.of("macros", new Object[] {Map.of("name", "a", "value", "1")});
        admin.post("/v1/projects/" + uid + "/macros", macros).status(204);
        assertEquals(
                "MacroAlreadyExists",
                admin.post("/v1/projects/" + uid + "/macros", macros)
                        .status(422)
                        .code());
        assertEquals(
                "1",
                admin.get("/v1/projects/" + uid + "/macros")
                        .ok()
                        .at("/macros/0/value")
                        .asString());
        admin.delete("/v1/projects/" + uid + "/macros", macros).status(204);
        admin.delete("/v1/projects/" + uid, Map.of()).status(204);
        assertEquals(
                "ResourceNotFound", admin.get("/v1/projects/" + uid).status(404).code());
        admin.in("000000000000000000000000").get("/v1/users/info").status(404);
    }
}
