package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.store.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Three servers on one PostgreSQL, of which one after the other is stopped in some way: the others go on, and nothing is done twice. */
final class ThreeReplicasTest {
    private static final int WRITERS = 3;
    private static final Duration TAKE_OVER = Duration.ofSeconds(15);

    private final int times = Integer.getInteger("replicas.times", 3);
    private final Duration hang = Duration.ofSeconds(Integer.getInteger("replicas.hang", 13));
    private final Random random = new Random(Long.getLong("replicas.seed", System.nanoTime()));
    private final List<Victim> replicas = new ArrayList<>();
    private final Set<String> stopped = new HashSet<>();
    private final AtomicInteger turn = new AtomicInteger();
    private String database = "";
    private Duration longest = Duration.ZERO;
    private int held;

    @Test
    void theOthersGoOnAndNothingIsDoneTwice() throws Exception {
        var flags = Databases.POSTGRES.flags();
        database = flags.getLast();
        var folders = new ArrayList<Path>();
        try {
            for (int i = 0; i < 3; i++) {
                folders.add(Files.createTempDirectory("easel-three"));
                replicas.add(new Victim(folders.getLast(), flags(flags)));
            }
            var deeds = suffer();
            new Audit(deeds).served(admin(replicas.getFirst()));
            new Audit(deeds).stored(database);
            assertTrue(stopped.containsAll(deeds.refusing()), "503 of " + deeds.refusing() + ", stopped: " + stopped);
        } finally {
            for (var each : replicas) each.close();
            for (var each : folders) KillTest.delete(each);
        }
    }

    private static String[] flags(List<String> database) {
        var flags = new ArrayList<>(database);
        flags.addAll(List.of("--root-key", Base64.getEncoder().encodeToString(new byte[32])));
        flags.addAll(List.of("--admin-api-key", Fixture.ADMIN_KEY, "--drain-seconds", "2"));
        return flags.toArray(String[]::new);
    }

    private static TestClient admin(Victim replica) {
        return replica.client().with("ApiKey", Fixture.ADMIN_KEY);
    }

    private Deeds suffer() throws Exception {
        var first = admin(replicas.getFirst());
        KillTest.makeRoom(first);
        var account = Launch.account(first, "account");
        var profile = Launch.profile(first, "profile", "1.0.0", "1.32.11");
        var project = Audit.projectOf(first);
        var deeds = new Deeds(
                () -> admin(replicas.get(turn.getAndIncrement() % replicas.size()))
                        .in(project),
                1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                var name = "writer-" + i;
                running.add(threads.submit(() -> deeds.write(name)));
            }
            running.add(threads.submit(() -> deeds.build(account, profile, Duration.ofMillis(1500 + times * 20L))));
            try {
                stopOneAfterTheOther(deeds);
            } finally {
                deeds.stop();
            }
            for (var each : running) each.get();
        }
        System.out.printf(
                "replicas: stopped %d times; %d documents, %d clusters; %d leases taken over, the last after %s%n",
                times, deeds.letters().size(), deeds.orders().size(), held, longest);
        return deeds;
    }

    private void stopOneAfterTheOther(Deeds deeds) throws Exception {
        for (int i = 0; i < times; i++) {
            deeds.await(deeds.letters().size() + 4, Math.min(2, i + 1));
            Victim.pause(Duration.ofMillis(random.nextInt(2000)));
            var victim = replicas.get(random.nextInt(replicas.size()));
            stopped.add(victim.authority());
            switch (i % 3) {
                case 0 -> {
                    victim.stop();
                    long begin = System.nanoTime();
                    takenOver();
                    var rest = hang.minusNanos(System.nanoTime() - begin);
                    if (rest.isPositive()) Victim.pause(rest);
                    victim.goOn();
                }
                case 1 -> {
                    victim.kill();
                    takenOver();
                    victim.restart();
                }
                default -> {
                    victim.close();
                    victim.restart();
                }
            }
            System.out.printf("replicas: %d of %d%n", i + 1, times);
        }
        deeds.await(12, 2);
    }

    /** Waits until nobody holds any more what somebody held just now. */
    private void takenOver() throws SQLException {
        long begin = System.nanoTime();
        var now = leases();
        held += now.size();
        while (!now.isEmpty()) {
            Victim.pause(Duration.ofMillis(100));
            now.entrySet().retainAll(leases().entrySet());
            var since = Duration.ofNanos(System.nanoTime() - begin);
            if (!now.isEmpty() && since.compareTo(longest) > 0) longest = since;
            assertTrue(since.compareTo(TAKE_OVER) < 0, "not taken over after " + since + ": " + now);
        }
    }

    private Map<String, Long> leases() throws SQLException {
        var leases = new HashMap<String, Long>();
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select uid, fence from job where lease_until > 0 and owner <> ''")) {
            while (rows.next()) leases.put(rows.getString(1), rows.getLong(2));
        }
        return leases;
    }
}
