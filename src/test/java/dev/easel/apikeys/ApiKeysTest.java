package dev.easel.apikeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.easel.Bench;
import dev.easel.store.Times;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApiKeysTest {
    private static final String KEY = "{'metadata':{'name':'k'}}";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private String user(String name, String role) {
        var uid = role.isEmpty()
                ? ""
                : "'"
                        + bench.admin("v1RolesList", "", "filters=metadata.name=" + role)
                                .text("/items/0/metadata/uid") + "'";
        return bench.admin("v1UsersCreate", "{'spec':{'emailId':'%s@acme.example','roles':[%s]}}".formatted(name, uid))
                .uid();
    }

    private String keyOf(String user) {
        return bench.admin("v1ApiKeysCreate", "{'metadata':{'name':'k'},'spec':{'userUid':'%s'}}".formatted(user))
                .text("/apiKey");
    }

    @Test
    void aKeyIsShownOnceAndSignsIn() {
        assertEquals(401, bench.ask("", "", "v1ApiKeysCreate", KEY).status());
        var made = bench.admin("v1ApiKeysCreate", KEY);
        var secret = made.text("/apiKey");
        assertEquals(43, secret.length());
        assertEquals(200, bench.ask(secret, "", "v1UsersInfoGet", "").status());
        var shown = bench.admin("v1ApiKeysUidGet", "", made.uid()).body().toString();
        assertFalse(shown.contains(secret) || shown.contains("hash"), shown);
        assertFalse(bench.admin("v1ApiKeysList", "").body().toString().contains(secret));
        assertEquals(400, bench.admin("v1ApiKeysCreate", "{}").status());
    }

    @Test
    void aKeyIsSwitchedOffExpiresAndGoes() {
        var made = bench.admin("v1ApiKeysCreate", KEY);
        var secret = made.text("/apiKey");
        assertEquals(
                204,
                bench.admin("v1ApiKeysUidState", "{'isActive':false}", made.uid())
                        .status());
        assertEquals(401, bench.ask(secret, "", "v1UsersInfoGet", "").status());
        assertEquals(
                204,
                bench.admin("v1ApiKeysUidActiveState", "{'isActive':true}", made.uid())
                        .status());
        assertEquals(200, bench.ask(secret, "", "v1UsersInfoGet", "").status());
        var soon = Times.text(bench.store.clock().instant().plus(Duration.ofHours(1)));
        var expiry = "{'metadata':{'name':'k'},'spec':{'expiry':'%s'}}";
        assertEquals(
                204,
                bench.admin("v1ApiKeysUidUpdate", expiry.formatted(soon), made.uid())
                        .status());
        assertEquals(200, bench.ask(secret, "", "v1UsersInfoGet", "").status());
        assertEquals(
                400,
                bench.admin("v1ApiKeysUidUpdate", expiry.formatted("2020-01-01T00:00:00.000Z"), made.uid())
                        .status());
        bench.pass(Duration.ofHours(2));
        assertEquals(401, bench.ask(secret, "", "v1UsersInfoGet", "").status());
        assertEquals(
                204,
                bench.admin("v1ApiKeysUidUpdate", expiry.formatted("0001-01-01T00:00:00.000Z"), made.uid())
                        .status());
        assertEquals(200, bench.ask(secret, "", "v1UsersInfoGet", "").status());
        assertEquals(204, bench.admin("v1ApiKeysUidDelete", "", made.uid()).status());
        assertEquals(401, bench.ask(secret, "", "v1UsersInfoGet", "").status());
    }

    @Test
    void everybodySeesTheirOwnAndAdministratorsAll() {
        var plain = user("plain", "");
        var key = keyOf(plain);
        var others = bench.admin("v1ApiKeysCreate", KEY).uid();
        assertEquals(
                1, bench.ask(key, "", "v1ApiKeysList", "").body().path("items").size());
        assertEquals(3, bench.admin("v1ApiKeysList", "").body().path("items").size());
        assertEquals(404, bench.ask(key, "", "v1ApiKeysUidGet", "", others).status());
        assertEquals(404, bench.ask(key, "", "v1ApiKeysUidDelete", "", others).status());
        assertEquals(201, bench.ask(key, "", "v1ApiKeysCreate", KEY).status());
        var admin = bench.admin("v1UsersInfoGet", "").text("/userUid");
        var forAdmin = "{'metadata':{'name':'k'},'spec':{'userUid':'%s'}}".formatted(admin);
        assertEquals(403, bench.ask(key, "", "v1ApiKeysCreate", forAdmin).status());
        var keeper = keyOf(user("keeper", "Tenant User Admin"));
        assertEquals(403, bench.ask(keeper, "", "v1ApiKeysCreate", forAdmin).status());
        assertEquals(
                201,
                bench.ask(keeper, "", "v1ApiKeysCreate", forAdmin.replace(admin, plain))
                        .status());
    }

    @Test
    void aUserHasTwentyKeys() {
        var key = keyOf(user("many", ""));
        for (int i = 1; i < 20; i++)
            assertEquals(201, bench.ask(key, "", "v1ApiKeysCreate", KEY).status());
        assertEquals(
                "ResourceLimitExceeded",
                bench.ask(key, "", "v1ApiKeysCreate", KEY).text("/code"));
        assertEquals(201, bench.admin("v1ApiKeysCreate", KEY).status());
    }
}
