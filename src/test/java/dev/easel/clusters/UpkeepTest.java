package dev.easel.clusters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.ClusterBench;
import dev.easel.ClusterBodies;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of a cluster beside its machines: prices, certificates, kubeconfigs, locks, its text; and imports. */
final class UpkeepTest {
    private final ClusterBench bench = new ClusterBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void pricesAreSumsOfMachinesAndDisks() {
        var body = "{'cloudConfig':{'region':'eu-central-1'},'machinepoolconfig':[%s]}"
                .formatted(ClusterBodies.pool("aws", "workers", 3));
        var rate = bench.ask("v1SpectroClustersAwsRate", body);
        var compute = rate.body().at("/machinePools/0/rate/compute/rate").asDouble();
        var storage = rate.body().at("/machinePools/0/rate/storage/0/rate").asDouble();
        assertEquals(
                bench.clouds
                        .price(bench.clouds.named("aws").orElseThrow(), "m5.large")
                        .orElseThrow(),
                compute,
                1e-6);
        assertEquals(3 * (compute + storage), rate.body().at("/rate/total").asDouble(), 1e-5);
        var monthly = bench.ask("v1SpectroClustersAwsRate", body, "periodType=monthly");
        assertEquals(730 * 3 * compute, monthly.body().at("/rate/compute").asDouble(), 1e-3);
        for (var cloud : bench.clouds.all()) {
            var operation = cloud.cluster().operations().get("rate");
            if (operation == null || cloud.name().equals("generic")) continue;
            var pools = "{'machinepoolconfig':[%s]}".formatted(ClusterBodies.pool(cloud.name(), "workers", 2));
            assertEquals(200, bench.ask(operation, pools).status(), operation);
        }
        var spot = bench.ask("v1SpectroClustersAwsRate", body.replace("on-demand", "spot"));
        assertTrue(spot.body().at("/rate/compute").asDouble()
                < rate.body().at("/rate/compute").asDouble());
    }

    @Test
    void aClusterCostsAsLongAsItLives() {
        var uid = bench.running("aws", "costly");
        var hour = bench.ask("v1SpectroClustersUidRate", "", uid)
                .body()
                .at("/rate/total")
                .asDouble();
        assertTrue(hour > 0.25);
        bench.bench.pass(Duration.ofHours(10));
        var cost = bench.ask("v1SpectroClustersUidCostSummary", "", uid)
                .body()
                .at("/cluster/cost/total")
                .asDouble();
        assertEquals(10 * hour, cost, hour);
    }

    @Test
    void certificatesAreMadeRenewedAndEnd() {
        var uid = bench.running("aws", "certified");
        var made = expiry(uid);
        assertTrue(made.isAfter(bench.bench.store.clock().instant().plus(Duration.ofDays(364))));
        bench.bench.pass(Duration.ofDays(100));
        assertEquals(made, expiry(uid));
        assertEquals(
                204, bench.ask("v1SpectroClustersCertificatesRenew", "", uid).status());
        assertEquals(bench.bench.store.clock().instant().plus(Duration.ofDays(365)), expiry(uid));
        bench.bench.pass(Duration.ofDays(340));
        assertEquals(bench.bench.store.clock().instant().plus(Duration.ofDays(360)), expiry(uid));
        var managed = bench.running("eks", "managed");
        assertEquals(
                0,
                bench.ask("v1SpectroClustersK8Certificate", "", managed)
                        .body()
                        .path("machineCertificates")
                        .size());
        assertEquals(
                400,
                bench.ask("v1SpectroClustersCertificatesRenew", "", managed).status());
    }

    private Instant expiry(String uid) {
        return Instant.parse(bench.ask("v1SpectroClustersK8Certificate", "", uid)
                .text("/machineCertificates/0/certificateAuthorities/0/certificates/0/expiry"));
    }

    @Test
    void kubeconfigsAndTheClustersText() {
        var uid = bench.running("aws", "ways");
        for (var operation : new String[] {
            "v1SpectroClustersUidKubeConfig",
            "v1SpectroClustersUidKubeConfigClientGet",
            "v1SpectroClustersUidAdminKubeConfig"
        }) {
            var text = bench.ask(operation, "", uid).body().asString();
            assertTrue(text.contains("kind: Config") || text.contains("\"Config\""), text);
        }
        var text = bench.ask("v1SpectroClustersUidDownload", "", uid).body().asString();
        assertTrue(text.contains("cloudType: \"aws\""), text);
        assertEquals("Running", bench.ask("v1SpectroClustersUidStatus", "", uid).text("/status/state"));
    }

    @Test
    void theAgentsUpgradeIsLockedForOneAndForAll() {
        var one = bench.running("aws", "one");
        var two = bench.running("gcp", "two");
        bench.ask("v1SpectroClustersUidUpgradeSettings", "{'spectroComponents':'lock'}", one);
        assertEquals("true", locked(one));
        assertEquals("", locked(two));
        bench.ask(
                "v1SpectroClustersUidMetadataUpdate",
                "{'metadata':{'name':'one','annotations':{'description':'d'}}}",
                one);
        assertEquals("true", locked(one));
        assertEquals(
                "unlock", bench.ask("v1SpectroClustersUpgradeSettingsGet", "").text("/spectroComponents"));
        bench.ask("v1SpectroClustersUpgradeSettings", "{'spectroComponents':'lock'}");
        assertEquals(
                "lock", bench.ask("v1SpectroClustersUpgradeSettingsGet", "").text("/spectroComponents"));
        assertEquals("true", locked(two));
        assertEquals("true", locked(bench.running("maas", "three")));
        bench.inTenant("v1SpectroClustersUpgradeSettings", "{'spectroComponents':'unlock'}");
        assertEquals("false", locked(two));
    }

    private String locked(String uid) {
        return bench.ask("v1SpectroClustersGet", "", uid)
                .text("/metadata/annotations/spectroComponentsUpgradeForbidden");
    }

    @Test
    void anImportedClusterWaitsForItsAgent() {
        var body = "{'metadata':{'name':'%s','labels':{'a':'b'}},'spec':{'clusterConfig':{'importMode':'read-only'}}}";
        for (var cloud : bench.clouds.all()) {
            var operation = cloud.cluster().operations().get("import");
            if (operation == null) continue;
            var uid = bench.ask(operation, body.formatted("i-" + cloud.name())).uid();
            bench.settle(uid);
            var cluster = bench.ask("v1SpectroClustersGet", "", uid);
            assertEquals("Importing", cluster.text("/status/state"));
            assertEquals("read-only", cluster.text("/spec/clusterConfig/importMode"));
            assertTrue(cluster.text("/status/clusterImport/importLink").startsWith("kubectl apply -f https://"));
            var tag = cloud.tags().configs();
            assertEquals(
                    200,
                    bench.ask("v1CloudConfigs%sGet".formatted(tag), "", cluster.text("/spec/cloudConfigRef/uid"))
                            .status());
            var manifest = bench.bench
                    .ask("", "", "v1SpectroClustersUidImportManifest", "", uid)
                    .body()
                    .asString();
            assertTrue(manifest.contains("clusterUid: " + uid), manifest);
        }
        var readOnly = "{'filter':{'isImportReadOnly':true}}";
        assertTrue(bench.ask("v1SpectroClustersMetadata", readOnly)
                        .body()
                        .path("items")
                        .size()
                >= 5);
        var first = bench.ask("v1SpectroClustersSearchFilterSummary", "").text("/items/0/metadata/uid");
        assertEquals(
                204,
                bench.ask("v1SpectroClustersUidImportUpgradePatch", "", first).status());
        assertEquals("", bench.ask("v1SpectroClustersGet", "", first).text("/spec/clusterConfig/importMode"));
        assertEquals(
                400,
                bench.ask("v1SpectroClustersUidImportUpgradePatch", "", first).status());
        assertEquals(204, bench.ask("v1SpectroClustersDelete", "", first).status());
        bench.settle(first);
        assertEquals(404, bench.ask("v1SpectroClustersGet", "", first).status());
        assertEquals(
                404,
                bench.bench
                        .ask("", "", "v1SpectroClustersUidImportManifest", "", first)
                        .status());
    }
}
