package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.key;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Json;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Kind.Shown;
import dev.easel.store.Query.Reach;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** Secrets are sealed before they reach a table, and come out only as the kind says. */
@ParameterizedClass
@EnumSource(Databases.class)
final class SecretsTest {
    private static final String CANARY = "canary-51f3c2";
    private static final Kind ACCOUNT = Kind.of("account", Scope.PROJECT)
            .secret("/spec/password", Shown.NEVER)
            .secret("/spec/token", Shown.MASKED)
            .secret("/spec/macros/*/value", Shown.CLEAR)
            .secret("/spec/named/*", Shown.MASKED);

    @Parameter
    Databases database;

    private Place place;
    private Store store;

    @BeforeEach
    void open() {
        place = database.place();
        store = place.store();
    }

    @AfterEach
    void close() {
        if (place != null) place.close();
    }

    @Test
    void noTableHoldsASecret() {
        var document = insert(store, ACCOUNT, "u1", account(CANARY));
        Place.change(store, ACCOUNT, "u1", body -> account(CANARY + "-2"));
        store.write(Place.actor(), tx -> {
            tx.delete(tx.find(ACCOUNT, Reach.tenant(TENANT), "u1").orElseThrow());
            return "";
        });
        insert(store, ACCOUNT, "u2", account(CANARY));
        assertFalse(document.body().toString().contains(CANARY));
        var dump = place.dump();
        assertTrue(dump.contains("user-name"), "the dump shows what is there");
        assertFalse(dump.contains(CANARY));
        assertFalse(dump.contains(java.util.Base64.getEncoder().encodeToString(CANARY.getBytes())));
        assertTrue(place.changeDiffs().contains("********"));
        assertFalse(place.changeDiffs().contains("sealed:"), "not even sealed ones are in the log");
    }

    @Test
    void eachShowsAsItsKindSays() {
        var document = insert(store, ACCOUNT, "u1", account(CANARY));
        var shown = store.show(document);
        assertFalse(shown.path("spec").has("password"));
        assertEquals("********", shown.at("/spec/token").asString());
        assertEquals(CANARY, shown.at("/spec/macros/0/value").asString());
        assertEquals("********", shown.at("/spec/named/one").asString());
        assertEquals("", shown.at("/spec/named/empty").asString());
        assertEquals("user-name", shown.at("/spec/user").asString());
        assertEquals(account(CANARY), store.open(document));
    }

    @Test
    void aSecretThatIsSentAgainIsNoChange() {
        insert(store, ACCOUNT, "u1", account(CANARY));
        assertEquals(
                1, Place.change(store, ACCOUNT, "u1", body -> account(CANARY)).version());
        assertEquals(
                2, Place.change(store, ACCOUNT, "u1", body -> account("other")).version());
    }

    @Test
    void aTextThatOnlyLooksSealedIsASecretLikeAnyOther() {
        for (var planted : List.of("sealed:v1:", "sealed:v1:x", "sealed:v1:x:", "sealed:v1:x:AAAA", "sealed:v1::::")) {
            var document = insert(
                    store, ACCOUNT, "u" + planted.length(), account(planted).deepCopy());
            assertEquals(planted, store.open(document).at("/spec/password").asString());
            Place.change(store, ACCOUNT, document.uid(), body -> named(planted));
        }
        var mine = insert(store, ACCOUNT, "mine", account(CANARY));
        var theirs = store.write(Place.actor(), tx -> mine.text("/spec/password"));
        var foreign = Actor.house("tenant-2", PROJECT, "test");
        var copied = store.write(foreign, tx -> tx.insert(ACCOUNT, PROJECT, "copied", account(theirs)));
        assertEquals(theirs, store.open(copied).at("/spec/password").asString(), "another tenant cannot open it");
    }

    @Test
    void whatIsSealedStaysSoWhenADocumentIsCopied() {
        var document = insert(store, ACCOUNT, "u1", account(CANARY));
        var body = document.body().deepCopy();
        body.withObject("/metadata").put("name", "copy");
        assertEquals(
                CANARY,
                store.open(insert(store, ACCOUNT, "u2", body))
                        .at("/spec/password")
                        .asString());
    }

    @Test
    void anOmittedSecretKeepsTheOldOne() {
        var old = account(CANARY);
        for (var omitted : List.of("{}", "{'password':null}", "{'password':''}", "{'password':'********'}")) {
            var newer = named("account");
            newer.set("spec", Json.MAPPER.readTree(omitted.replace('\'', '"')));
            Tree.keep(old, newer, "/spec/password");
            assertEquals(CANARY, newer.at("/spec/password").asString());
        }
        var changed = account("new");
        Tree.keep(old, changed, "/spec/password");
        assertEquals("new", changed.at("/spec/password").asString());
        var without = named("account");
        Tree.keep(old, without, "/spec/password");
        assertFalse(without.has("spec"), "nothing is made up where the parent has gone");
    }

    @Test
    void aMaskedSecretInAListKeepsTheOneOfItsTwin() {
        var old = tree("{'spec':{'keys':[{'name':'a','secret':'A'},{'name':'b','secret':'B'}],'words':['x','y'],"
                + "'map':{'k':{'secret':'K'}}}}");
        var newer = tree(
                "{'spec':{'keys':[{'name':'b','secret':'********'},{'name':'new','secret':'N'},{'name':'a'},"
                        + "{'name':'other','secret':'***'}],'words':['***','z'],'map':{'k':{'secret':''},'l':{'secret':'L'}}}}");
        for (var pointer : List.of("/spec/keys/*/secret", "/spec/words/*", "/spec/map/*/secret")) {
            Tree.keep(old, newer, pointer);
        }
        assertEquals(
                tree(
                        "{'spec':{'keys':[{'name':'b','secret':'B'},{'name':'new','secret':'N'},{'name':'a','secret':'A'},"
                                + "{'name':'other','secret':'***'}],'words':['x','z'],'map':{'k':{'secret':'K'},'l':{'secret':'L'}}}}"),
                newer);
        var map = tree("{'spec':{'credentials':{'one':'1','two':'2'}}}");
        var some = tree("{'spec':{'credentials':{'one':'***','three':'3'}}}");
        Tree.keep(map, some, "/spec/credentials/*");
        assertEquals(tree("{'spec':{'credentials':{'one':'1','three':'3'}}}"), some);
        var none = tree("{'spec':{}}");
        Tree.keep(map, none, "/spec/credentials/*");
        assertEquals(map, none);
    }

    private static ObjectNode tree(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }

    @Test
    void anotherRootKeyOpensEverythingAndTheOldOneNothing() {
        insert(store, ACCOUNT, "u1", account(CANARY));
        store.write(Actor.house("tenant-2", PROJECT, "test"), tx -> tx.insert(ACCOUNT, PROJECT, "u2", account("x")));
        var signing = store.sealer().signingKey(TENANT, store.sealer().keyId(TENANT, "sign"));
        assertEquals(3, store.sealer().rewrap(key(9)));
        store.sealer().addKey(TENANT, "data");
        insert(store, ACCOUNT, "u3", account("after").put("x", 1));
        store.close();
        var wrong = assertThrows(IllegalStateException.class, () -> place.store());
        assertTrue(wrong.getMessage().contains("root key"), wrong.getMessage());
        var again = place.store(key(9));
        assertEquals(CANARY, secret(again, "u1"));
        assertEquals("after", secret(again, "u3"));
        var id = again.sealer().keyId(TENANT, "sign");
        assertTrue(java.util.Arrays.equals(signing, again.sealer().signingKey(TENANT, id)));
    }

    @Test
    void aRootKeyHas32Bytes() {
        assertThrows(IllegalArgumentException.class, () -> place.store(new byte[16]));
    }

    @Test
    void whatAnOlderDataKeySealedStillOpens() {
        insert(store, ACCOUNT, "u1", account(CANARY));
        var first = store.sealer().keyId(TENANT, "data");
        place.clock.move(java.time.Duration.ofSeconds(1));
        var second = store.sealer().addKey(TENANT, "data");
        var newer = insert(
                store, ACCOUNT, "u2", named("two").set("spec", account(CANARY).get("spec")));
        assertTrue(newer.text("/spec/password").contains(second));
        assertFalse(newer.text("/spec/password").contains(first));
        assertEquals(CANARY, secret(store, "u1"));
        assertEquals(CANARY, secret(place.store(), "u2"));
    }

    private static String secret(Store store, String uid) {
        var document = store.find(ACCOUNT, Reach.tenant(TENANT), uid).orElseThrow();
        return store.open(document).at("/spec/password").asString();
    }

    private static ObjectNode account(String secret) {
        var body = named("account-" + secret.length());
        var spec = body.putObject("spec")
                .put("user", "user-name")
                .put("password", secret)
                .put("token", secret);
        spec.putArray("macros").addObject().put("name", "m").put("value", secret);
        spec.putObject("named").put("one", secret).put("empty", "");
        return body;
    }
}
