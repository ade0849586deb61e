package dev.easel.clusters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.ClusterBench;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The life of a cluster, on every cloud. */
final class ClustersTest {
    private final ClusterBench bench = new ClusterBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCloudComesUpIsReadAndGoes() {
        return bench.clouds.all().stream()
                .filter(cloud -> cloud.cluster().operations().containsKey("create"))
                .map(cloud -> DynamicTest.dynamicTest(cloud.name(), () -> live(cloud.name())));
    }

    private void live(String cloud) {
        var uid = bench.running(cloud, "c-" + cloud);
        var cluster = bench.ask("v1SpectroClustersGet", "", uid);
        assertEquals("Running", cluster.text("/status/state"));
        assertEquals("Healthy", cluster.text("/status/health/state"));
        assertEquals("project", cluster.text("/metadata/annotations/scope"));
        assertTrue(cluster.body().at("/status/repave").isObject());
        assertEquals("DownloadAndInstall", cluster.text("/status/spcApply/actionType"));
        assertTrue(cluster.body().at("/spec/clusterConfig").isObject());
        assertTrue(cluster.body().at("/easel").isMissingNode());
        assertTrue(cluster.body().at("/status/observed").isMissingNode());
        var row = bench.clouds.named(cloud).orElseThrow();
        var tag = row.tags().configs();
        var config = bench.ask("v1CloudConfigs%sGet".formatted(tag), "", cluster.text("/spec/cloudConfigRef/uid"));
        assertEquals(cloud, config.text("/kind"));
        assertTrue(config.body().at("/spec/cloudAccountRef").isObject());
        assertTrue(config.body().at("/spec/clusterConfig").isObject());
        var last = config.body()
                .at("/spec/machinePoolConfig")
                .valueStream()
                .reduce((_, pool) -> pool)
                .orElseThrow();
        assertTrue(last.path("poolConfig").isMissingNode());
        var machines = bench.ask(
                "v1CloudConfigs%sPoolMachinesList".formatted(tag),
                "",
                cluster.text("/spec/cloudConfigRef/uid"),
                last.path("name").asString());
        assertEquals(last.path("size").asInt(), machines.body().path("items").size());
        for (var machine : machines.body().path("items")) {
            assertEquals("Running", machine.at("/status/instanceState").asString());
            assertTrue(machine.at("/status/maintenanceStatus").isObject());
        }
        assertEquals(204, bench.ask("v1SpectroClustersDelete", "", uid).status());
        assertEquals("Deleting", bench.ask("v1SpectroClustersGet", "", uid).text("/status/state"));
        assertEquals(204, bench.ask("v1SpectroClustersDelete", "", uid).status());
        bench.settle(uid);
        assertEquals(404, bench.ask("v1SpectroClustersGet", "", uid).status());
        assertEquals(
                404,
                bench.ask("v1CloudConfigs%sGet".formatted(tag), "", cluster.text("/spec/cloudConfigRef/uid"))
                        .status());
    }
}
