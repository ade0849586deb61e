package dev.easel.clusters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.ClusterBench;
import dev.easel.ClusterBodies;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a new cluster may look like, what is refused, and how the clouds' odd fields are read back. */
final class CreationTest {
    private final ClusterBench bench = new ClusterBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private Bench.Answer make(String cloud, String name, UnaryOperator<String> edit) {
        var row = bench.clouds.named(cloud).orElseThrow();
        var profile = bench.profile(name, "1.0.0", cloud, "1.32.4");
        return bench.ask(row.cluster().operations().get("create"), edit.apply(bench.body(row, name, profile)));
    }

    private void refused(int status, String words, UnaryOperator<String> edit) {
        var answer = make("aws", "n" + System.nanoTime(), edit);
        assertEquals(status, answer.status(), answer.toString());
        assertTrue(answer.text("/message").contains(words), answer.toString());
        assertEquals(
                0,
                bench.ask("v1SpectroClustersSearchFilterSummary", "")
                        .body()
                        .path("items")
                        .size());
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsKept() {
        refused(
                400,
                "body.spec.machinepoolconfig[0].poolConfig.size",
                body -> body.replace("\"size\":1", "\"size\":2"));
        refused(
                400,
                "body.spec.machinepoolconfig[1].poolConfig.size",
                body -> body.replace("\"size\":2", "\"size\":0"));
        refused(
                400,
                "exactly one control plane",
                body -> body.replace("\"isControlPlane\":true", "\"isControlPlane\":false"));
        refused(400, "is taken by another pool", body -> body.replace("\"workers\"", "\"control-plane\""));
        refused(
                404,
                "aws cloud account 'nobody'",
                body -> body.replaceFirst("\"cloudAccountUid\":\"[0-9a-f]+\"", "\"cloudAccountUid\":\"nobody\""));
        refused(
                404,
                "cluster profile 'nothing'",
                body -> body.replaceFirst("\"profiles\":\\[.*", "\"profiles\":[{\"uid\":\"nothing\"}]}}"));
        refused(400, "body.spec.profiles", body -> body.replaceFirst("\"profiles\":\\[.*", "\"profiles\":[]}}"));
        var other = bench.profile("other", "1.0.0", "gcp", "1.32.4");
        refused(
                400,
                "other for gcp on a cluster of aws",
                body -> body.replaceFirst("\"profiles\":\\[.*", "\"profiles\":[{\"uid\":\"" + other + "\"}]}}"));
        var addon = bench.addon("only");
        refused(
                400,
                "needs an infrastructure profile",
                body -> body.replaceFirst("\"profiles\":\\[.*", "\"profiles\":[{\"uid\":\"" + addon + "\"}]}}"));
        refused(400, "body.metadata.name", body -> body.replaceFirst("\"name\":\"n[0-9]+\"", "\"name\":\"\""));
    }

    @Test
    void aNameIsTakenOnce() {
        assertEquals(
                204, bench.ask("v1SpectroClustersValidateName", "", "name=one").status());
        assertEquals(201, make("aws", "one", body -> body).status());
        var second = make("gcp", "one2", body -> body.replace("one2", "one"));
        assertEquals(409, second.status());
        assertEquals("ResourceAlreadyExists", second.text("/code"));
        assertEquals(
                409, bench.ask("v1SpectroClustersValidateName", "", "name=one").status());
        assertEquals(
                400,
                bench.inTenant("v1SpectroClustersValidateName", "", "name=one").status());
    }

    @Test
    void validationTriesEverythingAndKeepsNothing() {
        var row = bench.clouds.named("aws").orElseThrow();
        var body = bench.body(row, "maybe", bench.profile("maybe", "1.0.0", "aws", "1.32.4"));
        assertEquals(200, bench.ask("v1SpectroClustersAwsValidate", body).status());
        assertEquals(
                400,
                bench.ask("v1SpectroClustersAwsValidate", body.replace("\"size\":1", "\"size\":2"))
                        .status());
        assertEquals(
                0,
                bench.ask("v1SpectroClustersSearchFilterSummary", "")
                        .body()
                        .path("items")
                        .size());
    }

    @Test
    void settingsAreReadBackAsTheyWereWritten() {
        var more = """
                "clusterConfig":{"timezone":"Europe/Berlin","clusterMetaAttribute":"m","updateWorkerPoolsInParallel":true,
                  "hostClusterConfig":{"isHostCluster":false},"machineManagementConfig":{},
                  "location":{"countryCode":"de","geoLoc":{"latitude":1.5,"longitude":2.5}},
                  "resources":{
                    "namespaces":[{"metadata":{"name":"n1"},"spec":{"resourceAllocation":{"cpuCores":1}}}],
                    "rbacs":[{"spec":{"bindings":[
                      {"type":"ClusterRoleBinding","role":{"kind":"ClusterRole","name":"admin"}}]}}]}},
                "policies":{
                  "backupPolicy":{"backupLocationUid":"b","schedule":{"scheduledRunTime":"0 1 * * *"}},
                  "scanPolicy":{"kubeBench":{"schedule":{"scheduledRunTime":"0 2 * * *"}}}},
                """;
        var uid = make("aws", "settings", body -> body.replace("\"cloudAccountUid\"", more + "\"cloudAccountUid\""))
                .uid();
        var cluster = bench.ask("v1SpectroClustersGet", "", uid);
        assertEquals("Europe/Berlin", cluster.text("/spec/clusterConfig/timezone"));
        assertTrue(cluster.body()
                .at("/spec/clusterConfig/updateWorkerPoolsInParallel")
                .asBoolean());
        assertFalse(cluster.body()
                .at("/spec/clusterConfig/hostClusterConfig/isHostCluster")
                .asBoolean(true));
        assertTrue(
                cluster.body().at("/spec/clusterConfig/machineManagementConfig").isMissingNode());
        assertTrue(cluster.body().at("/spec/clusterConfig/resources").isMissingNode());
        assertEquals("de", cluster.text("/status/location/countryCode"));
        assertEquals("Pending", cluster.text("/status/state"));
        assertEquals(
                "n1",
                bench.ask("v1SpectroClustersUidConfigNamespacesGet", "", uid).text("/items/0/metadata/name"));
        assertEquals(
                "admin",
                bench.ask("v1SpectroClustersUidConfigRbacsGet", "", uid).text("/items/0/spec/bindings/0/role/name"));
        assertEquals(
                "0 1 * * *",
                bench.ask("v1ClusterFeatureBackupGet", "", uid).text("/spec/config/schedule/scheduledRunTime"));
        assertEquals(
                "0 2 * * *",
                bench.ask("v1ClusterFeatureComplianceScanGet", "", uid)
                        .text("/spec/driverSpec/kube-bench/config/schedule/scheduledRunTime"));
        assertEquals(
                404,
                bench.ask("v1SpectroClustersUidKubeConfigClientGet", "", uid).status());
        assertEquals(
                "Unknown",
                bench.ask("v1SpectroClustersSummaryUidOverview", "", uid).text("/status/health/state"));
    }

    private JsonNode config(String cloud, String name, UnaryOperator<String> edit) {
        var made = make(cloud, name, edit);
        assertEquals(201, made.status(), made.toString());
        var row = bench.clouds.named(cloud).orElseThrow();
        var uid = bench.ask("v1SpectroClustersGet", "", made.uid()).text("/spec/cloudConfigRef/uid");
        return bench.ask("v1CloudConfigs%sGet".formatted(row.tags().configs()), "", uid)
                .body()
                .path("spec");
    }

    @Test
    void oddFieldsAreReadBackWhereClientsLook() {
        var azure = config("azure", "az", body -> body).at("/machinePoolConfig/1");
        assertEquals("Linux", azure.path("osType").asString());
        assertEquals("Linux", azure.at("/osDisk/osType").asString());
        assertEquals(
                "Standard_LRS",
                azure.at("/osDisk/managedDisk/storageAccountType").asString());
        var gcp = config("gcp", "gc", body -> body).at("/machinePoolConfig/1");
        assertEquals("e2-standard-2", gcp.path("instanceType").asString());
        var maas = config("maas", "ma", body -> body).at("/machinePoolConfig/1");
        assertTrue(maas.at("/network/parentPoolRef/uid").isString());
        var vsphere = config("vsphere", "vs", body -> body);
        assertEquals(
                "u1",
                vsphere.at("/machinePoolConfig/0/placements/0/network/parentPoolRef/uid")
                        .asString());
        assertFalse(
                vsphere.at("/machinePoolConfig/0/placements/0/uid").asString().isEmpty());
        assertTrue(
                vsphere.at("/clusterConfig/placement/network/parentPoolRef/uid").isString());
        var edge = config("edge-native", "ed", body -> body).at("/machinePoolConfig/1/hosts");
        assertEquals(2, edge.size());
    }

    @Test
    void aManagedControlPlaneMayBeWrittenAsAnEmptyPool() {
        var empty =
                ClusterBodies.pool("eks", "cp-pool", 0).replace("false", "true").replace('\'', '"');
        var spec = config(
                "eks", "eks", body -> body.replace("\"machinepoolconfig\":[", "\"machinepoolconfig\":[" + empty + ","));
        assertEquals("cp-pool", spec.at("/machinePoolConfig/0/name").asString());
        assertEquals(0, spec.at("/machinePoolConfig/0/size").asInt());
        var uid = bench.ask("v1SpectroClustersSearchFilterSummary", "").text("/items/0/metadata/uid");
        assertEquals("Running", bench.settle(uid).getLast());
    }

    @Test
    void aCustomCloudSaysEverythingInItsOwnObjects() {
        var account = bench.account("nutanix");
        var profile = bench.profile("cc", "1.0.0", "nutanix", "1.32.4");
        var pool =
                "{'poolConfig':{'isControlPlane':%s},'cloudConfig':{'values':'kind: %s\\nmetadata:\\n  name: %s\\nspec:\\n  replicas: %d'}}";
        var body =
                "{'metadata':{'name':'cc'},'spec':{'cloudAccountUid':'%s','cloudConfig':{'values':'kind: Cluster'},'machinepoolconfig':[%s,%s],'profiles':[{'uid':'%s'}]}}"
                        .formatted(
                                account,
                                pool.formatted("true", "KubeadmControlPlane", "cp", 3),
                                pool.formatted("false", "MachineDeployment", "md", 2),
                                profile);
        var made = bench.ask("v1SpectroClustersCustomCreate", body, "nutanix");
        assertEquals(201, made.status(), made.toString());
        assertEquals("Running", bench.settle(made.uid()).getLast());
        var config = bench.ask("v1SpectroClustersGet", "", made.uid()).text("/spec/cloudConfigRef/uid");
        var spec = bench.ask("v1CloudConfigsCustomGet", "", "nutanix", config)
                .body()
                .path("spec");
        assertEquals("kind: Cluster", spec.at("/clusterConfig/values").asString());
        assertEquals("md", spec.at("/machinePoolConfig/1/name").asString());
        assertEquals(
                2,
                bench.ask("v1CloudConfigsCustomPoolMachinesList", "", "nutanix", config, "md")
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                404, bench.ask("v1SpectroClustersCustomCreate", body, "unknown").status());
        assertEquals(
                404, bench.ask("v1SpectroClustersCustomCreate", body, "aws").status());
    }

    @Test
    void anEdgeHostIsInOneClusterOnly() {
        var cloud = bench.clouds.named("edge-native").orElseThrow();
        var profile = bench.profile("edge", "1.0.0", "edge-native", "1.32.4");
        var first = bench.ask("v1SpectroClustersEdgeNativeCreate", bench.body(cloud, "first", profile));
        assertEquals(201, first.status());
        var second = bench.body(cloud, "second", profile);
        var taken = bench.ask("v1SpectroClustersEdgeNativeCreate", second);
        assertEquals("ResourceInUse", taken.text("/code"));
        assertTrue(taken.text("/message").contains("control-plane-host"), taken.text("/message"));
        var twice = second.replace("control-plane-host", "other").replace("workers-host", "other");
        var answer = bench.ask("v1SpectroClustersEdgeNativeCreate", twice);
        assertEquals(400, answer.status());
        var free = second.replace("control-plane-host", "a").replace("workers-host", "b");
        var made = bench.ask(
                "v1SpectroClustersEdgeNativeCreate",
                free.replace("\"second\"}]", "\"c\"}]").replace("\"hostUid\":\"second\"", "\"hostUid\":\"c\""));
        assertEquals(201, made.status(), made.body().toString());
        var config = bench.ask("v1SpectroClustersGet", "", made.uid()).text("/spec/cloudConfigRef/uid");
        var pool = ClusterBodies.pool("edge-native", "workers", 1);
        var greedy = bench.ask("v1CloudConfigsEdgeNativeMachinePoolUpdate", pool, config, "workers");
        assertEquals("ResourceInUse", greedy.text("/code"));
        var own = pool.replace("workers-host", "b");
        assertEquals(
                204,
                bench.ask("v1CloudConfigsEdgeNativeMachinePoolUpdate", own, config, "workers")
                        .status());
    }
}
