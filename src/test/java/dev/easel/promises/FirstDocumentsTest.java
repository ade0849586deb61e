package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.contract.Json;
import dev.easel.store.Databases;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How documents are made, read, changed, listed and let go: the second half of the introduction, on both databases. */
@ParameterizedClass
@EnumSource(Databases.class)
final class FirstDocumentsTest {
    private static final String SSH_KEYS = "/v1/users/assets/sshkeys";
    private static final String ACCOUNTS = "/v1/cloudaccounts/aws";
    private static final String ZERO = "0001-01-01T00:00:00.000Z";

    @Parameter
    Databases database;

    private static Fixture house;
    private static TestClient admin;

    @BeforeParameterizedClassInvocation
    static void open(Databases database) {
        house = Fixture.on(database);
        admin = house.admin();
    }

    @AfterParameterizedClassInvocation
    static void close() {
        house.close();
    }

    @Test
    void aDocumentIsMadeReadOverwrittenAndLetGo() {
        var made = admin.post(SSH_KEYS, sshKey("life", "ssh-ed25519 one")).status(201);
        assertEquals(List.of("uid"), List.copyOf(made.json().propertyNames()));
        var path = SSH_KEYS + "/" + made.json().path("uid").asString();
        assertEquals(
                "ssh-ed25519 one", admin.get(path).ok().at("/spec/publicKey").asString());
        bare(admin.put(path, sshKey("life", "ssh-ed25519 two")).status(204));
        assertEquals(
                "ssh-ed25519 two", admin.get(path).ok().at("/spec/publicKey").asString());
        bare(admin.delete(path).status(204));
        assertEquals("ResourceNotFound", admin.get(path).status(404).code());
        assertEquals("ResourceNotFound", admin.delete(path).status(404).code());
    }

    /** A published client parses a body wherever it sees the JSON type. */
    private static void bare(TestClient.Reply reply) {
        assertEquals("", reply.header("Content-Type"));
        assertEquals("", reply.text());
    }

    @Test
    void aPatchChangesOnlyWhatItNames() {
        var key = admin.post("/v1/apiKeys", Map.of("metadata", Map.of("name", "patched")))
                .status(201)
                .json();
        var path = "/v1/apiKeys/" + key.path("uid").asString();
        var before = admin.get(path).ok();
        assertTrue(before.at("/status/isActive").asBoolean());
        bare(admin.patch(path, Map.of("isActive", false)).status(204));
        var after = admin.get(path).ok();
        assertFalse(after.at("/status/isActive").asBoolean());
        assertEquals(before.path("spec"), after.path("spec"));
        assertEquals(before.at("/metadata/name"), after.at("/metadata/name"));
    }

    @Test
    void whatOnlyTheServerMaySayIsNotTakenFromABody() {
        var body = Json.MAPPER.readTree("""
                {"metadata": {"name": "claims", "uid": "my-own", "creationTimestamp": "2001-01-01T00:00:00.000Z",
                   "lastModifiedTimestamp": "2001-01-01T00:00:00.000Z", "deletionTimestamp": "2001-01-01T00:00:00.000Z",
                   "annotations": {"scope": "system", "ownerUid": "me"}},
                 "spec": {"publicKey": "ssh-ed25519 claims"}, "status": {"state": "Perfect"}}""");
        var uid = admin.create(SSH_KEYS, body);
        assertNotEquals("my-own", uid);
        var path = SSH_KEYS + "/" + uid;
        keepsWhatIsTheServers(admin.get(path).ok(), uid);
        admin.put(path, body).status(204);
        keepsWhatIsTheServers(admin.get(path).ok(), uid);
    }

    private static void keepsWhatIsTheServers(JsonNode shown, String uid) {
        assertEquals(uid, shown.at("/metadata/uid").asString());
        assertFalse(shown.at("/metadata/creationTimestamp").asString().startsWith("2001"), shown.toString());
        assertFalse(shown.at("/metadata/lastModifiedTimestamp").asString().startsWith("2001"), shown.toString());
        assertTrue(shown.at("/metadata/deletionTimestamp").isMissingNode(), shown.toString());
        assertEquals("tenant", shown.at("/metadata/annotations/scope").asString());
        assertNotEquals("me", shown.at("/metadata/annotations/ownerUid").asString());
        assertNotEquals("Perfect", shown.at("/status/state").asString(""));
    }

    @Test
    void zeroTimesMeanNothing() {
        var times = Map.of("creationTimestamp", ZERO, "deletionTimestamp", ZERO, "lastModifiedTimestamp", ZERO);
        var body = Json.object();
        body.set("metadata", Json.MAPPER.valueToTree(times));
        ((ObjectNode) body.path("metadata")).put("name", "zero");
        body.putObject("spec").put("publicKey", "ssh-ed25519 zero");
        var path = SSH_KEYS + "/" + admin.create(SSH_KEYS, body);
        admin.put(path, body).status(204);
        var metadata = admin.get(path).ok().path("metadata");
        assertFalse(metadata.toString().contains("0001-01-01"), metadata.toString());
        assertTrue(metadata.path("creationTimestamp").asString().matches("20\\d\\d-.*T.*\\.\\d{3}Z"));
    }

    @Test
    void unknownFieldsAreKeptAndEchoed() {
        var body = Json.MAPPER.readTree("""
                {"metadata": {"name": "curious", "mood": "calm"}, "colour": "red",
                 "spec": {"publicKey": "ssh-ed25519 curious", "shape": {"corners": [1, 2.5, null, true]}}}""");
        var path = SSH_KEYS + "/" + admin.create(SSH_KEYS, body);
        var shown = admin.get(path).ok();
        assertEquals("calm", shown.at("/metadata/mood").asString());
        assertEquals("red", shown.path("colour").asString());
        assertEquals(body.path("spec"), shown.path("spec"));
        ((ObjectNode) body.path("spec")).put("shape", "flat");
        admin.put(path, body).status(204);
        assertEquals("flat", admin.get(path).ok().at("/spec/shape").asString());
    }

    @Test
    void labelsAreReplacedWholesaleAndClearedWhenAbsent() {
        var path = "/v1/projects/" + admin.create("/v1/projects", labelled("{\"a\":\"1\",\"b\":\"2\"}"));
        assertEquals("{\"a\":\"1\",\"b\":\"2\"}", labels(path));
        admin.put(path + "/meta", labelled("{\"b\":\"3\"}").path("metadata")).status(204);
        assertEquals("{\"b\":\"3\"}", labels(path));
        admin.put(path + "/meta", Map.of("name", "labels")).status(204);
        assertTrue(List.of("", "{}").contains(labels(path)), labels(path));
    }

    private static JsonNode labelled(String labels) {
        return Json.MAPPER.readTree("{\"metadata\":{\"name\":\"labels\",\"labels\":%s}}".formatted(labels));
    }

    private String labels(String path) {
        return admin.get(path).ok().at("/metadata/labels").toString();
    }

    @Test
    void aWrongShapeIsToldWithItsPathAndChangesNothing() {
        var refused = admin.post(SSH_KEYS, "{\"metadata\":{\"name\":7},\"spec\":{\"publicKey\":[]}}")
                .status(400);
        assertEquals("InvalidInput", refused.code());
        assertEquals(
                "body.metadata.name",
                refused.json().at("/details/faults/0/path").asString());
        assertEquals(
                "body.spec.publicKey",
                refused.json().at("/details/faults/1/path").asString());
    }

    /** An index has no room for more, and what it says differs from database to database. */
    @Test
    void whatIsTooLongToBeFoundByIsRefused() {
        var random = new Random(7);
        var text = random.ints(3_000, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());
        admin.post(SSH_KEYS, sshKey(text.substring(0, 257), "k")).status(400);
        admin.create(SSH_KEYS, sshKey(text.substring(0, 256), "k"));
        var labels = Map.of("name", "long", "labels", Map.of("l", text));
        var spec = Map.of("version", "1.0.0", "template", Map.of("type", "add-on", "packs", List.of()));
        var refused = admin.post("/v1/clusterprofiles", Map.of("metadata", labels, "spec", spec));
        assertTrue(refused.status(400).text().contains("too long"), refused.text());
    }

    @Test
    void aHundredAndTwentyComeInThreePages() {
        var project = admin.in(admin.create("/v1/projects", Map.of("metadata", Map.of("name", "many"))));
        var made = new ArrayList<String>();
        for (int i = 0; i < 120; i++) made.add(project.create(ACCOUNTS, account("many-%03d".formatted(i))));
        var seen = new ArrayList<String>();
        var pages = new ArrayList<Integer>();
        var token = "";
        do {
            var page = project.get(ACCOUNTS + (token.isEmpty() ? "" : "?continue=" + token))
                    .ok();
            pages.add(page.path("items").size());
            page.path("items").forEach(item -> seen.add(item.at("/metadata/uid").asString()));
            token = page.at("/listmeta/continue").asString();
        } while (!token.isEmpty());
        assertEquals(List.of(50, 50, 20), pages);
        assertEquals(new HashSet<>(made), new HashSet<>(seen));
        assertEquals(120, seen.size());
        var all = project.get(ACCOUNTS + "?limit=0").ok();
        assertEquals(120, all.path("items").size());
        assertEquals("", all.at("/listmeta/continue").asString());
        assertEquals(400, project.get(ACCOUNTS + "?continue=nonsense").status());
        pagesByOffset(project, made.size());
    }

    private static void pagesByOffset(TestClient project, int wanted) {
        var seen = new HashSet<String>();
        int offset = 0;
        for (int i = 0; i < 3; i++) {
            var page = project.get(ACCOUNTS + "?limit=50&offset=" + offset).ok();
            page.path("items").forEach(item -> seen.add(item.at("/metadata/uid").asString()));
            offset = page.at("/listmeta/offset").asInt();
        }
        assertEquals(wanted, seen.size());
    }

    @Test
    void aVersionCanBeAskedForAndInsistedOn() {
        var path = SSH_KEYS + "/" + admin.create(SSH_KEYS, sshKey("tagged", "ssh-ed25519 one"));
        var tag = admin.get(path).header("ETag");
        assertTrue(tag.matches("\".+\""), tag);
        var same = admin.with("If-None-Match", tag).get(path).status(304);
        assertEquals(tag, same.header("ETag"));
        assertEquals("", same.text());
        admin.with("If-Match", tag)
                .put(path, sshKey("tagged", "ssh-ed25519 two"))
                .status(204);
        admin.with("If-None-Match", tag).get(path).ok();
        assertEquals(
                "PreconditionFailed",
                admin.with("If-Match", tag)
                        .put(path, sshKey("tagged", "ssh-ed25519 three"))
                        .status(412)
                        .code());
        admin.with("If-Match", tag).delete(path).status(412);
        assertEquals(
                "ssh-ed25519 two", admin.get(path).ok().at("/spec/publicKey").asString());
        admin.with("If-Match", admin.get(path).header("ETag")).delete(path).status(204);
    }

    @Test
    void aKeyMakesAPostHappenOnce() {
        var once = admin.with("Idempotency-Key", "letter-to-the-server");
        var first = once.create(SSH_KEYS, sshKey("once", "ssh-ed25519 once"));
        assertEquals(first, once.create(SSH_KEYS, sshKey("once", "ssh-ed25519 once")));
        assertEquals(
                "IdempotencyKeyReused",
                once.post(SSH_KEYS, sshKey("twice", "ssh-ed25519 once"))
                        .status(422)
                        .code());
        assertEquals(
                "ResourceAlreadyExists",
                admin.with("Idempotency-Key", "another")
                        .post(SSH_KEYS, sshKey("once", "ssh-ed25519 once"))
                        .status(409)
                        .code());
        house.restart();
        assertEquals(first, once.create(SSH_KEYS, sshKey("once", "ssh-ed25519 once")));
    }

    @Test
    void everyReplySaysWhichRequestItAnswers() {
        var named = admin.with("X-Request-Id", "my-request-7");
        assertEquals("my-request-7", named.get(SSH_KEYS).header("X-Request-Id"));
        var missing = named.get(SSH_KEYS + "/000000000000000000000000").status(404);
        assertEquals("my-request-7", missing.json().path("ref").asString());
        assertEquals("application/json", missing.header("Content-Type"));
        var ids = new HashSet<String>();
        for (int i = 0; i < 3; i++) ids.add(admin.get(SSH_KEYS).header("X-Request-Id"));
        assertEquals(3, ids.size());
        var problem = admin.with("Accept", "application/problem+json").get(SSH_KEYS + "/000000000000000000000000");
        assertEquals("application/problem+json", problem.status(404).header("Content-Type"));
    }

    private static Map<String, Object> sshKey(String name, String key) {
        return Map.of("metadata", Map.of("name", name), "spec", Map.of("publicKey", key));
    }

    private static Map<String, Object> account(String name) {
        return Map.of("metadata", Map.of("name", name), "spec", Map.of("accessKey", "AK", "secretKey", "SK"));
    }
}
