package dev.easel.jobs;

import static dev.easel.jobs.Played.REACH;
import static dev.easel.jobs.Played.THING;
import static dev.easel.jobs.Played.again;
import static dev.easel.jobs.Played.await;
import static dev.easel.jobs.Played.job;
import static dev.easel.jobs.Played.jobs;
import static dev.easel.jobs.Played.settled;
import static dev.easel.jobs.Played.state;
import static dev.easel.jobs.Played.status;
import static dev.easel.jobs.Played.until;
import static dev.easel.store.Place.actor;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.store.Databases;
import dev.easel.store.Document;
import dev.easel.store.JobTable;
import dev.easel.store.Place;
import dev.easel.store.Store;
import dev.easel.store.Tx;
import dev.easel.tables.ChangeLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Work is done after every change, at the time it asked for, after a failure and after a kill; and not otherwise. */
@ParameterizedClass
@EnumSource(Databases.class)
final class RunnerTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(5);

    @Parameter
    Databases database;

    private final List<Runner> runners = new ArrayList<>();
    private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    private Place place;
    private Store store;

    @BeforeEach
    void open() {
        place = database.place();
        store = place.store();
    }

    @AfterEach
    void close() {
        runners.forEach(Runner::close);
        if (place != null) place.close();
    }

    @Test
    void aChangeWakesIt() {
        run(LONG, _ -> settled("Running"));
        insert(store, THING, "u1", named("one"));
        until(() -> jobs(store) == 0);
        assertEquals("Running", state(store, "u1"));
        Place.change(store, THING, "u1", body -> body.put("size", 2));
        until(() -> jobs(store) == 0);
        assertEquals(List.of(1L, 3L), seen);
        await(Duration.ofMillis(50));
        assertEquals(2, seen.size(), "its own writes wake nobody");
    }

    @Test
    void whatWasWokenBeforeItStartedIsDone() {
        for (int i = 0; i < 40; i++) insert(store, THING, "u" + i, named("n" + i));
        run(LONG, _ -> settled("Running"));
        until(() -> jobs(store) == 0);
        assertEquals(40, seen.size());
    }

    @Test
    void aChangeDuringTheWorkIsNotLost() {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        run(LONG, document -> {
            inside.countDown();
            await(go);
            return settled("size " + document.body().path("size").asInt());
        });
        insert(store, THING, "u1", named("one").put("size", 1));
        await(inside);
        Place.change(store, THING, "u1", body -> body.put("size", 2));
        go.countDown();
        until(() -> jobs(store) == 0);
        assertEquals("size 2", state(store, "u1"));
        assertEquals(List.of(1L, 2L), seen);
    }

    @Test
    void aWakingDuringTheWorkIsNotLost() {
        for (var decision : List.of(settled("Running"), again("Running", LONG))) {
            seen.clear();
            var uid = "u" + decision.getClass().getSimpleName();
            var inside = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            var runner = run(LONG, _ -> {
                inside.countDown();
                await(go);
                return decision;
            });
            insert(store, THING, uid, named(uid));
            await(inside);
            store.write(actor(), tx -> {
                tx.wake(THING, uid);
                return "";
            });
            go.countDown();
            until(() -> seen.size() == 2);
            runner.close();
        }
    }

    @Test
    void itLooksAgainWhenItSaid() {
        run(SHORT, _ -> again("Provisioning", Duration.ofHours(1)));
        insert(store, THING, "u1", named("one"));
        until(() -> seen.size() == 1 && job(store, "u1").orElseThrow().due().isAfter(place.clock.instant()));
        assertEquals(
                place.clock.instant().plus(Duration.ofHours(1)),
                job(store, "u1").orElseThrow().due());
        place.clock.move(Duration.ofMinutes(59));
        await(Duration.ofMillis(100));
        assertEquals(1, seen.size());
        place.clock.move(Duration.ofMinutes(2));
        until(() -> seen.size() == 2);
    }

    @Test
    void itWakesByItselfAtThatTime() {
        var real = place.store(Clock.systemUTC());
        var times = new ArrayList<Long>();
        run(real, LONG, _ -> {
            times.add(System.nanoTime());
            return times.size() < 5 ? again("step " + times.size(), Duration.ofMillis(60)) : settled("done");
        });
        insert(real, THING, "u1", named("one"));
        until(() -> state(real, "u1").equals("done"));
        var took = Duration.ofNanos(times.getLast() - times.getFirst());
        assertTrue(took.toMillis() >= 236, took.toString());
    }

    @Test
    void aStatusThatStaysTheSameIsNoNewVersion() {
        run(LONG, _ -> settled("Running"));
        insert(store, THING, "u1", named("one"));
        until(() -> jobs(store) == 0);
        store.write(actor(), tx -> {
            tx.wake(THING, "u1");
            return "";
        });
        until(() -> jobs(store) == 0);
        assertEquals(2, store.find(THING, REACH, "u1").orElseThrow().version());
    }

    @Test
    void afterAFailureItBacksOffAndKeepsTheReason() {
        var broken = new AtomicBoolean(true);
        run(SHORT, _ -> {
            if (!broken.get()) return settled("Running");
            if (seen.size() == 1) throw new IllegalStateException("the cloud is away");
            throw new StackOverflowError("deep");
        });
        insert(store, THING, "u1", named("one"));
        until(() -> attempts() == 1);
        assertEquals(
                "java.lang.IllegalStateException: the cloud is away",
                job(store, "u1").orElseThrow().error());
        assertEquals(Duration.ofMillis(500), wait("u1"));
        place.clock.move(Duration.ofMillis(500));
        until(() -> attempts() == 2);
        assertTrue(job(store, "u1").orElseThrow().error().contains("deep"));
        assertEquals(Duration.ofMillis(1000), wait("u1"));
        broken.set(false);
        Place.change(store, THING, "u1", body -> body.put("size", 2));
        until(() -> jobs(store) == 0);
        assertEquals("Running", state(store, "u1"));
    }

    @Test
    void whatIsGoneIsDeletedWithItsJob() {
        run(
                LONG,
                document -> document.leaving()
                        ? new Decision.Gone(tx -> tx.insert(THING.free(), "project-1", "trace", named("trace")))
                        : settled("Running"));
        insert(store, THING, "u1", named("one"));
        until(() -> jobs(store) == 0);
        Place.change(store, THING, "u1", body -> {
            body.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00.000Z");
            return body;
        });
        until(() -> state(store, "u1").equals("gone"));
        assertEquals(0, jobs(store));
        assertTrue(store.find(THING, REACH, "trace").isPresent(), "with what was to be written besides");
        var rows = store.read(session -> ChangeLog.after(session, "tenant-1", 0, 100));
        assertEquals("delete", rows.getLast().action());
        assertEquals(JobTable.RECONCILE, rows.getLast().operation());
    }

    @Test
    void aDocumentThatChangedMeanwhileIsLookedAtAgainBeforeItGoes() {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        run(LONG, document -> {
            inside.countDown();
            await(go);
            return document.body().has("keep") ? settled("kept") : new Decision.Gone(Decision.NOTHING);
        });
        insert(store, THING, "u1", named("one"));
        await(inside);
        Place.change(store, THING, "u1", body -> body.put("keep", true));
        go.countDown();
        until(() -> jobs(store) == 0);
        assertEquals("kept", state(store, "u1"));
    }

    @Test
    void aJobWithoutADocumentIsLetGo() {
        run(LONG, _ -> settled("Running"));
        store.write(actor(), tx -> {
            tx.wake(THING, "nobody");
            return "";
        });
        until(() -> jobs(store) == 0);
        assertEquals(0, seen.size());
    }

    @Test
    void aNewProcessGoesOnWhereAKilledOneStopped() {
        insert(store, THING, "u1", named("one"));
        leaseAsADyingProcessWould();
        store.close();
        store = place.store();
        run(SHORT, _ -> settled("Running"));
        if (database == Databases.POSTGRES) {
            await(Duration.ofMillis(100));
            assertEquals(0, seen.size(), "another replica may still be at it");
            place.clock.move(Duration.ofSeconds(11));
        }
        until(() -> jobs(store) == 0);
        assertEquals("Running", state(store, "u1"));
    }

    @Test
    void whoLostTheLeaseWritesNothing() {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        run(LONG, _ -> {
            inside.countDown();
            await(go);
            return new Decision.Settled(status("stale"), tx -> tx.insert(THING, "project-1", "extra", named("extra")));
        });
        insert(store, THING, "u1", named("one"));
        await(inside);
        // Another takes over, settles, is woken and takes it once more: nothing of that looks like the first lease.
        store.write(actor(), tx -> {
            for (int i = 0; i < 3; i++) {
                var lease = takeLater(tx);
                JobTable.settle(tx.session(), lease);
                tx.wake(lease.work(), tx.now());
            }
            return takeLater(tx);
        });
        go.countDown();
        await(Duration.ofMillis(100));
        assertEquals("", state(store, "u1"));
        assertEquals(Optional.empty(), store.find(THING, REACH, "extra"));
        assertEquals(1, jobs(store));
    }

    @Test
    void onlySoManyAtOnce() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        for (int i = 0; i < 60; i++) insert(store, THING, "u" + i, named("n" + i));
        run(LONG, _ -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            await(Duration.ofMillis(5));
            now.decrementAndGet();
            return settled("Running");
        });
        until(() -> jobs(store) == 0);
        assertTrue(most.get() > 1 && most.get() <= 16, most + " at once");
        assertEquals(60, seen.size());
    }

    @Test
    void closingLetsWhatHasBegunFinish() {
        var inside = new CountDownLatch(1);
        var runner = run(LONG, _ -> {
            inside.countDown();
            await(Duration.ofMillis(100));
            return settled("Running");
        });
        insert(store, THING, "u1", named("one"));
        await(inside);
        runner.close();
        assertEquals("Running", state(store, "u1"));
        insert(store, THING, "u2", named("two"));
        await(Duration.ofMillis(50));
        assertEquals("", state(store, "u2"));
        new Runner(store, List.of(), LONG).close();
    }

    private Runner run(Duration longestSleep, Function<Document, Decision> act) {
        return run(store, longestSleep, act);
    }

    private Runner run(Store on, Duration longestSleep, Function<Document, Decision> act) {
        var runner = new Runner(
                on,
                Played.as(document -> {
                    seen.add(document.version());
                    return act.apply(document);
                }),
                longestSleep);
        runners.add(runner);
        runner.start();
        return runner;
    }

    /** As another replica would when the first lease has run out. */
    private static JobTable.Lease takeLater(Tx tx) {
        var later = tx.now().plusSeconds(11);
        return JobTable.take(tx.session(), "other", later, later.plus(LONG), 10).getFirst();
    }

    private void leaseAsADyingProcessWould() {
        var taken = store.write(
                actor(),
                tx -> JobTable.take(tx.session(), "dying", tx.now(), tx.now().plusSeconds(10), 10));
        assertEquals(1, taken.size());
    }

    private long attempts() {
        return job(store, "u1").map(Played.Row::attempts).orElse(0L);
    }

    private Duration wait(String uid) {
        return Duration.between(
                place.clock.instant(), job(store, uid).orElseThrow().due());
    }
}
