package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.demo.Api;
import dev.easel.demo.Screen;
import dev.easel.demo.Tour;
import dev.easel.provision.capi.Stack;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a cluster by real controllers, through the public API, and that nothing of it is left. */
final class CapiLifeStackTest {
    @Test
    void aClusterIsMadeScaledUpgradedRolledAndDeleted() {
        var kubeconfig = Stack.kubeconfig();
        var before = rooms(kubeconfig.toFile());
        var said = new ByteArrayOutputStream();
        try (var house = new Fixture("--management-kubeconfig", kubeconfig.toString());
                var http = house.http()) {
            var api = new Api(http, house.url(), Fixture.ADMIN_KEY, "");
            new Tour(api, Screen.plain(new PrintStream(said, true, StandardCharsets.UTF_8))).run(house.folder());
        } finally {
            System.out.println(said.toString(StandardCharsets.UTF_8));
        }
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("✓ deleted"));
        assertEquals(before, rooms(kubeconfig.toFile()));
    }

    private static List<String> rooms(File kubeconfig) {
        try (var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build()) {
            return client.namespaces().withLabel("easel.dev/cluster").list().getItems().stream()
                    .map(room -> room.getMetadata().getName())
                    .toList();
        }
    }
}
