package dev.easel.provision.capi;

import static dev.easel.provision.capi.Wishes.USUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Observation.Phase;
import dev.easel.provision.Provisioner.Leave;
import dev.easel.provision.Target;
import dev.easel.provision.install.Transport;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** How the secrets of a cloud account reach its provider, on a real API server. */
final class CapiKeysStackTest {
    private static final List<String> MAAS = List.of("MaasCluster", "MaasMachineTemplate");

    private final Target target = new Target(
            "tenant", "project", UUID.randomUUID().toString().replace("-", "").substring(0, 24), "keys", "capi");
    private final Notes notes = new Notes();
    private Optional<ObjectNode> account = Optional.of(Wishes.account());
    private CapiEngine engine;
    private Link link;

    @BeforeEach
    void open() {
        var kubeconfig = Stack.kubeconfig();
        var clock = Clock.systemUTC();
        var house = new CapiEngine.House(notes, Wishes.CLOUDS, (_, _) -> account.map(all -> all), _ -> {});
        engine = new CapiEngine(house, clock, new CapiEngine.Place(kubeconfig, Transport.TLS));
        link = new Link(kubeconfig, clock, new Wakes(_ -> {}));
        Stack.until("the management cluster answers", () -> link.trouble().isEmpty());
        Stack.until("the engine reaches it", () -> engine.trouble().isEmpty());
    }

    @AfterEach
    void close() {
        if (engine == null) return;
        leave(Leave.DRAINED);
        link.close();
        engine.close();
    }

    private void leave(Leave how) {
        Stack.until("all is gone", () -> engine.forget(target, how).phase() == Phase.GONE);
    }

    private Blueprint onDev() {
        return Wishes.as(target, USUAL.onDev());
    }

    private Blueprint onAws() {
        link.reach().apply(Stack.namespace("capa-system"));
        return Wishes.as(target, USUAL.on(Wishes.CLOUDS.named("aws").orElseThrow()));
    }

    private Optional<String> secret(String namespace, String entry) {
        return link.reach().secret(namespace, "easel-" + target.uid(), entry);
    }

    private Optional<String> token() {
        return secret(Names.namespace(target), "token");
    }

    @Test
    void anotherSecretInTheAccountReachesTheProviderAndNobodyElse() {
        engine.declare(onDev());
        assertEquals("made-up-token", token().orElseThrow());
        account.orElseThrow().putObject("credentials").put("token", "made-up-later");
        engine.declare(onDev());
        assertEquals("made-up-later", token().orElseThrow());
        var told = notes.read(target).orElseThrow() + engine.observe(target).toString();
        for (var secret : account.orElseThrow().path("credentials"))
            assertFalse(told.contains(secret.asString()), told);
    }

    @Test
    void aSecretThatSomebodyEditsIsMendedAndOneThatHoldsIsNotTouched() {
        engine.declare(onDev());
        var secret = Wishes.json("{'apiVersion':'v1','kind':'Secret','metadata':{}}");
        ((ObjectNode) secret.path("metadata"))
                .put("name", "easel-" + target.uid())
                .put("namespace", Names.namespace(target));
        var before = link.reach().get(new Thing(secret)).orElseThrow().text("/metadata/resourceVersion");
        engine.declare(onDev());
        assertEquals(before, link.reach().get(new Thing(secret)).orElseThrow().text("/metadata/resourceVersion"));
        var edit = Json.object();
        edit.putObject("data").put("token", "eA==");
        link.reach().merge(new Thing(secret), edit);
        Stack.until("it is mended", () -> {
            engine.declare(onDev());
            return token().orElseThrow().equals("made-up-token");
        });
    }

    @Test
    void keysOutsideOfTheNamespaceGoWithTheCluster() {
        engine.declare(onAws());
        assertEquals("made-up-key", secret("capa-system", "SecretAccessKey").orElseThrow());
        assertTrue(identity("AWSClusterStaticIdentity"));
        leave(Leave.DRAINED);
        assertTrue(secret("capa-system", "SecretAccessKey").isEmpty());
        assertFalse(identity("AWSClusterStaticIdentity"));
    }

    @Test
    void anotherWayIntoTheAccountLeavesNothingOfTheOldOne() {
        engine.declare(onAws());
        account.orElseThrow()
                .put("credentialType", "sts")
                .putObject("sts")
                .put("arn", "arn:aws:iam::123456789012:role/made-up");
        engine.declare(onAws());
        assertTrue(identity("AWSClusterRoleIdentity"));
        assertFalse(identity("AWSClusterStaticIdentity"));
        assertTrue(secret("capa-system", "SecretAccessKey").isEmpty());
        leave(Leave.FORCED);
        assertFalse(identity("AWSClusterRoleIdentity"));
    }

    private boolean identity(String kind) {
        var tree = Json.object()
                .put("apiVersion", "infrastructure.cluster.x-k8s.io/v1beta2")
                .put("kind", kind);
        tree.putObject("metadata").put("name", "easel-" + target.uid());
        return link.reach().get(new Thing(tree)).isPresent();
    }

    @Test
    void theProviderOfMaasFindsItsSecretInTheNamespaceOfTheCluster() {
        var made = MAAS.stream()
                .filter(kind -> link.reach().get(definition(kind)).isEmpty())
                .toList();
        made.stream().map(CapiKeysStackTest::definition).forEach(link.reach()::apply);
        Stack.until("its kinds are known", () -> MAAS.stream().allMatch(this::isKnown));
        try {
            var maas = Wishes.CLOUDS.named("maas").orElseThrow();
            engine.declare(Wishes.as(target, USUAL.on(maas)));
            assertEquals("made-up-api-key", maas("MAAS_API_KEY").orElseThrow());
            assertEquals("http://maas.example:5240/MAAS", maas("MAAS_ENDPOINT").orElseThrow());
            account.orElseThrow().put("apiKey", "made-up-later");
            engine.declare(Wishes.as(target, USUAL.on(maas)));
            assertEquals("made-up-later", maas("MAAS_API_KEY").orElseThrow());
            leave(Leave.DRAINED);
            assertTrue(maas("MAAS_API_KEY").isEmpty());
        } finally {
            made.stream().map(CapiKeysStackTest::definition).forEach(link.reach()::delete);
        }
    }

    private Optional<String> maas(String entry) {
        return link.reach().secret(Names.namespace(target), "capmaas-manager-bootstrap-credentials", entry);
    }

    private boolean isKnown(String kind) {
        return link.reach()
                .get(definition(kind))
                .filter(found -> Sign.isTrue(found, "Established"))
                .isPresent();
    }

    /** The definitions of the provider cannot be had here; these take every field. */
    private static Thing definition(String kind) {
        var plural = kind.toLowerCase(Locale.ROOT) + "s";
        var tree = Json.object().put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
        tree.putObject("metadata")
                .put("name", plural + ".infrastructure.cluster.x-k8s.io")
                .putObject("labels")
                .put("cluster.x-k8s.io/v1beta2", "v1beta1");
        var spec = tree.putObject("spec")
                .put("group", "infrastructure.cluster.x-k8s.io")
                .put("scope", "Namespaced");
        spec.putObject("names").put("kind", kind).put("plural", plural);
        var version = spec.putArray("versions").addObject().put("name", "v1beta1");
        version.put("served", true).put("storage", true);
        version.putObject("schema")
                .putObject("openAPIV3Schema")
                .put("type", "object")
                .put("x-kubernetes-preserve-unknown-fields", true);
        return new Thing(tree);
    }

    @Test
    void anAccountThatIsGoneIsToldAndNothingIsMade() {
        account = Optional.empty();
        engine.declare(onDev());
        assertEquals(
                "AccountMissing", engine.observe(target).conditions().getFirst().reason());
        assertTrue(link.reach().get(new Stamp(target).namespace()).isEmpty());
        account = Optional.of(Wishes.account());
        engine.declare(onDev());
        assertEquals("made-up-token", token().orElseThrow());
    }
}
