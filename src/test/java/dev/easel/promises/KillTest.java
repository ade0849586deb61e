package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.TestClient;
import dev.easel.promises.Deeds.Letter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whatever the server said yes to survives {@code kill -9} at any moment, once. */
final class KillTest {
    private static final int WRITERS = 4;

    private final int times = Integer.getInteger("kill.times", 25);
    private final long seed = Long.getLong("kill.seed", System.nanoTime());

    @Test
    void nothingIsLostAndNothingIsMadeTwice() throws Exception {
        System.out.printf("kill: %d times, -Dkill.seed=%d%n", times, seed);
        var folder = Files.createTempDirectory("easel-kill");
        try {
            Deeds deeds;
            try (var victim = new Victim(folder)) {
                deeds = suffer(victim);
                new Audit(deeds).served(victim.client());
            }
            new Audit(deeds).stored("jdbc:sqlite:" + folder.resolve("easel.db"));
            isSound(folder);
        } finally {
            delete(folder);
        }
    }

    private Deeds suffer(Victim victim) throws Exception {
        makeRoom(victim.client());
        var account = Launch.account(victim.client(), "account");
        var profile = Launch.profile(victim.client(), "profile", "1.0.0", "1.32.11");
        var project = Audit.projectOf(victim.client());
        var deeds = new Deeds(() -> victim.client().in(project), Math.max(1, times / 20));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = start(threads, deeds, account, profile);
            try {
                killAgainAndAgain(victim);
                deeds.await(12, 2);
            } finally {
                deeds.stop();
            }
            for (var each : running) each.get();
        }
        System.out.printf(
                "kill: %d documents (%d writes) and %d clusters; %d requests had no answer and were repeated%n",
                deeds.letters().size(),
                deeds.letters().values().stream().mapToInt(Letter::writes).sum(),
                deeds.orders().size(),
                deeds.repeated());
        return deeds;
    }

    private List<Future<?>> start(ExecutorService threads, Deeds deeds, String account, String profile) {
        var running = new ArrayList<Future<?>>();
        for (int i = 0; i < WRITERS; i++) {
            var name = "writer-" + i;
            running.add(threads.submit(() -> deeds.write(name)));
        }
        var pause = Duration.ofMillis(1500 + times * 50L);
        running.add(threads.submit(() -> deeds.build(account, profile, pause)));
        return running;
    }

    /** Mostly under load; now and then again before it is up, when it repairs what the last kill left. */
    private void killAgainAndAgain(Victim victim) throws IOException {
        var random = new Random(seed);
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            Victim.pause(Duration.ofMillis(random.nextInt(100, 1800)));
            victim.kill();
            if (i % 5 == 4) {
                victim.killWhileStarting(Duration.ofMillis(random.nextInt(300, 1500)));
                i++;
            }
            victim.restart();
            if (i % 50 > 43)
                System.out.printf(
                        "kill: %d of %d after %s%n", i + 1, times, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** The standard limit of SSH keys is soon reached. */
    static void makeRoom(TestClient admin) {
        var tenant = admin.get("/v1/users/info").ok().path("tenantUid").asString();
        var limits = Map.of("resources", List.of(Map.of("kind", "sshkey", "limit", 10_000)));
        admin.patch("/v1/tenants/" + tenant + "/resourceLimits", limits).status(204);
    }

    private static void isSound(Path folder) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("easel.db"));
                var statement = connection.createStatement();
                var answer = statement.executeQuery("pragma integrity_check")) {
            assertEquals("ok", answer.getString(1));
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
