package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whatever the server said yes to survives {@code kill -9} of the database below it, and the server goes on by itself. */
final class PostgresKillTest {
    private static final int WRITERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final int times = Integer.getInteger("kill.times", 3);
    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private Duration longest = Duration.ZERO;

    @Test
    void nothingIsLostAndTheServerGoesOn() throws Exception {
        System.out.printf("kill postgres: %d times, -Dkill.seed=%d%n", times, seed);
        var folder = Files.createTempDirectory("easel-kill");
        try (var database = new Postmaster()) {
            try (var victim = new Victim(folder, "--database", database.url())) {
                var deeds = suffer(victim, database);
                new Audit(deeds).served(victim.client());
                assertFalse(deeds.refusing().isEmpty(), "nobody was told that the database is away");
                new Audit(deeds).stored(database.url());
            }
        } finally {
            KillTest.delete(folder);
        }
    }

    private Deeds suffer(Victim victim, Postmaster database) throws Exception {
        KillTest.makeRoom(victim.client());
        var account = Launch.account(victim.client(), "account");
        var profile = Launch.profile(victim.client(), "profile", "1.0.0", "1.32.11");
        var project = Audit.projectOf(victim.client());
        var deeds = new Deeds(() -> victim.client().in(project), Math.max(1, times / 5));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                var name = "writer-" + i;
                running.add(threads.submit(() -> deeds.write(name)));
            }
            running.add(threads.submit(() -> deeds.build(account, profile, Duration.ofMillis(1500 + times * 100L))));
            try {
                killAgainAndAgain(victim, database, deeds);
            } finally {
                deeds.stop();
            }
            for (var each : running) each.get();
        }
        System.out.printf(
                "kill postgres: %d documents and %d clusters; %d requests were repeated; ready again after %s at most%n",
                deeds.letters().size(), deeds.orders().size(), deeds.repeated(), longest);
        return deeds;
    }

    private void killAgainAndAgain(Victim victim, Postmaster database, Deeds deeds) throws IOException {
        var random = new Random(seed);
        for (int i = 0; i < times; i++) {
            deeds.await(deeds.letters().size() + 4, Math.min(2, i + 1));
            Victim.pause(Duration.ofMillis(random.nextInt(2000)));
            database.kill();
            Victim.pause(Duration.ofMillis(random.nextInt(50, 3000)));
            database.restart();
            readyAgain(victim);
        }
        deeds.await(12, 2);
    }

    private void readyAgain(Victim victim) {
        long begin = System.nanoTime();
        while (victim.client().get("/v1/users/info").status() != 200) {
            var since = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(since.compareTo(PATIENCE) < 0, "not ready after " + since);
            Victim.pause(Duration.ofMillis(100));
        }
        var since = Duration.ofNanos(System.nanoTime() - begin);
        if (since.compareTo(longest) > 0) longest = since;
    }
}
