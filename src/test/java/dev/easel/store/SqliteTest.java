package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.actor;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Backups;
import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Query.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is SQLite's alone: one writer that commits in groups, a file that can be copied, a disk that can be full. */
final class SqliteTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT);
    private static final Query ALL = Query.all(THING, Reach.tenant(TENANT));

    private Place place;
    private Store store;

    @BeforeEach
    void open() {
        place = Databases.SQLITE.place();
        store = place.store();
    }

    @AfterEach
    void close() {
        place.close();
    }

    @Test
    void aPieceThatFailsDoesNotTakeItsGroupWithIt() throws Exception {
        var failed = 0;
        for (var piece : together(
                60,
                i -> store.write(actor(), tx -> {
                    var written = tx.insert(THING, PROJECT, "u" + i, named("n" + i));
                    if (i % 6 == 0) throw new StackOverflowError();
                    if (i % 3 == 0) throw new IllegalArgumentException();
                    return written;
                }))) {
            if (piece.state() == Future.State.FAILED) failed++;
        }
        assertEquals(20, failed);
        assertEquals(40, store.count(ALL));
        assertEquals(40, Place.changes(store));
    }

    @Test
    void aFullDiskFailsTheGroupAndNothingOfItStays() throws Exception {
        insert(store, THING, "before", named("before"));
        var pages = store.read(session -> session.number("pragma page_count"));
        store.database().write(session -> session.number("pragma max_page_count=" + (pages + 8)));
        var kept = new ArrayList<String>();
        var pieces =
                together(40, i -> insert(store, THING, "u" + i, named("n" + i).put("big", "x".repeat(9000))));
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).state() == Future.State.SUCCESS) kept.add("u" + i);
            else unavailable(pieces.get(i));
        }
        assertTrue(kept.size() < 40, "the disk was full");
        assertEquals(kept.size() + 1, store.count(ALL), "what was acknowledged is there, and nothing else");
        assertEquals(kept.size() + 1, Place.changes(store));
        store.database().write(session -> session.number("pragma max_page_count=1000000"));
        insert(store, THING, "after", named("after"));
    }

    @Test
    void aReadOnlyDatabaseIsToldAsUnavailable() {
        store.database().write(session -> {
            session.execute("pragma query_only=1");
            return "";
        });
        var problem = assertThrows(Problem.class, () -> insert(store, THING, "u1", named("one")));
        assertEquals(Code.Unavailable, problem.code());
        assertEquals("5", problem.headers().get("Retry-After"));
    }

    @Test
    void aClosedStoreRefusesAtOnce() {
        store.close();
        for (var refused : new Function<?, ?>[] {
            _ -> insert(store, THING, "u1", named("one")), _ -> store.count(ALL), _ -> store.list(ALL)
        }) {
            var problem = assertThrows(Problem.class, () -> refused.apply(null));
            assertEquals(Code.Unavailable, problem.code());
            assertEquals("5", problem.headers().get("Retry-After"));
        }
    }

    @Test
    void whoWritesWhileTheStoreClosesGetsAnAnswer() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int round = 0; round < 20; round++) {
                var closing = place.store();
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int i = 0; i < 20; i++) {
                        var uid = "r" + round + "-" + i;
                        threads.submit(() -> insert(closing, THING, uid, named(uid)));
                    }
                    threads.submit(closing::close);
                }
            }
        });
    }

    @Test
    void aWriteInsideAWriteIsToldAndDoesNotHang() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThrows(
                    IllegalStateException.class,
                    () -> store.write(actor(), _ -> insert(store, THING, "u1", named("one"))));
            assertThrows(IllegalStateException.class, () -> store.read(_ -> insert(store, THING, "u1", named("one"))));
            assertEquals(0, store.count(ALL));
        });
    }

    @Test
    void readsInsideReadsDoNotWaitForEachOther() throws Exception {
        var all = new CountDownLatch(4);
        for (var read : together(
                4,
                _ -> store.read(_ -> {
                    all.countDown();
                    await(all);
                    return store.count(ALL);
                }))) {
            assertEquals(0L, read.get());
        }
    }

    @Test
    void aBackupTakenWhileOthersWriteIsConsistent() throws Exception {
        var target = place.file().resolveSibling("copy.db");
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(() -> {
                int i = 0;
                while (!stop.get()) writePair(i++);
                return i;
            });
            while (store.count(ALL) < 20) Thread.sleep(1);
            Backups.copy(place.file(), target);
            stop.set(true);
            writing.get();
        }
        assertThrows(IOException.class, () -> Backups.copy(place.file(), target), "a file that is there is left alone");
        var copy = Store.sqlite(target, Place.key(7), place.clock);
        try {
            var count = copy.count(ALL);
            assertTrue(count >= 20 && count % 2 == 0, count + " documents");
            assertEquals(count, Place.changes(copy));
            assertEquals(
                    "ok",
                    copy.read(session -> session.first("pragma integrity_check", row -> row.getString(1)))
                            .orElseThrow());
        } finally {
            copy.close();
        }
    }

    @Test
    void whatIsAcknowledgedIsThereAfterACopyOfTheFilesAsAKillLeavesThem() throws IOException {
        for (int i = 0; i < 20; i++) insert(store, THING, "u" + i, named("n" + i));
        var killed = Files.createTempDirectory("easel-killed").resolve("easel.db");
        for (var suffix : new String[] {"", "-wal"}) {
            Files.copy(
                    Files.newInputStream(place.file().resolveSibling("easel.db" + suffix)),
                    killed.resolveSibling("easel.db" + suffix));
        }
        var again = Store.sqlite(killed, Place.key(7), place.clock);
        assertEquals(20, again.count(ALL));
        again.close();
        Databases.delete(killed);
    }

    private void writePair(int number) {
        store.write(actor(), tx -> {
            tx.insert(THING, PROJECT, "a" + number, named("a" + number));
            return tx.insert(THING, PROJECT, "b" + number, named("b" + number));
        });
    }

    /** Does it that often at the same time; the futures are done. */
    private static <T> java.util.List<Future<T>> together(int times, Function<Integer, T> work) {
        var futures = new ArrayList<Future<T>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                int number = i;
                futures.add(threads.submit(() -> work.apply(number)));
            }
        }
        return futures;
    }

    private static void unavailable(Future<?> failed) {
        var thrown = assertThrows(ExecutionException.class, failed::get).getCause();
        assertEquals(Code.Unavailable, ((Problem) thrown).code(), thrown.toString());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
