package dev.easel.jobs;

import static dev.easel.jobs.Played.THING;
import static dev.easel.jobs.Played.again;
import static dev.easel.jobs.Played.await;
import static dev.easel.jobs.Played.jobs;
import static dev.easel.jobs.Played.settled;
import static dev.easel.jobs.Played.state;
import static dev.easel.jobs.Played.until;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.store.Databases;
import dev.easel.store.Document;
import dev.easel.store.Place;
import dev.easel.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one PostgreSQL share the work, and one goes on where the other stands still. */
final class ReplicasTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<Runner> runners = new ArrayList<>();
    private Place place;
    private Store one;
    private Store two;

    @BeforeEach
    void open() {
        place = Databases.POSTGRES.place();
        one = place.store();
        two = place.store();
    }

    @AfterEach
    void close() {
        runners.forEach(Runner::close);
        if (place != null) place.close();
    }

    @Test
    void theyShareTheWorkAndNeverDoOneThingTwiceAtATime() {
        Set<String> inHand = ConcurrentHashMap.newKeySet();
        var twice = Collections.synchronizedList(new ArrayList<String>());
        var done = List.of(new AtomicInteger(), new AtomicInteger());
        for (int i = 0; i < 2; i++) {
            var mine = done.get(i);
            run(List.of(one, two).get(i), document -> {
                if (!inHand.add(document.uid())) twice.add(document.uid());
                await(Duration.ofMillis(3));
                inHand.remove(document.uid());
                mine.incrementAndGet();
                return document.version() < 4 ? again("step " + document.version(), Duration.ZERO) : settled("Running");
            });
        }
        for (int i = 0; i < 60; i++) insert(List.of(one, two).get(i % 2), THING, "u" + i, named("n" + i));
        until(() -> jobs(one) == 0);
        assertEquals(List.of(), twice);
        for (int i = 0; i < 60; i++) assertEquals("Running", state(one, "u" + i));
        assertTrue(done.stream().allMatch(count -> count.get() > 0), done.toString());
        assertEquals(240, done.get(0).get() + done.get(1).get(), "nothing is done more often than it asked for");
    }

    @Test
    void oneTakesOverFromAnotherThatStandsStill() {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var looks = new AtomicInteger();
        run(one, Duration.ofMinutes(5), _ -> {
            if (looks.incrementAndGet() > 1) return settled("fresh");
            inside.countDown();
            await(go);
            return settled("stale");
        });
        insert(one, THING, "u1", named("one"));
        await(inside);
        run(two, _ -> {
            looks.incrementAndGet();
            return settled("fresh");
        });
        await(Duration.ofMillis(100));
        assertEquals("", state(two, "u1"), "the lease still stands");
        place.clock.move(Duration.ofSeconds(11));
        until(() -> state(two, "u1").equals("fresh"));
        var version = two.find(THING, Played.REACH, "u1").orElseThrow().version();
        go.countDown();
        until(() -> looks.get() == 3 && jobs(two) == 0);
        assertEquals("fresh", state(two, "u1"));
        assertEquals(version, two.find(THING, Played.REACH, "u1").orElseThrow().version());
    }

    @Test
    void longWorkIsNotTakenFromAReplicaThatLives() {
        var go = new CountDownLatch(1);
        var looks = new AtomicInteger();
        for (var store : List.of(one, two)) {
            run(store, _ -> {
                looks.incrementAndGet();
                await(go);
                return settled("Running");
            });
        }
        insert(one, THING, "u1", named("one"));
        until(() -> looks.get() == 1);
        for (int i = 0; i < 2; i++) {
            place.clock.move(Duration.ofSeconds(8));
            await(Duration.ofSeconds(3));
        }
        assertEquals(1, looks.get());
        go.countDown();
        until(() -> state(one, "u1").equals("Running") && jobs(one) == 0);
        assertEquals(1, looks.get());
    }

    @Test
    void oneSeesWhatAnotherWoke() {
        run(two, _ -> settled("Running"));
        insert(one, THING, "u1", named("one"));
        until(() -> state(one, "u1").equals("Running"));
    }

    @Test
    void aReplicaThatComesBackFromALostDatabaseGoesOn() {
        var broken = new AtomicBoolean(true);
        run(one, _ -> {
            if (broken.getAndSet(false)) killConnections();
            return settled("Running");
        });
        insert(one, THING, "u1", named("one"));
        until(() -> {
            place.clock.move(Duration.ofSeconds(1));
            return jobsOrUnknown() == 0;
        });
        assertEquals("Running", state(two, "u1"));
    }

    private void killConnections() {
        two.read(session -> session.query(
                "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and application_name = 'easel'",
                _ -> ""));
    }

    private long jobsOrUnknown() {
        try {
            return jobs(two);
        } catch (RuntimeException away) {
            return -1;
        }
    }

    private void run(Store store, Function<Document, Decision> act) {
        run(store, SHORT, act);
    }

    private void run(Store store, Duration longestSleep, Function<Document, Decision> act) {
        var runner = new Runner(store, Played.as(act), longestSleep);
        runners.add(runner);
        runner.start();
    }
}
