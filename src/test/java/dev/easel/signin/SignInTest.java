package dev.easel.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.auth.Porter;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.store.Actor;
import dev.easel.store.Query.Reach;
import dev.easel.users.Bootstrap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class SignInTest {
    private static final String RIGHT = "{'emailId':'Admin@acme.example','password':'%s'}".formatted(Bench.PASSWORD);
    private static final String WRONG = "{'emailId':'admin@acme.example','password':'guess'}";
    private static final String UNKNOWN = "{'emailId':'nobody@acme.example','password':'guess'}";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aPasswordGivesATokenAndACookie() {
        var answer = bench.ask("", "", "v1Authenticate", RIGHT);
        assertEquals(200, answer.status());
        assertFalse(answer.body().get("isMfa").asBoolean());
        assertTrue(answer.headers().get("Set-Cookie").contains("HttpOnly; Secure; SameSite=Strict"));
        var silent = bench.ask("", "", "v1Authenticate", RIGHT, "setCookie=false");
        assertFalse(silent.headers().containsKey("Set-Cookie"));
        assertEquals(
                200,
                bench.ask("token " + answer.text("/Authorization"), "", "V1AuthOrgs", "")
                        .status());
    }

    @Test
    void strangersAndWrongPasswordsGetOneAnswer() {
        for (var body : List.of(WRONG, UNKNOWN, "{'emailId':'','password':''}", "{}")) {
            var answer = bench.ask("", "", "v1Authenticate", body);
            assertEquals(401, answer.status());
            assertEquals("InvalidCredentials", answer.text("/code"));
        }
        var elsewhere = RIGHT.replace("}", ",'org':'Other'}");
        assertEquals(401, bench.ask("", "", "v1Authenticate", elsewhere).status());
        assertEquals(
                200,
                bench.ask("", "", "v1Authenticate", RIGHT.replace("}", ",'org':'acme'}"))
                        .status());
    }

    @Test
    void guessingIsStoppedForUsersThatExistAndThoseThatDoNot() {
        for (var body : List.of(WRONG, UNKNOWN)) {
            for (int i = 0; i < 5; i++)
                assertEquals(401, bench.ask("", "", "v1Authenticate", body).status());
            var locked = bench.ask("", "", "v1Authenticate", body);
            assertEquals("AccountLocked", locked.text("/code"));
            assertEquals("900", locked.headers().get("Retry-After"));
        }
        assertEquals(403, bench.ask("", "", "v1Authenticate", RIGHT).status());
        bench.pass(Duration.ofMinutes(15));
        assertEquals(200, bench.ask("", "", "v1Authenticate", RIGHT).status());
    }

    @Test
    void anAddressThatGuessesIsStopped() {
        for (int i = 0; i < 20; i++) {
            bench.ask("", "", "v1Authenticate", "{'emailId':'user%d@acme.example','password':'x'}".formatted(i));
        }
        assertEquals("AccountLocked", bench.ask("", "", "v1Authenticate", RIGHT).text("/code"));
    }

    @Test
    void aRefreshKeepsTheSessionAndARevokeEndsIt() {
        var first = bench.ask("", "", "v1Authenticate", RIGHT).text("/Authorization");
        bench.pass(Duration.ofMinutes(16));
        assertEquals(
                "TokenExpired",
                bench.ask("token " + first, "", "V1AuthOrgs", "").text("/code"));
        var second = bench.ask("", "", "v1AuthRefresh", "", first).text("/Authorization");
        assertNotEquals(first, second);
        assertEquals(200, bench.ask("token " + second, "", "V1AuthOrgs", "").status());
        var revoke = "{'tokens':['%s']}".formatted(first);
        assertEquals(
                204,
                bench.ask("token " + second, "", "v1UsersAuthTokensRevoke", revoke)
                        .status());
        assertEquals(401, bench.ask("token " + second, "", "V1AuthOrgs", "").status());
        assertEquals(401, bench.ask("", "", "v1AuthRefresh", "", second).status());
        assertEquals(401, bench.ask("", "", "v1AuthRefresh", "", "nonsense").status());
    }

    @Test
    void anIdleSessionEnds() {
        var token = bench.ask("", "", "v1Authenticate", RIGHT).text("/Authorization");
        bench.pass(Duration.ofMinutes(241));
        assertEquals(401, bench.ask("", "", "v1AuthRefresh", "", token).status());
    }

    @Test
    void whoeverIsSwitchedOffIsOutAtOnce() {
        var token = "token " + bench.ask("", "", "v1Authenticate", RIGHT).text("/Authorization");
        var tenant = bench.house.tenant();
        var user =
                bench.store.anywhere(Kinds.USER, "email", "admin@acme.example").getFirst();
        assertEquals(200, bench.ask(token, "", "V1AuthOrgs", "").status());
        bench.store.write(Actor.house(tenant, "", "test"), tx -> {
            var old = tx.find(Kinds.USER, Reach.tenant(tenant), user.uid()).orElseThrow();
            var body = old.body().deepCopy();
            ((ObjectNode) body.get("status")).put("isActive", false);
            return tx.replace(old, body);
        });
        assertEquals(401, bench.ask(token, "", "V1AuthOrgs", "").status());
        assertEquals(401, bench.ask("admin-key", "", "V1AuthOrgs", "").status());
        assertEquals(401, bench.ask("", "", "v1Authenticate", RIGHT).status());
    }

    @Test
    void replicasCountGuessesTogether() {
        var other = new Lockout(bench.store, 5, 20, Duration.ofMinutes(15));
        for (int i = 0; i < 4; i++) other.failed("admin@acme.example", "192.0.2.7");
        assertEquals(401, bench.ask("", "", "v1Authenticate", WRONG).status());
        assertEquals("AccountLocked", bench.ask("", "", "v1Authenticate", RIGHT).text("/code"));
        assertThrows(Problem.class, () -> other.mustBeOpen("admin@acme.example", "192.0.2.8"));
        bench.pass(Duration.ofMinutes(15));
        assertEquals(200, bench.ask("", "", "v1Authenticate", RIGHT).status());
        other.failed("admin@acme.example", "192.0.2.7");
        for (int i = 0; i < 3; i++) bench.ask("", "", "v1Authenticate", WRONG);
        assertEquals(200, bench.ask("", "", "v1Authenticate", RIGHT).status());
    }

    @Test
    void anExpiredPasswordOpensNothingButItsChange() {
        policy(30, 5);
        assertFalse(bench.ask("", "", "v1Authenticate", RIGHT).headers().containsKey("Easel-Password-Expires"));
        bench.pass(Duration.ofDays(26));
        var warned = bench.ask("", "", "v1Authenticate", RIGHT);
        assertTrue(warned.headers().containsKey("Easel-Password-Expires"));
        var token = warned.text("/Authorization");
        policy(26, 5);
        bench.pass(Duration.ofMinutes(1));
        assertEquals(
                "PasswordExpired", bench.ask("", "", "v1Authenticate", RIGHT).text("/code"));
        assertEquals(
                "PasswordExpired", bench.ask("", "", "v1AuthRefresh", "", token).text("/code"));
        assertEquals(401, bench.ask("", "", "v1Authenticate", WRONG).status());
        assertEquals(200, bench.ask("admin-key", "", "V1AuthOrgs", "").status());
        var change = "{'emailId':'admin@acme.example','currentPassword':'%s','newPassword':'%s'}";
        assertEquals(
                401,
                bench.ask("", "", "V1UsersPasswordChange", change.formatted("guess", "New-horse-22"))
                        .status());
        assertEquals(
                400,
                bench.ask("", "", "V1UsersPasswordChange", change.formatted(Bench.PASSWORD, "short"))
                        .status());
        assertEquals(
                204,
                bench.ask("", "", "V1UsersPasswordChange", change.formatted(Bench.PASSWORD, "New-horse-22"))
                        .status());
        var fresh = RIGHT.replace(Bench.PASSWORD, "New-horse-22");
        assertEquals(200, bench.ask("", "", "v1Authenticate", fresh).status());
        bench.pass(Duration.ofDays(27));
        assertEquals(
                "PasswordExpired", bench.ask("", "", "v1Authenticate", fresh).text("/code"));
        policy(0, 5);
        assertEquals(200, bench.ask("", "", "v1Authenticate", fresh).status());
    }

    private void policy(int days, int reminder) {
        var policy = "{'minLength':6,'expiryDurationInDays':%d,'firstReminderInDays':%d}".formatted(days, reminder);
        assertEquals(
                204,
                bench.admin("V1TenantUidPasswordPolicyUpdate", policy, bench.house.tenant())
                        .status());
    }

    @Test
    void startingAgainChangesNothing() {
        var again = Bootstrap.run(bench.store, "Other", new Bootstrap.Admin("x@acme.example", "", ""));
        assertEquals(bench.house.tenant(), again.tenant());
        assertEquals(bench.house.project(), again.project());
        assertTrue(again.secrets().isEmpty());
        assertTrue(bench.people.key(Porter.digest("admin-key")).isPresent());
        assertTrue(bench.people.hasProject(again.tenant(), again.project()));
    }
}
