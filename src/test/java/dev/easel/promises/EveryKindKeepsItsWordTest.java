package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.store.Kind;
import dev.easel.store.Kind.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** What one may rely on with every kind of document, whatever it is. */
final class EveryKindKeepsItsWordTest {
    private static final String ABSENT = "000000000000000000000000";

    private static Fixture house;
    private static TestClient other;
    private static String elsewhere;

    @BeforeAll
    static void open() {
        house = new Fixture();
        other = house.otherTenant();
        for (var client : List.of(house.admin(), other))
            client.create(
                    "/v1/clouds/cloudTypes/register", "{\"metadata\":{\"name\":\"%s\"}}".formatted(Subject.CUSTOM));
        elsewhere = house.admin().create("/v1/projects", "{\"metadata\":{\"name\":\"elsewhere\"}}");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    static List<Subject> subjects() {
        return Subject.all();
    }

    private static TestClient home(Subject subject) {
        return subject.isInProjects() ? house.project() : house.admin();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void itIsMadeReadListedOverwrittenAndLetGo(Subject subject) {
        var client = home(subject);
        var uid = client.create(subject.create(), subject.body("life"));
        assertTrue(uid.matches("[0-9a-f]{24}"), uid);
        var path = subject.item(uid);
        var shown = client.get(path).ok();
        assertEquals(uid, shown.at("/metadata/uid").asString());
        assertEquals(
                subject.isInProjects() ? "project" : "tenant",
                shown.at("/metadata/annotations/scope").asString());
        assertTrue(uids(client, subject).contains(uid), "the list lacks it");
        client.put(path, labelled(subject.body("life"))).status(204);
        assertEquals("yes", client.get(path).ok().at("/metadata/labels/changed").asString());
        var gone = client.delete(path).status(204);
        assertEquals("", gone.header("Content-Type"));
        client.get(path).status(404);
        assertFalse(uids(client, subject).contains(uid), "the list still has it");
    }

    private static ObjectNode labelled(ObjectNode body) {
        ((ObjectNode) body.path("metadata")).putObject("labels").put("changed", "yes");
        return body;
    }

    private static List<String> uids(TestClient client, Subject subject) {
        var how = subject.list().split(" ");
        var items = client.send(how[0], how[1] + "?limit=0", how[0].equals("POST") ? "{}" : "")
                .ok()
                .path("items");
        return items.valueStream()
                .map(item -> item.at("/metadata/uid").asString(""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void whatIsNotThereIsNotFound(Subject subject) {
        for (var uid : List.of(ABSENT, "nonsense")) {
            var path = subject.item(uid);
            for (var reply : List.of(
                    home(subject).get(path),
                    home(subject).put(path, subject.body("absent")),
                    home(subject).delete(path))) {
                assertEquals("ResourceNotFound", reply.status(404).code());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void anotherTenantDoesNotSeeIt(Subject subject) {
        var uid = home(subject).create(subject.create(), subject.body("ours"));
        isHidden(other, subject, uid);
        home(subject).delete(subject.item(uid)).status(204);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void anotherProjectDoesNotSeeIt(Subject subject) {
        if (!subject.isInProjects()) return;
        var uid = home(subject).create(subject.create(), subject.body("here"));
        isHidden(house.admin().in(elsewhere), subject, uid);
        isHidden(house.admin(), subject, uid);
        home(subject).delete(subject.item(uid)).status(204);
    }

    private static void isHidden(TestClient stranger, Subject subject, String uid) {
        var path = subject.item(uid);
        assertEquals("ResourceNotFound", stranger.get(path).status(404).code());
        assertEquals(
                "ResourceNotFound",
                stranger.put(path, subject.body("taken")).status(404).code());
        assertEquals("ResourceNotFound", stranger.delete(path).status(404).code());
        assertFalse(uids(stranger, subject).contains(uid), "the list shows it");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void aNameIsTakenOnce(Subject subject) {
        var uid = home(subject).create(subject.create(), subject.body("once"));
        var second = home(subject).post(subject.create(), subject.body("once"));
        if (subject.twice().isEmpty()) {
            home(subject)
                    .delete(subject.item(second.status(201).json().path("uid").asString()))
                    .status(204);
        } else {
            assertEquals(subject.twice(), second.status(409).code());
            takesNoNameOfAnother(subject);
        }
        home(subject).delete(subject.item(uid)).status(204);
    }

    private static void takesNoNameOfAnother(Subject subject) {
        if (subject.kind().equals(Kinds.USER)) return;
        var third = home(subject).create(subject.create(), subject.body("third"));
        assertEquals(
                subject.twice(),
                home(subject)
                        .put(subject.item(third), subject.body("once"))
                        .status(409)
                        .code());
        home(subject).delete(subject.item(third)).status(204);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void aWrongShapeIsToldWithItsPath(Subject subject) {
        var uid = home(subject).create(subject.create(), subject.body("shape"));
        var wrong = "{\"metadata\":{\"name\":7},\"spec\":[]}";
        for (var reply : List.of(
                home(subject).post(subject.create(), wrong), home(subject).put(subject.item(uid), wrong))) {
            assertEquals("InvalidInput", reply.status(400).code());
            var paths = reply.json()
                    .at("/details/faults")
                    .valueStream()
                    .map(fault -> fault.path("path").asString())
                    .toList();
            assertEquals(List.of("body.metadata.name", "body.spec"), paths);
        }
        home(subject).delete(subject.item(uid)).status(204);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void statusIsTheServers(Subject subject) {
        var body = subject.body("status");
        body.putObject("status").put("mine", "CLAIMED");
        body.putObject("easel").put("mine", "CLAIMED");
        var path = subject.item(home(subject).create(subject.create(), body));
        assertFalse(home(subject).get(path).text().contains("CLAIMED"));
        home(subject).put(path, body).status(204);
        assertFalse(home(subject).get(path).text().contains("CLAIMED"));
        home(subject).delete(path).status(204);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void unknownFieldsAreKept(Subject subject) {
        var body = subject.body("curious");
        ((ObjectNode) body.path("spec")).putObject("novel").put("why", "because");
        var path = subject.item(home(subject).create(subject.create(), body));
        var shown = home(subject).get(path).ok();
        assertEquals("{\"why\":\"because\"}", Json.MAPPER.writeValueAsString(shown.at("/spec/novel")));
        home(subject).delete(path).status(204);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void secretsAreNeverShown(Subject subject) throws IOException {
        var client = home(subject);
        var canary = "canary" + Integer.toHexString(subject.create().hashCode());
        var seen = new ArrayList<String>();
        var body = subject.body("secret", canary);
        assertEquals(subject.hasSecrets(), body.toString().contains(canary), body.toString());
        var made = client.post(subject.create(), body).status(201);
        var path = subject.item(made.json().path("uid").asString());
        var how = subject.list().split(" ");
        seen.add(made.text());
        seen.add(client.get(path).text());
        seen.add(client.put(path, labelled(subject.body("secret", canary)))
                .status(204)
                .text());
        seen.add(client.get(path).text());
        seen.add(client.send(how[0], how[1] + "?limit=0", how[0].equals("POST") ? "{}" : "")
                .text());
        seen.add(client.post(subject.create(), subject.body("secret", canary)).text());
        seen.add(house.admin().get("/v1/audits?limit=50").text());
        client.delete(path).status(204);
        seen.add(house.admin().get("/v1/audits?limit=50").text());
        for (var text : seen) assertFalse(text.contains(Subject.canary(canary, Shown.NEVER)), text);
        assertFalse(seen.get(6).contains(canary), "the audits tell a secret");
        isOnNoDisk(canary);
    }

    private static void isOnNoDisk(String canary) throws IOException {
        try (var files = Files.walk(house.folder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(canary), () -> file.getFileName() + " holds a secret");
            }
        }
    }

    /** A secret that no body here carries would not be looked for. */
    @Test
    void everySecretIsLookedFor() {
        var covered = Subject.all().stream().flatMap(Subject::covered).collect(Collectors.toSet());
        var missed = new TreeSet<String>();
        for (var kind : Subject.all().stream().map(Subject::kind).toList()) {
            kind.secrets().keySet().stream()
                    .filter(EveryKindKeepsItsWordTest::isSent)
                    .filter(pointer -> !covered.contains(pointer))
                    .forEach(pointer -> missed.add(named(kind) + pointer));
        }
        assertEquals("", String.join("\n", missed));
    }

    /** The others are made by the house itself. */
    private static boolean isSent(String pointer) {
        return !pointer.startsWith("/easel/") && !pointer.startsWith("/status/");
    }

    private static String named(Kind kind) {
        return kind.name() + " " + kind.subtype() + " ";
    }
}
