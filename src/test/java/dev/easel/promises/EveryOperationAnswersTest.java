package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.contract.Operation;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every operation of the contract says over the wire, whether or not it is built. */
final class EveryOperationAnswersTest {
    private static Fixture house;
    private static Binder binder;

    @BeforeAll
    static void open() {
        house = new Fixture();
        binder = Fixture.binder();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    /** A stranger is asked who they are before anything is said about the shape of what they sent. */
    @Test
    void everyOperationWantsToKnowWho() {
        var wrong = new TreeSet<String>();
        int asked = 0;
        for (var operation : Fixture.contract().operations()) {
            if (isOpen(operation)) continue;
            asked++;
            var reply = ask(house.stranger(), operation);
            if (reply.status() != 401 || !reply.code().equals("Unauthenticated")) wrong.add(told(operation, reply));
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(asked > 1_000, "only " + asked + " were asked");
    }

    /** Never 501, which published clients retry for hours, and never a fault of the body that nobody reads. */
    @Test
    void everyUnbuiltOperationSaysSo() {
        var wrong = new TreeSet<String>();
        for (var id : binder.unbuilt()) {
            var operation = Fixture.contract().operation(id);
            var reply = ask(house.admin(), operation);
            if (reply.status() != 400 || !reply.code().equals("NotBuilt")) wrong.add(told(operation, reply));
        }
        assertEquals("", String.join("\n", wrong));
    }

    /** Nonsense in path and body is the caller's mistake, wherever it arrives: never a fault of the house. */
    @Test
    void noOperationBreaks() {
        var wrong = new TreeSet<String>();
        for (var operation : Fixture.contract().operations()) {
            for (var client : new TestClient[] {house.admin(), house.project()}) {
                var reply = ask(client, operation);
                if (reply.status() >= 500) wrong.add(told(operation, reply));
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static boolean isOpen(Operation operation) {
        var bound = binder.table().get(operation.id());
        return bound != null && bound.action().permission().equals(Action.OPEN);
    }

    private static TestClient.Reply ask(TestClient client, Operation operation) {
        var body = operation.method().equals("GET") ? "" : "{\"metadata\":[],\"spec\":7}";
        return client.send(operation.method(), operation.path().replaceAll("\\{[^}]*}", "nonsense"), body);
    }

    private static String told(Operation operation, TestClient.Reply reply) {
        return "%s answered %d %s".formatted(operation, reply.status(), reply.text());
    }
}
