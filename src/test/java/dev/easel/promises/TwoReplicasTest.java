package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.store.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Two servers on one PostgreSQL, in two processes: whichever one asks, the house is the same; and one alone goes on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TwoReplicasTest {
    private static final String SSH_KEYS = "/v1/users/assets/sshkeys";
    private static final String INFO = "/v1/users/info";

    /** What another replica changed counts after this, with some room for a slow machine. */
    private static final Duration FRESH = Duration.ofMillis(2_500);

    private static Path folder;
    private static Victim first;
    private static Fixture second;
    private static String project;

    @BeforeAll
    static void open() throws IOException {
        var shared = new ArrayList<>(Databases.POSTGRES.flags());
        shared.addAll(List.of("--root-key", Base64.getEncoder().encodeToString(new byte[32])));
        folder = Files.createTempDirectory("easel-replica");
        var founding = List.of("--admin-api-key", Fixture.ADMIN_KEY, "--admin-email", Fixture.ADMIN_EMAIL);
        first = new Victim(
                folder,
                Stream.of(shared, founding, List.of("--admin-password", Fixture.ADMIN_PASSWORD))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
        shared.addAll(List.of("--pace", "fast"));
        second = new Fixture(shared.toArray(String[]::new));
        project = second.admin()
                .get("/v1/dashboard/projects/metadata")
                .ok()
                .at("/items/0/metadata/uid")
                .asString();
    }

    @AfterAll
    static void close() throws IOException {
        if (second != null) second.close();
        if (first == null) return;
        first.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static TestClient one() {
        return first.client().in(project);
    }

    private static TestClient two() {
        return second.admin().in(project);
    }

    private static Object key(String name, String text) {
        return Launch.named(name, Map.of("publicKey", text));
    }

    @Test
    @Order(1)
    void whatOneWritesTheOtherReadsAtOnce() {
        var here = one();
        var there = two();
        for (int i = 0; i < 20; i++) {
            var path = SSH_KEYS + "/" + here.create(SSH_KEYS, key("across-" + i, "first"));
            var seen = there.get(path);
            assertEquals("first", seen.ok().at("/spec/publicKey").asString());
            there.with("If-Match", seen.header("ETag"))
                    .put(path, key("across-" + i, "second"))
                    .status(204);
            here.with("If-Match", seen.header("ETag"))
                    .put(path, key("across-" + i, "third"))
                    .status(412);
            assertEquals("second", here.get(path).ok().at("/spec/publicKey").asString());
            here.delete(path).status(204);
            there.get(path).status(404);
            var swap = here;
            here = there;
            there = swap;
        }
    }

    @Test
    @Order(2)
    void aSessionIsOneSession() {
        var password = Map.of("emailId", Fixture.ADMIN_EMAIL, "password", Fixture.ADMIN_PASSWORD);
        var token = first.client()
                .without("ApiKey")
                .post("/v1/auth/authenticate", password)
                .ok();
        var there = second.stranger()
                .with("Authorization", token.path("Authorization").asString());
        there.get(INFO).ok();
        var refreshed = second.stranger()
                .get("/v1/auth/refresh/" + token.path("Authorization").asString())
                .ok();
        var here = first.client()
                .without("ApiKey")
                .with("Authorization", refreshed.path("Authorization").asString());
        here.get(INFO).ok();
        there.post(
                        "/v1/users/auth/tokens/revoke",
                        Map.of("tokens", List.of(token.path("Authorization").asString())))
                .status(204);
        there.get(INFO).status(401);
        becomes(here, 401);
    }

    @Test
    @Order(3)
    void anApiKeyIsOneKey() {
        var made = one().post("/v1/apiKeys", Map.of("metadata", Map.of("name", "both")))
                .status(201)
                .json();
        var there = second.stranger().with("ApiKey", made.path("apiKey").asString());
        there.get(INFO).ok();
        one().patch("/v1/apiKeys/" + made.path("uid").asString(), Map.of("isActive", false))
                .status(204);
        becomes(there, 401);
    }

    private static void becomes(TestClient client, int status) {
        var end = System.nanoTime() + FRESH.toNanos();
        while (client.get(INFO).status() != status && System.nanoTime() < end) Victim.pause(Duration.ofMillis(50));
        client.get(INFO).status(status);
    }

    @Test
    @Order(4)
    void aNameIsGivenOnce() throws Exception {
        for (int i = 0; i < 5; i++) {
            var name = "race-" + i;
            var statuses = together(
                    () -> one().post(SSH_KEYS, key(name, "k")).status(),
                    () -> two().post(SSH_KEYS, key(name, "k")).status());
            assertEquals(List.of(201, 409, 409, 409), statuses.stream().sorted().toList());
        }
    }

    @Test
    @Order(5)
    void anIdempotencyKeyIsKnownToBoth() throws Exception {
        var uids = new HashSet<String>();
        for (var client : List.of(one(), two())) {
            uids.add(client.with("Idempotency-Key", "letter").create(SSH_KEYS, key("letter", "k")));
        }
        assertEquals(1, uids.size());
        var statuses = together(
                () -> one().with("Idempotency-Key", "race")
                        .post(SSH_KEYS, key("letter-race", "k"))
                        .status(),
                () -> two().with("Idempotency-Key", "race")
                        .post(SSH_KEYS, key("letter-race", "k"))
                        .status());
        assertTrue(statuses.contains(201), statuses.toString());
        assertEquals(
                1,
                two().get(SSH_KEYS + "?limit=0")
                        .ok()
                        .path("items")
                        .valueStream()
                        .filter(item -> item.at("/metadata/name").asString().equals("letter-race"))
                        .count());
    }

    /** Each twice, all at the same time. */
    private static List<Integer> together(Callable<Integer> here, Callable<Integer> there) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var each : threads.invokeAll(List.of(here, there, here, there))) statuses.add(each.get());
            return statuses;
        }
    }

    /** Last, since one of the two is gone afterwards. */
    @Test
    @Order(6)
    void oneGoesOnWithWhatTheOtherBegan() {
        var account = Launch.account(one(), "account");
        var profile = Launch.profile(two(), "profile", "1.0.0", "1.32.11");
        var clusters = IntStream.range(0, 4)
                .mapToObj(i -> (i % 2 == 0 ? one() : two())
                        .create(Launch.CLUSTERS, Launch.cluster("shared-" + i, account, profile)))
                .toList();
        two().await("/v1/spectroclusters/" + clusters.getLast(), TwoReplicasTest::hasBegun);
        first.kill();
        var machines = new HashSet<String>();
        for (var cluster : clusters) {
            var config = Launch.running(two(), cluster);
            for (var pool : List.of("control-plane", "workers")) {
                var items = two().get(config + "/machinePools/" + pool + "/machines?limit=0")
                        .ok()
                        .path("items");
                assertEquals(pool.equals("workers") ? 2 : 1, items.size());
                items.forEach(item -> machines.add(item.at("/metadata/uid").asString()));
            }
        }
        assertEquals(12, machines.size());
        assertNotEquals(0, two().get("/v1/audits").ok().path("items").size());
    }

    private static boolean hasBegun(JsonNode cluster) {
        return !List.of("", "Pending").contains(cluster.at("/status/state").asString(""));
    }
}
