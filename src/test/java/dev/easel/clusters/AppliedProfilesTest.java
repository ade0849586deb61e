package dev.easel.clusters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.ClusterBench;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.provision.Material;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Profiles on a running cluster: another version, an add-on, newer content, and what has to be approved first. */
final class AppliedProfilesTest {
    private final ClusterBench bench = new ClusterBench();
    private String uid = "";
    private String first = "";

    @BeforeEach
    void start() {
        uid = bench.running("aws", "applied");
        first = cluster().text("/spec/clusterProfileTemplates/0/uid");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Bench.Answer cluster() {
        return bench.ask("v1SpectroClustersGet", "", uid);
    }

    private Bench.Answer replaceBy(String profile) {
        var body = "{'profiles':[{'uid':'%s','replaceWithProfile':'%s'}]}".formatted(profile, first);
        var answer = bench.ask("v1SpectroClustersPatchProfiles", body, uid);
        bench.settle(uid);
        return answer;
    }

    private String kubernetes() {
        var config = cluster().text("/spec/cloudConfigRef/uid");
        var machines = bench.cluster(uid).orElseThrow().at("/status/observed/machines");
        var versions = StreamSupport.stream(machines.spliterator(), false)
                .map(machine -> machine.path("kubernetes").asString())
                .distinct()
                .toList();
        assertEquals(1, versions.size(), config + machines);
        return versions.getFirst();
    }

    @Test
    void newerKubernetesWaitsForApprovalAndThenReplacesMachines() {
        assertEquals("1.32.4", kubernetes());
        assertEquals("Approved", cluster().text("/status/repave/state"));
        assertEquals(
                204,
                replaceBy(bench.profile("applied", "1.1.0", "aws", "1.33.1")).status());
        assertEquals("Pending", cluster().text("/status/repave/state"));
        assertTrue(cluster().body().at("/status/spcApply/canBeApplied").asBoolean());
        assertEquals("1.32.4", kubernetes());
        var waiting = bench.ask("v1SpectroClustersUidRepaveGet", "", uid);
        assertEquals("KubernetesVersionChanged", waiting.text("/spec/reasons/0/code"));
        var listed = bench.ask("v1DashboardSpectroClustersRepaveList", "", "repaveState=Pending");
        assertEquals(1, listed.body().path("items").size());
        assertEquals(
                204,
                bench.ask("v1SpectroClustersUidRepaveApproveUpdate", "", uid).status());
        assertEquals("Approved", cluster().text("/status/repave/state"));
        bench.settle(uid);
        assertEquals("1.33.1", kubernetes());
        assertEquals("Approved", cluster().text("/status/repave/state"));
        assertEquals(1, cluster().body().at("/status/upgrades").size());
        assertEquals(
                400,
                bench.ask("v1SpectroClustersUidRepaveApproveUpdate", "", uid).status());
    }

    /** A macro in the values of Kubernetes is part of the foundation, although no profile changes with it. */
    @Test
    void anotherMacroInTheFoundationWaitsForApproval() {
        var profile = bench.profile("macroed", "1.0.0", "aws", "1.32.4");
        bench.macro("depth", "one");
        bench.change(
                Kinds.CLUSTER_PROFILE,
                profile,
                body -> ((ObjectNode) body.at("/spec/published/packs/1"))
                        .put("values", "pack: '{{.spectro.macro.depth}}'"));
        var made = bench.running("aws", "macroed", profile);
        assertEquals("Approved", bench.ask("v1SpectroClustersGet", "", made).text("/status/repave/state"));
        bench.macro("depth", "two");
        bench.settle(made);
        assertEquals("Pending", bench.ask("v1SpectroClustersGet", "", made).text("/status/repave/state"));
        var asked = bench.ask("v1SpectroClustersUidRepaveGet", "", made);
        assertEquals("KubernetesValuesChanged", asked.text("/spec/reasons/0/code"));
        assertEquals("pack: 'one'", approved(made));
        assertEquals(
                204,
                bench.ask("v1SpectroClustersUidRepaveApproveUpdate", "", made).status());
        bench.settle(made);
        assertEquals("pack: 'two'", approved(made));
        var after = bench.ask("v1SpectroClustersGet", "", made);
        assertEquals("Approved", after.text("/status/repave/state"));
        assertEquals(1, after.body().at("/status/upgrades").size());
    }

    /** The values of Kubernetes that machines are made with; they may hold secrets, so they are kept sealed. */
    private String approved(String made) {
        var kept = bench.cluster(made).orElseThrow();
        assertTrue(kept.text("/easel/foundation/kubernetes/values").startsWith("sealed:"));
        var opened = bench.bench.store.open(kept);
        return opened.at("/easel/foundation/kubernetes/values").asString();
    }

    @Test
    void whatWaitsForApprovalIsNotHandedToAnEngine() {
        var waiting = new Material.Texts("new", Map.of());
        var layer = new Layers.Layer("p", "kubernetes", "1.32.4", "k8s", "spectro", 0, List.of(), "new", waiting);
        var standing = Foundation.read(Json.MAPPER.readTree(
                "{\"kubernetes\":{\"name\":\"kubernetes\",\"digest\":\"old\",\"values\":\"old\"}}"));
        assertEquals("OLD", layer.texts(standing, String::toUpperCase).values());
        assertEquals(
                "new",
                layer.texts(Foundation.wanted(List.of(layer)), String::toUpperCase)
                        .values());
    }

    @Test
    void aMissingProfileIsNamedWhereItStands() {
        var cloud = bench.clouds.named("aws").orElseThrow();
        var body = bench.body(cloud, "bad", first).replace("{\"uid\":\"" + first + "\"}", "{\"uid\":\"\"}");
        var answer = bench.ask("v1SpectroClustersAwsCreate", body);
        assertEquals("body.spec.profiles[0].uid", answer.text("/details/faults/0/path"));
    }

    @Test
    void goingBackTakesTheQuestionBack() {
        var next = bench.profile("applied", "1.1.0", "aws", "1.33.1");
        replaceBy(next);
        var back = "{'profiles':[{'uid':'%s','replaceWithProfile':'%s'}]}".formatted(first, next);
        assertEquals(204, bench.ask("v1SpectroClustersPatchProfiles", back, uid).status());
        assertEquals("Reverted", cluster().text("/status/repave/state"));
    }

    @Test
    void kubernetesGoesUpOneMinorAtATimeAndNeverDown() {
        for (var version : new String[] {"1.31.9", "1.32.3", "1.34.0"}) {
            var answer = replaceBy(bench.profile("applied", "2." + version, "aws", version));
            assertEquals(400, answer.status(), version);
            assertEquals("body.profiles", answer.text("/details/faults/0/path"));
        }
        assertEquals(first, cluster().text("/spec/clusterProfileTemplates/0/uid"));
    }

    @Test
    void anAddonComesAndGoesWithoutARepave() {
        var addon = bench.addon("extra");
        var attach =
                "{'profiles':[{'uid':'%s'}],'spcApplySettings':{'actionType':'DownloadAndInstall'}}".formatted(addon);
        assertEquals(
                204, bench.ask("v1SpectroClustersPatchProfiles", attach, uid).status());
        bench.settle(uid);
        assertEquals("Approved", cluster().text("/status/repave/state"));
        var packs = cluster().body().at("/status/packs");
        assertTrue(
                packs.valueStream()
                        .anyMatch(pack -> pack.path("profileUid").asString().equals(addon)
                                && pack.at("/condition/type").asString().equals("Ready")
                                && pack.at("/condition/status").asString().equals("True")),
                packs.toString());
        assertTrue(cluster()
                .body()
                .at("/status/conditions")
                .valueStream()
                .allMatch(condition -> condition.path("status").asString().equals("True")));
        var manifests = bench.ask("v1SpectroClustersProfilesUidPackManifestsGet", "", uid, addon, "notes");
        assertEquals("kind: ConfigMap", manifests.text("/items/0/spec/published/content"));
        assertEquals(
                "mextra", bench.ask("v1SpectroClustersUidManifestsGet", "", uid).text("/manifests/0/uid"));
        var text = "{'manifests':[{'uid':'mextra','content':'kind: Secret'}]}";
        assertEquals(
                204,
                bench.ask("v1SpectroClustersProfilesUidPackManifestsUpdate", text, uid, addon, "notes")
                        .status());
        assertEquals(
                "kind: Secret",
                bench.ask("v1SpectroClustersUidPackManifestsUidGet", "", uid, "mextra")
                        .text("/spec/published/content"));
        assertEquals(
                204,
                bench.ask("v1SpectroClustersDeleteProfiles", "{'profileUids':['%s']}".formatted(addon), uid)
                        .status());
        bench.settle(uid);
        assertEquals(1, cluster().body().at("/spec/clusterProfileTemplates").size());
        var infra = bench.ask("v1SpectroClustersDeleteProfiles", "{'profileUids':['%s']}".formatted(first), uid);
        assertEquals(400, infra.status());
        assertEquals(
                404,
                bench.ask("v1SpectroClustersDeleteProfiles", "{'profileUids':['nothing']}", uid)
                        .status());
    }

    @Test
    void aNewerContentIsOfferedAndTaken() {
        assertEquals(
                0,
                bench.ask("v1SpectroClustersGetProfileUpdates", "", uid)
                        .body()
                        .path("profiles")
                        .size());
        bench.change(
                Kinds.CLUSTER_PROFILE,
                first,
                body -> ((ObjectNode) body.path("metadata")).putObject("labels").put("a", "b"));
        assertEquals(
                0,
                bench.ask("v1SpectroClustersGetProfileUpdates", "", uid)
                        .body()
                        .path("profiles")
                        .size());
        bench.change(
                Kinds.CLUSTER_PROFILE,
                first,
                body -> ((ObjectNode) body.at("/spec/published/packs/2")).put("tag", "3.30.9"));
        var offered = bench.ask("v1SpectroClustersGetProfileUpdates", "", uid);
        assertEquals("3.30.9", offered.text("/profiles/0/packs/2/tag"));
        var take = "{'profiles':[{'uid':'%s','packs':[{'name':'cni-calico','values':'a: 1','layer':'cni'}]}]}"
                .formatted(first);
        assertEquals(
                204, bench.ask("v1SpectroClustersPacksRefUpdate", take, uid).status());
        assertEquals("a: 1", cluster().text("/spec/clusterProfileTemplates/0/packs/2/values"));
        assertEquals(
                0,
                bench.ask("v1SpectroClustersGetProfileUpdates", "", uid)
                        .body()
                        .path("profiles")
                        .size());
        var config = bench.ask("v1SpectroClustersUidProfilesUidPacksConfigGet", "", uid, first, "cni-calico");
        assertTrue(config.body().at("/items/0/spec/isValuesOverridden").asBoolean());
        assertEquals(
                "3.30.9",
                bench.ask("v1SpectroClustersGetProfiles", "", uid).text("/profiles/0/spec/packs/2/spec/version"));
        bench.ask("v1SpectroClustersGetProfilesPacksManifests", "", uid);
    }

    @Test
    void whatIsToBeInstalledLaterWaitsUntilItIsTime() {
        var addon = bench.addon("later");
        var attach = "{'profiles':[{'uid':'%s'}],'spcApplySettings':{'actionType':'DownloadAndInstallLater'}}"
                .formatted(addon);
        assertEquals(
                204, bench.ask("v1SpectroClustersPatchProfiles", attach, uid).status());
        bench.settle(uid);
        assertTrue(cluster().body().at("/status/spcApply/canBeApplied").asBoolean());
        assertEquals(2, cluster().body().at("/spec/clusterProfileTemplates").size());
        assertFalse(cluster().body().at("/status/packs").toString().contains(addon));
        assertEquals(
                202, bench.ask("v1SpectroClustersUidStatusSpcApply", "", uid).status());
        bench.settle(uid);
        assertTrue(cluster().body().at("/status/packs").toString().contains(addon));
    }

    @Test
    void valuesAreReadResolvedButSecretsStayMasked() {
        bench.change(Kinds.CLUSTER_PROFILE, first, body -> {
            var variables = ((ObjectNode) body.path("spec")).putArray("variables");
            variables.addObject().put("name", "open").put("defaultValue", "a");
            variables.addObject().put("name", "secret").put("isSensitive", true).put("defaultValue", "b");
            ((ObjectNode) body.at("/spec/published/packs/2"))
                    .put("values", "open: '{{.spectro.var.open}}'\nsecret: '{{.spectro.var.secret}}'\n");
        });
        var body =
                "{'profiles':[{'uid':'%s','variables':[{'name':'open','value':'seen'},{'name':'secret','value':'unseen'}]}]}";
        assertEquals(
                204,
                bench.ask("v1SpectroClustersPatchProfiles", body.formatted(first), uid)
                        .status());
        bench.settle(uid);
        assertEquals("Running", cluster().text("/status/state"));
        var values = bench.ask("v1SpectroClustersUidPacksResolvedValuesGet", "", uid)
                .text("/profiles/0/resolved/cni-calico");
        assertTrue(values.contains("seen") && values.contains("********") && !values.contains("unseen"), values);
        var resolved = bench.ask("v1SpectroClustersGet", "", uid, "resolvePackValues=true");
        assertEquals(values, resolved.text("/spec/clusterProfileTemplates/0/packs/2/values"));
        var addons = bench.ask("v1SpectroClustersGet", "", uid, "profileType=add-on");
        assertEquals(0, addons.body().at("/spec/clusterProfileTemplates").size());
    }
}
