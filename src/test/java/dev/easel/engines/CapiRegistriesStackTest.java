package dev.easel.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.contract.Json;
import dev.easel.provision.capi.Stack;
import dev.easel.provision.install.Warehouse;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * From a registry that a user adds to what runs in a cluster, through the public API. The API server of the cluster is that
 * of the stack: the one that the development provider makes up holds nodes and little else.
 */
final class CapiRegistriesStackTest {
    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "{{ .Release.Name }}"}
            data: {text: "{{ .Values.text }}", version: "{{ .Chart.Version }}"}
            """;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final Path kubeconfig = Stack.kubeconfig();
    private final KubernetesClient kubernetes = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();

    @TempDir
    Path folder;

    private Warehouse warehouse;
    private Fixture house;
    private Estate estate;
    private String cluster = "";

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        warehouse = Warehouse.behindTls(folder);
        warehouse.authorization = "Basic " + encoded("sam:sesame");
        for (var version : List.of("1.0.0", "1.1.0")) warehouse.stock(version, Map.of("config.yaml", CONFIG));
        house = new Fixture("--management-kubeconfig", kubeconfig.toString());
        estate = Estate.on(house, Engine.CAPI);
        cluster = estate.create("shop-" + id);
        estate.awaitWhole(cluster, 2);
        lead();
    }

    @AfterEach
    void close() {
        estate.delete(cluster);
        estate.awaitGone(cluster);
        for (var space : List.of(space("helm"), space("oci")))
            kubernetes.namespaces().withName(space).delete();
        kubernetes.close();
        house.close();
        warehouse.close();
    }

    /** From now on the cluster's kubeconfig, which nobody renews any more, leads to the stack's own API server. */
    private void lead() throws IOException {
        var value = encoded(Files.readString(kubeconfig));
        var room = kubernetes.secrets().inNamespace(Management.namespace(cluster));
        var name = room.list().getItems().stream()
                .map(secret -> secret.getMetadata().getName())
                .filter(each -> each.endsWith("-kubeconfig"))
                .findFirst()
                .orElseThrow();
        room.withName(name).edit(secret -> {
            secret.getData().put("value", value);
            secret.getMetadata().setOwnerReferences(List.of());
            return secret;
        });
    }

    @Test
    void chartsOfRegistriesOfUsersAreInstalledUpgradedAndRemoved() throws IOException {
        var helm = registry("helm", "https://%s/charts".formatted(warehouse.address()));
        var oci = registry("oci/basic", "https://%s".formatted(warehouse.address()));
        var first = List.of(profile("helm", helm, "1.0.0"), profile("oci", oci, "1.0.0"));
        attach(Map.of(first.get(0), "", first.get(1), ""));
        for (var sort : List.of("helm", "oci")) awaitText(sort, "1.0.0");
        var one = map("helm").orElseThrow().getMetadata().getUid();

        var next = List.of(profile("helm", helm, "1.1.0"), profile("oci", oci, "1.1.0"));
        attach(Map.of(next.get(0), first.get(0), next.get(1), first.get(1)));
        for (var sort : List.of("helm", "oci")) awaitText(sort, "1.1.0");
        assertEquals(one, map("helm").orElseThrow().getMetadata().getUid(), "it was upgraded, and not made anew");

        driftIsReportedOrRepaired();

        var gone = Json.object();
        next.forEach(gone.putArray("profileUids")::add);
        estate.client().delete(Estate.CLUSTERS + cluster + "/profiles", gone).status(204);
        for (var sort : List.of("helm", "oci"))
            await(sort + " is removed", () -> map(sort).isEmpty());
        await("no pack is left", () -> packs().isEmpty());
    }

    private void driftIsReportedOrRepaired() {
        annotate("guess").status(400);
        annotate("report").status(204);
        edit("helm", "by hand");
        house.pass(Duration.ofMinutes(6));
        var fault = estate.awaitFault(
                cluster, "PackDrift", "ConfigMap %s/greeter (changed) since ".formatted(space("helm")));
        assertEquals("PacksInSync", fault.type());
        assertEquals("by hand", text("helm"));
        assertTrue(message("helm").contains("(changed) since"), () -> message("helm"));
        assertEquals("", message("oci"));
        assertEquals(
                "Healthy", estate.cluster(cluster).at("/status/health/state").asString());

        house.pass(Duration.ofMinutes(6));
        await("it is looked at again", () -> estate.conditions(cluster).contains(fault));
        annotate("repair").status(204);
        awaitText("helm", "1.1.0");
        estate.awaitNoFault(cluster, "PackDrift");
        var told = estate.events(cluster).stream().map(Estate.Event::reason).toList();
        assertTrue(told.contains("PackDrifted") && told.contains("PackDriftRepaired"), told::toString);
    }

    private String registry(String sort, String endpoint) throws IOException {
        var body = Json.object();
        body.putObject("metadata").put("name", sort.replace('/', '-') + "-" + id);
        var spec = body.putObject("spec").put("endpoint", endpoint);
        if (sort.startsWith("oci")) spec.put("providerType", "helm").put("basePath", "team");
        var auth = spec.putObject("auth")
                .put("type", "basic")
                .put("username", "sam")
                .put("password", "sesame");
        auth.putObject("tls").put("enabled", true).put("ca", Files.readString(folder.resolve("ca.pem")));
        return house.admin().create("/v1/registries/" + sort, body);
    }

    /** A version of the profile that has one chart in a namespace of its own. */
    private String profile(String sort, String registry, String version) {
        var values = "pack: {namespace: %s}\ncharts: {greeter: {text: \"%s\"}}\n".formatted(space(sort), version);
        var pack = Map.of(
                "name",
                "greeter",
                "tag",
                version,
                "registryUid",
                registry,
                "layer",
                "addon",
                "type",
                sort,
                "values",
                values);
        var template = Map.of("type", "add-on", "packs", List.of(pack));
        var body = Map.of(
                "metadata", Map.of("name", sort + "-" + id), "spec", Map.of("version", version, "template", template));
        var uid = estate.client().create("/v1/clusterprofiles", body);
        estate.client().patch("/v1/clusterprofiles/" + uid + "/publish", "").status(204);
        return uid;
    }

    /** @param profiles new ones, and which each of them replaces */
    private void attach(Map<String, String> profiles) {
        var body = Json.object();
        var list = body.putArray("profiles");
        profiles.forEach((uid, replaced) -> list.addObject().put("uid", uid).put("replaceWithProfile", replaced));
        estate.client().patch(Estate.CLUSTERS + cluster + "/profiles", body).status(204);
    }

    private dev.easel.TestClient.Reply annotate(String policy) {
        var metadata = estate.cluster(cluster).path("metadata").deepCopy();
        ((tools.jackson.databind.node.ObjectNode) metadata.path("annotations")).put("easel.dev/drift", policy);
        var body = Json.object();
        body.putObject("metadata")
                .put("name", metadata.path("name").asString())
                .set("annotations", metadata.path("annotations"));
        return estate.client().patch(Estate.CLUSTERS + cluster + "/metadata", body);
    }

    private void edit(String sort, String text) {
        kubernetes.configMaps().inNamespace(space(sort)).withName("greeter").edit(map -> {
            map.getData().put("text", text);
            return map;
        });
    }

    private Optional<ConfigMap> map(String sort) {
        return Optional.ofNullable(kubernetes
                .configMaps()
                .inNamespace(space(sort))
                .withName("greeter")
                .get());
    }

    private String text(String sort) {
        return map(sort).map(found -> found.getData().get("text")).orElse("");
    }

    private void awaitText(String sort, String text) {
        await(
                sort + " says " + text,
                () -> text(sort).equals(text)
                        && pack(sort).at("/condition/type").asString("").equals("Ready"));
    }

    private List<JsonNode> packs() {
        return estate.cluster(cluster)
                .at("/status/packs")
                .valueStream()
                .filter(pack -> pack.path("name").asString().equals("greeter"))
                .toList();
    }

    private JsonNode pack(String sort) {
        return packs().stream()
                .filter(pack -> pack.path("type").asString().equals(sort))
                .findFirst()
                .orElse(Json.object());
    }

    private String message(String sort) {
        return pack(sort).at("/condition/message").asString("");
    }

    private void await(String what, java.util.function.BooleanSupplier done) {
        Waiting.until(what, done, () -> packs() + "\n" + estate.picture(cluster));
    }

    private String space(String sort) {
        return "packs-" + sort + "-" + id;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
