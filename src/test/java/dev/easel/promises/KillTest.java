package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
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
                check(victim.client(), deeds);
            }
            everyWriteIsInTheChangeLog(folder, deeds);
        } finally {
            delete(folder);
        }
    }

    private Deeds suffer(Victim victim) throws Exception {
        makeRoom(victim.client());
        var account = Launch.account(victim.client(), "account");
        var profile = Launch.profile(victim.client(), "profile", "1.0.0", "1.32.11");
        var project = projectOf(victim.client());
        var deeds = new Deeds(() -> victim.client().in(project), Math.max(1, times / 20));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = start(threads, deeds, account, profile);
            try {
                killAgainAndAgain(victim);
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
    private static void makeRoom(TestClient admin) {
        var tenant = admin.get("/v1/users/info").ok().path("tenantUid").asString();
        var limits = Map.of("resources", List.of(Map.of("kind", "sshkey", "limit", 10_000)));
        admin.patch("/v1/tenants/" + tenant + "/resourceLimits", limits).status(204);
    }

    private static String projectOf(TestClient admin) {
        return admin.get("/v1/dashboard/projects/metadata")
                .ok()
                .at("/items/0/metadata/uid")
                .asString();
    }

    private static void check(TestClient admin, Deeds deeds) {
        var client = admin.in(projectOf(admin));
        assertTrue(
                deeds.letters().size() > 10,
                "too little was written: " + deeds.letters().size());
        assertTrue(deeds.orders().size() > 1, "too few clusters were ordered");
        everyDocumentIsThereOnce(client, deeds);
        everyClusterRuns(client, deeds);
    }

    private static void everyDocumentIsThereOnce(TestClient client, Deeds deeds) {
        var wanted = new TreeMap<String, String>();
        deeds.letters()
                .forEach((name, letter) ->
                        letter.text().ifPresent(text -> wanted.put(name, letter.uid() + " " + text)));
        var found = new TreeMap<String, String>();
        for (var item : client.get("/v1/users/assets/sshkeys?limit=0").ok().path("items")) {
            var what = item.at("/metadata/uid").asString() + " "
                    + item.at("/spec/publicKey").asString();
            assertEquals(null, found.put(item.at("/metadata/name").asString(), what), "made twice");
        }
        assertEquals(wanted, found);
    }

    private static void everyClusterRuns(TestClient client, Deeds deeds) {
        var machines = new ArrayList<String>();
        var expected = 0;
        for (var order : deeds.orders().entrySet()) {
            var config = Launch.running(client, order.getValue().uid());
            var workers = order.getValue().workers();
            machines.addAll(machines(client, config, "control-plane", 1));
            machines.addAll(machines(client, config, "workers", workers));
            expected += 1 + workers;
        }
        assertEquals(expected, machines.size());
        assertEquals(expected, new HashSet<>(machines).size(), "two machines have one uid");
        var names = new TreeSet<String>();
        for (var item : client.post("/v1/dashboard/spectroclusters/search?limit=0", "{}")
                .ok()
                .path("items")) {
            assertTrue(names.add(item.at("/metadata/name").asString()), "a cluster was made twice");
        }
        assertEquals(new TreeSet<>(deeds.orders().keySet()), names);
    }

    private static List<String> machines(TestClient client, String config, String pool, int wanted) {
        var seen = client.await(
                config + "/machinePools/" + pool + "/machines?limit=0",
                list -> list.path("items").size() == wanted
                        && list.path("items")
                                .valueStream()
                                .allMatch(item -> item.at("/status/instanceState")
                                        .asString("")
                                        .equals("Running")));
        return seen.path("items")
                .valueStream()
                .map(item -> item.at("/metadata/uid").asString())
                .toList();
    }

    /** Asked of the database itself, after the server is gone. */
    private static void everyWriteIsInTheChangeLog(Path folder, Deeds deeds) throws SQLException {
        var rows = new TreeMap<String, Map<String, Integer>>();
        var counts = new TreeMap<String, Integer>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("easel.db"));
                var statement = connection.createStatement()) {
            var changes = statement.executeQuery(
                    "select uid, lower(action), count(*), min(version), max(version) from change where kind = 'sshKey' group by 1, 2");
            while (changes.next()) {
                rows.computeIfAbsent(changes.getString(1), _ -> new TreeMap<>())
                        .put(changes.getString(2), changes.getInt(3));
            }
            var kinds = statement.executeQuery("select kind, count(*) from document group by 1");
            while (kinds.next()) counts.put(kinds.getString(1), kinds.getInt(2));
            var worlds = statement.executeQuery("select count(*) from world");
            assertEquals(deeds.orders().size(), worlds.getInt(1), "worlds");
            var sound = statement.executeQuery("pragma integrity_check");
            assertEquals("ok", sound.getString(1));
        }
        deeds.letters().values().forEach(letter -> isRecorded(letter, rows.getOrDefault(letter.uid(), Map.of())));
        assertEquals(deeds.letters().size(), rows.size(), "documents that nobody was told about");
        assertEquals(deeds.orders().size(), counts.get("cluster"));
        assertEquals(deeds.orders().size(), counts.get("cloudconfig"));
    }

    private static void isRecorded(Letter letter, Map<String, Integer> changes) {
        assertEquals(1, changes.getOrDefault("create", 0), letter.toString());
        assertEquals(letter.text().isEmpty() ? 1 : 0, changes.getOrDefault("delete", 0), letter.toString());
        var updates = letter.text().isEmpty() ? letter.writes() - 2 : letter.writes() - 1;
        assertTrue(changes.getOrDefault("update", 0) >= updates, letter + " has " + changes);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
