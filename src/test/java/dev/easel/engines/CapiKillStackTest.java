package dev.easel.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.easel.Ready;
import dev.easel.demo.Api;
import dev.easel.promises.Victim;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clusters at once, while Easel and every part of the management cluster are killed in turn: all come to be as they were asked
 * for, and nothing is there twice. {@code ./easel bench capi-kill} does more of it.
 */
final class CapiKillStackTest {
    /** Four authorities, a kubeconfig and the account; beside them each machine has one of its own. */
    private static final int SECRETS_OF_A_CLUSTER = 6;

    private static final String KEY = "the-key-of-a-server-that-is-killed-again-and-again";

    private final int size = Integer.getInteger("capi.kill.clusters", 3);
    private final int times = Integer.getInteger("capi.kill.times", 5);
    private final long seed = Long.getLong("capi.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Integer> workers = new LinkedHashMap<>();
    private final List<String> killed = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void allClustersConvergeAndNothingIsMadeTwice() throws Exception {
        try (var management = Management.own()) {
            management.mend();
            System.out.printf("capi-kill: %d clusters, %d kills, -Dcapi.kill.seed=%d%n", size, times, seed);
            try (var easel = new Victim(
                    folder, "--management-kubeconfig", management.kubeconfig().toString(), "--admin-api-key", KEY)) {
                var estate = estate(easel);
                for (int i = 0; i < size; i++) workers.put(estate.create("kill-" + i), 2);
                suffer(easel, management, estate);
                workers.forEach(estate::awaitWhole);
                isThereOnce(management, estate);
                workers.keySet().forEach(estate::delete);
                workers.keySet().forEach(estate::awaitGone);
                for (var uid : workers.keySet()) assertFalse(management.hasRoom(uid), uid);
            } finally {
                management.mend();
            }
        }
        System.out.println("capi-kill: " + killed);
    }

    private Estate estate(Victim easel) throws IOException, GeneralSecurityException {
        try (var http = HttpClient.newBuilder()
                .sslContext(Ready.trusting(folder.resolve("tls/ca.pem").toString()))
                .build()) {
            Estate.register(new Api(http, url(), KEY, ""));
        }
        var project = easel.client()
                .get("/v1/dashboard/projects/metadata")
                .ok()
                .at("/items/0/metadata/uid")
                .asString();
        return new Estate(() -> easel.client().in(project), Engine.CAPI);
    }

    private String url() throws IOException {
        var secrets = dev.easel.contract.Json.MAPPER.readTree(Files.readString(folder.resolve("secrets.json")));
        return secrets.path("url").asString();
    }

    /** Easel at random moments, and in between each part of the management cluster; sizes are changed meanwhile. */
    private void suffer(Victim easel, Management management, Estate estate) throws IOException {
        for (int i = 0; i < times; i++) {
            moment();
            easel.kill();
            var component = Management.COMPONENTS.get(i % Management.COMPONENTS.size());
            management.kill(component);
            killed.add(component);
            easel.restart();
            resize(estate, i);
            moment();
            management.start(component);
        }
        for (var component : Management.COMPONENTS.subList(Math.min(times, 7), 7)) {
            moment();
            management.kill(component);
            management.start(component);
            killed.add(component);
        }
    }

    private void resize(Estate estate, int round) {
        var uid = List.copyOf(workers.keySet()).get(round % workers.size());
        var wanted = 1 + random.nextInt(3);
        Waiting.until("a size is taken", () -> isTaken(estate, uid, wanted), () -> "no answer");
        workers.put(uid, wanted);
    }

    /** Who gets no answer in time asks again, as any client does; the same size twice is one size. */
    private static boolean isTaken(Estate estate, String uid, int wanted) {
        estate.resize(uid, "workers", wanted);
        return true;
    }

    private void moment() {
        Victim.pause(Duration.ofMillis(random.nextInt(200, 5_000)));
    }

    private void isThereOnce(Management management, Estate estate) {
        for (var each : workers.entrySet()) {
            var uid = each.getKey();
            assertEquals(1, management.count("Cluster", "clusters", uid));
            assertEquals(1, management.count("MachineDeployment", "machinedeployments", uid));
            Waiting.until(
                    "exactly as many machines as asked for",
                    () -> management.machines(uid).size() == each.getValue() + 1,
                    () -> names(management.machines(uid)).toString());
            var seen = estate.machines(uid).stream().map(Estate.Machine::uid).collect(Collectors.toSet());
            var real = management.machines(uid).stream()
                    .map(machine -> machine.getMetadata().getUid())
                    .collect(Collectors.toSet());
            assertEquals(real, seen);
            partsAreThereOnce(management, uid, each.getValue() + 1);
        }
        var rooms = new TreeMap<String, Integer>();
        for (var room : management
                .client()
                .namespaces()
                .withLabel("easel.dev/cluster")
                .list()
                .getItems()) rooms.merge(room.getMetadata().getLabels().get("easel.dev/cluster"), 1, Integer::sum);
        workers.keySet().forEach(uid -> assertEquals(1, rooms.getOrDefault(uid, 0)));
        var found = estate.client()
                .post("/v1/dashboard/spectroclusters/search?limit=0", "{}")
                .ok();
        assertEquals(size, found.path("items").size());
    }

    /** Nothing was made a second time for the same wish: each machine has its own, and what it is made of is there once. */
    private static void partsAreThereOnce(Management management, String uid, int machines) {
        var infrastructure = "infrastructure.cluster.x-k8s.io";
        var bootstrap = "bootstrap.cluster.x-k8s.io";
        assertEquals(1, management.inRoom(infrastructure, "DevCluster", uid).size());
        assertEquals(
                machines, management.inRoom(infrastructure, "DevMachine", uid).size());
        assertEquals(
                machines, management.inRoom(bootstrap, "KubeadmConfig", uid).size());
        assertEquals(
                2, management.inRoom(infrastructure, "DevMachineTemplate", uid).size());
        assertEquals(
                1, management.inRoom(bootstrap, "KubeadmConfigTemplate", uid).size());
        assertEquals(
                1,
                management
                        .inRoom("controlplane.cluster.x-k8s.io", "KubeadmControlPlane", uid)
                        .size());
        var made = management.machines(uid).stream()
                .map(machine -> machine.get("spec", "infrastructureRef", "name"))
                .collect(Collectors.toSet());
        assertEquals(machines, made.size());
        assertEquals(
                machines + SECRETS_OF_A_CLUSTER,
                management.secrets(uid).size(),
                () -> management.secrets(uid).toString());
    }

    private static List<String> names(List<GenericKubernetesResource> machines) {
        return machines.stream().map(machine -> machine.getMetadata().getName()).toList();
    }
}
