package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.actor;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Kind.Shown;
import dev.easel.store.Query.Reach;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is PostgreSQL's alone: a pool, replicas on one database, a server that can go away. */
final class PostgresTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT).secret("/spec/password", Shown.NEVER);
    private static final Query ALL = Query.all(THING, Reach.tenant(TENANT));

    private Place place;
    private Store store;

    @BeforeEach
    void open() {
        place = Databases.POSTGRES.place();
        store = place.store();
    }

    @AfterEach
    void close() {
        if (place != null) place.close();
    }

    @Test
    void whatOneReplicaWroteAnotherReads() {
        var replica = place.store();
        var body = named("one");
        body.putObject("spec").put("password", "secret");
        var written = insert(store, THING, "u1", body);
        var read = replica.find(THING, Reach.tenant(TENANT), "u1").orElseThrow();
        assertEquals(written, read);
        assertEquals("secret", replica.open(read).at("/spec/password").asString());
        var problem = assertThrows(Problem.class, () -> insert(replica, THING, "u2", named("one")));
        assertEquals(Code.ResourceAlreadyExists, problem.code());
    }

    @Test
    void manyWritersWithSecretsDoNotStarveThePool() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            var fresh = place.store();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 100; i++) {
                    var uid = "u" + i;
                    var actor = Actor.house("tenant-" + i % 25, PROJECT, "test");
                    threads.submit(() -> fresh.write(actor, tx -> {
                        var body = named(uid);
                        body.putObject("spec").put("password", "secret");
                        var written = tx.insert(THING, PROJECT, uid, body);
                        fresh.find(THING, Reach.tenant(actor.tenant()), uid).orElseThrow();
                        return tx.open(written);
                    }));
                }
            }
            long written = fresh.read(session -> session.number("select count(*) from document"));
            assertEquals(100, written);
        });
    }

    @Test
    void aListAndItsCountAreOfOneMoment() throws Exception {
        insert(store, THING, "u1", named("one"));
        var replica = place.store();
        var counts = store.read(session -> {
            var before = new Documents(session, store.tokens()).count(ALL);
            inAnotherThread(() -> insert(replica, THING, "u2", named("two")));
            return new long[] {
                before, new Documents(session, store.tokens()).page(ALL).items().size()
            };
        });
        assertEquals(counts[0], counts[1]);
        assertEquals(2, store.count(ALL));
    }

    @Test
    void readsDoNotWaitForWriters() {
        assertTimeoutPreemptively(Duration.ofSeconds(9), () -> {
            var go = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 40; i++) threads.submit(() -> store.write(actor(), _ -> await(go)));
                Thread.sleep(100);
                assertEquals(0, store.count(ALL));
                go.countDown();
            }
        });
    }

    @Test
    void aWriteInsideAWriteIsToldAndDoesNotHang() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThrows(
                        IllegalStateException.class,
                        () -> store.write(actor(), _ -> insert(store, THING, "u1", named("one")))));
    }

    @Test
    void aConnectionThatBreaksIsToldAsUnavailableAndReplaced() {
        insert(store, THING, "u1", named("one"));
        var problem = assertThrows(
                Problem.class,
                () -> store.write(
                        actor(), tx -> tx.session().query("select pg_terminate_backend(pg_backend_pid())", _ -> "")));
        assertEquals(Code.Unavailable, problem.code());
        assertEquals("5", problem.headers().get("Retry-After"));
        insert(store, THING, "u2", named("two"));
    }

    @Test
    void aClosedStoreRefusesAtOnce() {
        store.close();
        assertEquals(
                Code.Unavailable,
                assertThrows(Problem.class, () -> store.count(ALL)).code());
        var problem = assertThrows(Problem.class, () -> insert(store, THING, "u1", named("one")));
        assertEquals(Code.Unavailable, problem.code());
    }

    @Test
    void aReplicaThatStandsStillLosesItsTransaction() {
        var patience =
                store.read(session -> session.first("show idle_in_transaction_session_timeout", row -> row.getString(1))
                        .orElseThrow());
        assertEquals("10s", patience);
    }

    private static void inAnotherThread(Runnable work) {
        try {
            Thread.ofVirtual().start(work).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
