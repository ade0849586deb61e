package dev.easel.clusters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.ClusterBench;
import dev.easel.ClusterBodies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Machine pools of a running cluster and the machines in them. */
final class PoolsTest {
    private final ClusterBench bench = new ClusterBench();
    private String uid = "";
    private String config = "";

    @BeforeEach
    void start() {
        uid = bench.running("aws", "pools");
        config = bench.ask("v1SpectroClustersGet", "", uid).text("/spec/cloudConfigRef/uid");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private JsonNode pool(String name) {
        return bench.ask("v1CloudConfigsAwsGet", "", config)
                .body()
                .at("/spec/machinePoolConfig")
                .valueStream()
                .filter(pool -> pool.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode machines(String pool) {
        return bench.ask("v1CloudConfigsAwsPoolMachinesList", "", config, pool)
                .body()
                .path("items");
    }

    private int replace(String name, String body) {
        var status = bench.ask("v1CloudConfigsAwsMachinePoolUpdate", body, config, name)
                .status();
        bench.settle(uid);
        return status;
    }

    @Test
    void poolsAreAddedScaledAndRemoved() {
        var body = ClusterBodies.pool("aws", "more", 3);
        assertEquals(
                201,
                bench.ask("v1CloudConfigsAwsMachinePoolCreate", body, config).status());
        assertEquals(
                409,
                bench.ask("v1CloudConfigsAwsMachinePoolCreate", body, config).status());
        bench.settle(uid);
        assertEquals(3, machines("more").size());
        assertEquals(204, replace("more", ClusterBodies.pool("aws", "more", 1)));
        assertEquals(1, machines("more").size());
        assertEquals(
                204,
                bench.ask("v1CloudConfigsAwsMachinePoolDelete", "", config, "more")
                        .status());
        bench.settle(uid);
        assertEquals(
                404,
                bench.ask("v1CloudConfigsAwsPoolMachinesList", "", config, "more")
                        .status());
        assertEquals(
                404,
                bench.ask("v1CloudConfigsAwsMachinePoolDelete", "", config, "more")
                        .status());
    }

    @Test
    void whatIsWrittenIsReadFlat() {
        var workers = pool("workers");
        assertEquals("m5.large", workers.path("instanceType").asString());
        assertEquals(60, workers.path("rootDeviceSize").asInt());
        assertEquals("on-demand", workers.path("capacityType").asString());
        assertTrue(workers.path("subnetIds").isMissingNode());
        assertTrue(workers.path("minSize").isMissingNode());
        var body = ClusterBodies.pool("aws", "workers", 2)
                .replace("'azs':['eu-central-1a']", "'subnets':[{'az':'eu-central-1b','id':'subnet-1'}]");
        assertEquals(204, replace("workers", body));
        assertEquals("subnet-1", pool("workers").at("/subnetIds/eu-central-1b").asString());
        assertEquals("eu-central-1b", machines("workers").get(0).at("/spec/az").asString());
    }

    @Test
    void anotherSizeOfMachineReplacesThemAll() {
        var before = machines("workers").get(0).at("/metadata/uid").asString();
        assertEquals(
                204, replace("workers", ClusterBodies.pool("aws", "workers", 2).replace("m5.large", "m5.xlarge")));
        assertEquals(2, machines("workers").size());
        for (var machine : machines("workers")) {
            assertNotEquals(before, machine.at("/metadata/uid").asString());
            assertEquals("m5.xlarge", machine.at("/spec/instanceType").asString());
        }
        var upgrades = bench.ask("v1SpectroClustersGet", "", uid).body().at("/status/upgrades");
        assertTrue(
                upgrades.toString().contains("instanceType changed from m5.large to m5.xlarge"), upgrades.toString());
    }

    @Test
    void aMachineIsCordonedAndAnotherTakenAway() {
        var machine = machines("workers").get(0).at("/metadata/uid").asString();
        var cordon = "{'action':'cordon'}";
        assertEquals(
                204,
                bench.ask(
                                "v1CloudConfigsMachinePoolsMachineUidMaintenanceUpdate",
                                cordon,
                                "aws",
                                config,
                                "workers",
                                machine)
                        .status());
        bench.settle(uid);
        var shown = bench.ask("v1CloudConfigsAwsPoolMachinesUidGet", "", config, "workers", machine);
        assertEquals("cordon", shown.text("/status/maintenanceStatus/action"));
        assertEquals("Completed", shown.text("/status/maintenanceStatus/state"));
        assertEquals(
                204,
                bench.ask("v1CloudConfigsAwsPoolMachinesUidDelete", "", config, "workers", machine)
                        .status());
        bench.settle(uid);
        assertEquals(1, machines("workers").size());
        assertEquals(1, pool("workers").path("size").asInt());
        var last = machines("workers").get(0).at("/metadata/uid").asString();
        assertNotEquals(machine, last);
        assertEquals(
                204,
                bench.ask("v1CloudConfigsAwsPoolMachinesUidDelete", "", config, "workers", last)
                        .status());
        bench.settle(uid);
        assertEquals(
                1,
                bench.ask("v1CloudConfigsAwsGet", "", config)
                        .body()
                        .at("/spec/machinePoolConfig")
                        .size());
    }

    @Test
    void aConfigurationIsFoundUnderItsOwnCloudOnly() {
        assertEquals(200, bench.ask("v1CloudConfigsAwsGet", "", config).status());
        assertEquals(404, bench.ask("v1CloudConfigsGcpGet", "", config).status());
        assertEquals(404, bench.ask("v1CloudConfigsAwsGet", "", uid).status());
    }

    @Test
    void badPoolsAreRefusedWithTheirPath() {
        refused("body.poolConfig.size", ClusterBodies.pool("aws", "control-plane", 2), "control-plane");
        refused("body.poolConfig.size", ClusterBodies.pool("aws", "workers", 0), "workers");
        refused(
                "body.poolConfig.isControlPlane",
                ClusterBodies.pool("aws", "workers", 1).replace("false", "true"),
                "workers");
        refused(
                "body.poolConfig.minSize",
                ClusterBodies.pool("aws", "workers", 2).replace("'size':2", "'size':2,'minSize':5,'maxSize':3"),
                "workers");
        refused(
                "body.poolConfig.updateStrategy",
                ClusterBodies.pool("aws", "workers", 2)
                        .replace(
                                "'size':2",
                                "'size':2,'updateStrategy':{'type':'OverrideScaling','maxSurge':'0','maxUnavailable':'0'}"),
                "workers");
        assertEquals(
                404,
                bench.ask("v1CloudConfigsAwsMachinePoolUpdate", ClusterBodies.pool("aws", "x", 1), config, "nowhere")
                        .status());
        var second = bench.ask(
                "v1CloudConfigsAwsMachinePoolCreate",
                ClusterBodies.pool("aws", "second", 1).replace("false", "true"),
                config);
        assertEquals(400, second.status());
        var gone = bench.ask("v1CloudConfigsAwsMachinePoolDelete", "", config, "control-plane");
        assertEquals(400, gone.status());
        var moved = bench.ask("v1CloudConfigsAwsUidClusterConfig", "{'clusterConfig':{'region':'us-east-1'}}", config);
        assertEquals("body.clusterConfig.region", moved.text("/details/faults/0/path"));
    }

    private void refused(String path, String body, String pool) {
        var before = pool(pool);
        var answer = bench.ask("v1CloudConfigsAwsMachinePoolUpdate", body, config, pool);
        assertEquals(400, answer.status(), answer.toString());
        assertEquals(path, answer.text("/details/faults/0/path"), answer.toString());
        assertEquals(before, pool(pool));
    }
}
