package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of every kind, for kinds that are not made, changed and let go in the usual way. */
final class OddKindsKeepTheirWordTest {
    private static final String ABSENT = "000000000000000000000000";

    private static Fixture house;
    private static TestClient client;
    private static TestClient other;
    private static String project = "";
    private static String cluster = "";

    @BeforeAll
    static void open() {
        house = new Fixture("--pace", "instant");
        other = house.otherTenant();
        project = house.admin().create("/v1/projects", "{\"metadata\":{\"name\":\"odd\"}}");
        client = house.admin().in(project);
        cluster = client.create("/v1/spectroclusters/generic/import", "{\"metadata\":{\"name\":\"host\"},\"spec\":{}}");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    static List<Oddity> oddities() {
        return Oddity.all(project);
    }

    private static String make(Oddity kind, String name) {
        var made = send(kind.create(), name, name);
        assertTrue(made.status() == 201 || made.status() == 204, made.text());
        return made.status() == 201 ? made.json().path("uid").asString() : name;
    }

    private static TestClient.Reply send(String request, String name, String uid) {
        return Oddity.send(client, request.replace("CLUSTER", cluster), name, uid);
    }

    private static String listed(TestClient who, Oddity kind) {
        return Oddity.send(who, kind.list(), "", "").text();
    }

    private static void letGo(Oddity kind, String name, String uid) {
        send(kind.delete(), name, uid).status(204);
        for (int i = 0; i < 500 && listed(client, kind).contains(name); i++) {
            house.pass(Duration.ofSeconds(30));
            send(kind.list(), "", "");
        }
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void itIsMadeListedChangedAndLetGo(Oddity kind) {
        var uid = make(kind, "odd-life");
        assertTrue(listed(client, kind).contains("odd-life"), "the list lacks it");
        kind.change().ifPresent(change -> {
            send(change, "odd-life", uid).status(204);
            var seen = send(kind.read().orElse(kind.list()), "odd-life", uid).text();
            assertTrue(seen.contains("CHANGED"), seen);
        });
        letGo(kind, "odd-life", uid);
        assertFalse(listed(client, kind).contains("odd-life"), "the list still has it");
        kind.read()
                .ifPresent(read -> assertEquals(404, send(read, "odd-life", uid).status()));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void whatIsNotThereIsNotFound(Oddity kind) {
        kind.read()
                .ifPresent(
                        read -> assertEquals(404, send(read, "absent", ABSENT).status()));
        kind.change()
                .ifPresent(change ->
                        assertEquals(404, send(change, "absent", ABSENT).status()));
        assertEquals(kind.absent(), send(kind.delete(), "absent", ABSENT).status());
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void anotherTenantDoesNotSeeIt(Oddity kind) {
        var uid = make(kind, "odd-ours");
        kind.read()
                .ifPresent(read -> assertEquals(
                        404, Oddity.send(other, read, "odd-ours", uid).status()));
        kind.change()
                .ifPresent(change -> assertEquals(
                        404, Oddity.send(other, change, "odd-ours", uid).status()));
        assertEquals(404, Oddity.send(other, kind.delete(), "odd-ours", uid).status());
        assertFalse(listed(other, kind).contains("odd-ours"), "the list shows it");
        assertTrue(listed(client, kind).contains("odd-ours"), "it is gone");
        letGo(kind, "odd-ours", uid);
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void aNameIsTakenOnce(Oddity kind) {
        var uid = make(kind, "odd-once");
        var second = send(kind.create(), "odd-once", "odd-once");
        if (kind.twice().isEmpty())
            letGo(kind, "odd-once", second.status(201).json().path("uid").asString());
        else assertEquals(kind.twice(), second.code(), second.text());
        letGo(kind, "odd-once", uid);
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void aWrongShapeIsToldWithItsPath(Oddity kind) {
        var reply = send(kind.createWith(kind.wrong().getFirst()), "odd-shape", "odd-shape");
        assertEquals("InvalidInput", reply.status(400).code());
        assertEquals(
                kind.wrong().getLast(),
                reply.json().at("/details/faults/0/path").asString());
        assertFalse(listed(client, kind).contains("odd-shape"));
    }
}
