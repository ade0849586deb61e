package dev.easel.provision.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Chart;
import dev.easel.provision.Material;
import dev.easel.provision.capi.Stack;
import dev.easel.provision.install.Item.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs in a real API server: installed, upgraded, drifted, mended, removed, and what is somebody else's left alone. */
final class CapiPacksStackTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "{{ .Release.Name }}"}
            data: {text: "{{ .Values.text }}", version: "{{ .Chart.Version }}"}
            """;

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: "{{ .Release.Name }}"}
            spec:
              replicas: {{ .Values.replicas }}
              selector: {matchLabels: {app: it}}
              template:
                metadata: {labels: {app: it}}
                spec: {containers: [{name: it, image: "example.com/it:1", resources: {requests: {cpu: 0.1}}}]}
            """;

    private static final Map<String, String> TEMPLATES = Map.of("config.yaml", CONFIG, "deployment.yaml", DEPLOYMENT);

    @TempDir
    Path folder;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String space = "packs-" + id;
    private final Installer installer = new Installer(Transport.PLAIN_ON_LOOPBACK, Clock.systemUTC());
    private String kubeconfig = "";
    private Optional<Workload> opened = Optional.empty();
    private Optional<Warehouse> stocked = Optional.empty();

    @BeforeEach
    void open() throws IOException {
        kubeconfig = Files.readString(Stack.kubeconfig());
        opened = Optional.of(new Workload(kubeconfig));
        stocked = Optional.of(new Warehouse(folder));
        warehouse().stock("1.0.0", TEMPLATES);
        warehouse().stock("1.1.0", TEMPLATES);
    }

    @AfterEach
    void close() {
        stocked.ifPresent(Warehouse::close);
        opened.ifPresent(workload -> {
            workload.delete(new Ref("v1", "Namespace", "", space));
            workload.close();
        });
    }

    @Test
    void aChartOfARepositoryIsInstalledUpgradedMendedAndRemoved() {
        live(version -> new Chart(warehouse().repository(), "greeter", version, ""));
    }

    @Test
    void aChartOfARegistryIsInstalledUpgradedMendedAndRemoved() {
        warehouse().authorization = "Basic c2FtOnNlc2FtZQ==";
        live(version -> new Chart(warehouse().registry(), "greeter", version, warehouse().authorization));
    }

    private interface Source {
        Chart version(String version);
    }

    private void live(Source source) {
        var first = chart("greeter", 0, source.version("1.0.0"), "text: one");
        until("it is ready", first, report -> report.outcomes().getFirst().fulfilled());
        assertEquals("one", get("ConfigMap", "greeter").text("/data/text"));
        var revision = get("Deployment", "greeter").text("/metadata/resourceVersion");
        assertEquals(List.of(), round(first).outcomes().getFirst().repaired());
        assertEquals(revision, get("Deployment", "greeter").text("/metadata/resourceVersion"));

        var next = chart("greeter", 0, source.version("1.1.0"), "charts: {greeter: {text: two, replicas: 2}}");
        until(
                "the upgrade is ready",
                next,
                report -> report.outcomes().getFirst().fulfilled());
        assertEquals("two", get("ConfigMap", "greeter").text("/data/text"));
        assertEquals("1.1.0", get("ConfigMap", "greeter").text("/data/version"));
        assertEquals(2, get("Deployment", "greeter").number("/spec/replicas", 0));

        edit("greeter", "text", "by hand");
        workload().delete(ref("Deployment", "greeter"));
        var repaired = round(next).outcomes().getFirst().repaired();
        assertEquals(2, repaired.size(), repaired::toString);
        assertEquals("two", get("ConfigMap", "greeter").text("/data/text"));
        assertTrue(workload().get(ref("Deployment", "greeter")).isPresent());

        foreign();
        until("it is gone", List.of(), report -> report.unfinished().isEmpty());
        assertTrue(workload().get(ref("Deployment", "greeter")).isEmpty());
        assertForeignIsThere();
    }

    @Test
    void manifestsAreAppliedMendedPrunedAndRemoved() {
        var first = manifests("maps", 0, Map.of("a", map("one", "1"), "b", map("two", "2")));
        assertTrue(round(first).outcomes().getFirst().fulfilled());
        assertEquals(List.of(), round(first).outcomes().getFirst().repaired());

        edit("one", "text", "by hand");
        workload().delete(ref("ConfigMap", "two"));
        var repaired = round(first).outcomes().getFirst().repaired();
        assertEquals(2, repaired.size(), repaired::toString);
        assertEquals("1", get("ConfigMap", "one").text("/data/text"));
        assertEquals("2", get("ConfigMap", "two").text("/data/text"));

        foreign();
        var next = manifests("maps", 0, Map.of("a", map("one", "11"), "c", map("three", "3")));
        assertTrue(round(next).outcomes().getFirst().fulfilled());
        assertEquals("11", get("ConfigMap", "one").text("/data/text"));
        assertTrue(workload().get(ref("ConfigMap", "two")).isEmpty());
        assertForeignIsThere();

        until("it is gone", List.of(), report -> report.removed().equals(List.of("maps")));
        assertTrue(workload().get(ref("ConfigMap", "one")).isEmpty());
        assertForeignIsThere();
    }

    @Test
    void aNamespaceGoesWithTheLastLayerAndAForeignObjectIsNeverTaken() {
        var one = manifests("one", 0, Map.of("a", map("one", "1"))).getFirst();
        var two = manifests("two", 0, Map.of("a", map("two", "2"))).getFirst();
        round(List.of(one, two));
        round(List.of(two));
        assertEquals("Active", space().orElseThrow().text("/status/phase"));
        round(List.of());
        var end = Instant.now().plus(LIMIT);
        while (space().isPresent() && Instant.now().isBefore(end)) pause();
        assertTrue(space().isEmpty());
    }

    @Test
    void whatExistsAlreadyIsNotTakenOver() {
        workload().apply(Item.named("v1", "Namespace", "", space));
        foreign();
        var wish = manifests("greedy", 0, Map.of("a", map("foreign", "mine")));
        var outcome = round(wish).outcomes().getFirst();
        assertEquals("Error", outcome.condition());
        assertEquals(
                "ConfigMap %s/foreign exists already and belongs to somebody else".formatted(space), outcome.message());
        round(List.of());
        assertForeignIsThere();
        assertEquals("Active", space().orElseThrow().text("/status/phase"));
    }

    @Test
    void definitionsComeFirstAndGroupsInTheirOrder() {
        var group = "g" + id + ".example.com";
        var definition = """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: things.%1$s}
                spec:
                  group: %1$s
                  names: {kind: Thing, plural: things}
                  scope: Namespaced
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.formatted(group);
        var thing = "apiVersion: %s/v1\nkind: Thing\nmetadata: {name: it}\n".formatted(group);
        var behind = manifests("behind", 5, Map.of("a", map("one", "1"))).getFirst();
        var ahead = manifests("ahead", -5, Map.of("a-thing", thing, "b-definition", definition))
                .getFirst();
        var stuck = manifests("ahead", -5, Map.of("a", "apiVersion: example.com/v1\nkind: None\nmetadata: {name: x}"))
                .getFirst();

        var report = round(List.of(behind, stuck));
        assertEquals("WaitingForOtherLayers", report.outcomes().getFirst().condition());
        assertEquals(
                "the cluster knows no None (example.com/v1)",
                report.outcomes().getLast().message());
        until(
                "both are ready",
                List.of(behind, ahead),
                found -> found.outcomes().stream().allMatch(Outcome::fulfilled));
        until("all is gone", List.of(), found -> found.unfinished().isEmpty());
        assertTrue(workload()
                .get(new Ref("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "things." + group))
                .isEmpty());
    }

    @Test
    void badChartsAndBadManifestsSayWhatIsWrong() {
        var bad = manifests("bad", 0, Map.of("a", "kind: [", "b", map("one", "1")));
        assertTrue(message(bad).startsWith("the manifest a is not YAML: "), () -> message(bad));
        var nameless = manifests("bad", 0, Map.of("a", "apiVersion: v1\nkind: ConfigMap\n"));
        assertEquals("the manifest a: document 1 has no metadata.name", message(nameless));
        var field = manifests("bad", 0, Map.of("a", map("one", "1") + "dat: {}\n"));
        assertTrue(message(field).contains(".dat"), () -> message(field));
        assertTrue(workload().get(ref("ConfigMap", "one")).isEmpty());
        assertTrue(message(chart("bad", 0, new Chart(warehouse().repository(), "greeter", "9.9.9", ""), ""))
                .contains("has no chart greeter 9.9.9"));
        warehouse().spoil("greeter", "1.0.0");
        assertTrue(message(chart("bad", 0, new Chart(warehouse().repository(), "greeter", "1.0.0", ""), ""))
                .contains("digest"));
        var text = "text: {a: 1}\nreplicas: many";
        assertTrue(message(chart("bad", 0, new Chart(warehouse().registry(), "greeter", "1.1.0", ""), text))
                .startsWith("Helm says: "));
        until("nothing is left", List.of(), report -> report.unfinished().isEmpty());
    }

    @Test
    void plainHttpIsNotSpokenUnlessItIsAllowed() {
        var strict = new Installer(Transport.TLS, Clock.systemUTC());
        var wish = chart("plain", 0, new Chart(warehouse().repository(), "greeter", "1.0.0", ""), "");
        var outcome = strict.round(kubeconfig, new Wish(id, wish)).outcomes().getFirst();
        assertTrue(outcome.message().contains("charts come by https only"), outcome::message);
    }

    private Warehouse warehouse() {
        return stocked.orElseThrow();
    }

    private Workload workload() {
        return opened.orElseThrow();
    }

    private Report round(List<Bundle> wish) {
        return installer.round(kubeconfig, new Wish(id, wish));
    }

    private String message(List<Bundle> wish) {
        return round(wish).outcomes().getFirst().message();
    }

    private List<Bundle> chart(String name, int priority, Chart chart, String values) {
        return List.of(new Bundle(
                layer(name, priority, values + chart), new Material.Texts(values, Map.of(), Optional.of(chart))));
    }

    private List<Bundle> manifests(String name, int priority, Map<String, String> manifests) {
        return List.of(new Bundle(layer(name, priority, manifests.toString()), new Material.Texts("", manifests)));
    }

    private Blueprint.Layer layer(String name, int priority, String content) {
        return new Blueprint.Layer(
                "profile-" + id, name, "1.0.0", "addon", "manifest", priority, List.of(space), content);
    }

    private static String map(String name, String text) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {text: \"%s\"}\n".formatted(name, text);
    }

    private void foreign() {
        workload().apply(new Item(Manifests.tree(map("foreign", "not yours"))).in(space));
    }

    private void assertForeignIsThere() {
        assertEquals("not yours", get("ConfigMap", "foreign").text("/data/text"));
    }

    private void edit(String name, String field, String text) {
        var fields = Json.object();
        fields.putObject("data").put(field, text);
        workload().merge(ref("ConfigMap", name), fields);
    }

    private Item get(String kind, String name) {
        return workload().get(ref(kind, name)).orElseThrow();
    }

    private Ref ref(String kind, String name) {
        return new Ref(kind.equals("Deployment") ? "apps/v1" : "v1", kind, space, name);
    }

    private Optional<Item> space() {
        return workload().get(new Ref("v1", "Namespace", "", space));
    }

    private void until(String what, List<Bundle> wish, Predicate<Report> holds) {
        var end = Instant.now().plus(LIMIT);
        var report = round(wish);
        while (!holds.test(report)) {
            assertTrue(Instant.now().isBefore(end), "not so: " + what + ": " + report);
            pause();
            report = round(wish);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
