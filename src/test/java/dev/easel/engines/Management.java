package dev.easel.engines;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A management cluster that belongs to the tests alone: it is broken, and looked into past Easel. */
final class Management implements AutoCloseable {
    static final List<String> COMPONENTS =
            List.of("etcd", "apiserver", "controllers", "core", "bootstrap", "controlplane", "infra");
    private static final Path COMMAND = Path.of("clients/capi-stack/command");

    private final Path folder;
    private final KubernetesClient client;

    Management(Path folder) {
        this.folder = folder;
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
                .build();
    }

    /** Skips the test where there is none; one that others use is never broken, so its folder must be named. */
    static Management own() {
        var folder = Optional.ofNullable(System.getenv("CAPI_STACK"));
        Assumptions.assumeTrue(
                folder.isPresent(), "not run: CAPI_STACK names no stack to break, see ./easel test capi");
        return new Management(Path.of(folder.orElseThrow()));
    }

    Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    KubernetesClient client() {
        return client;
    }

    void kill(String component) {
        command("kill", component);
    }

    void start(String component) {
        command("start", component);
    }

    void pause(String component) {
        command("pause", component);
    }

    void resume(String component) {
        command("resume", component);
    }

    /** What was broken by a test that failed works for the next one. */
    void mend() {
        for (var component : COMPONENTS) {
            if (!isReady(component)) {
                if (run(COMMAND.toString(), folder.toString(), "resume", component)
                                .code()
                        != 0) start(component);
            }
        }
    }

    private boolean isReady(String component) {
        return run(COMMAND.toString(), folder.toString(), "status")
                .text()
                .lines()
                .anyMatch(line -> line.startsWith(component + " ") && line.contains(" ready "));
    }

    private void command(String... words) {
        command(folder, words);
    }

    private static void command(Path folder, String... words) {
        var command = new ArrayList<>(List.of(COMMAND.toString(), folder.toString()));
        command.addAll(List.of(words));
        var done = run(command.toArray(String[]::new));
        if (done.code() != 0) throw new AssertionError(String.join(" ", words) + ": " + done.text());
    }

    /** Another one beside it, or what a copy of one becomes, in a folder of its own. */
    static Management start(Path folder) {
        command(folder, "up");
        return new Management(folder);
    }

    /** Stops all of it; what it held stays in its folder. */
    void stop() {
        command("down");
    }

    /** Nothing of it is left. */
    static void purge(Path folder) {
        command(folder, "down", "--purge");
    }

    /** Forgets what etcd held before this moment, so that a watch cannot go on from there. */
    void compact() {
        var revision = etcd("/v3/kv/put", "{\"key\":\"L3Rlc3Q=\",\"value\":\"YQ==\"}")
                .replaceAll("(?s).*\"revision\":\"(\\d+)\".*", "$1");
        etcd("/v3/kv/compaction", "{\"revision\":\"%s\",\"physical\":true}".formatted(revision));
    }

    private String etcd(String path, String body) {
        var pki = folder.resolve("pki");
        var address = run(COMMAND.toString(), folder.toString(), "status")
                .text()
                .replaceAll("(?s).*etcd .*?(https://\\S+).*?\n.*", "$1");
        var done = run(
                "curl",
                "-sS",
                "--fail",
                "--cacert",
                pki.resolve("ca.crt").toString(),
                "--cert",
                pki.resolve("admin.crt").toString(),
                "--key",
                pki.resolve("admin.key").toString(),
                "-d",
                body,
                address + path);
        if (done.code() != 0) throw new AssertionError(done.text());
        return done.text();
    }

    record Done(int code, String text) {}

    private static Done run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var text = new String(process.getInputStream().readAllBytes());
            return new Done(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    MixedOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>> all(
            String kind, String plural) {
        return all("cluster.x-k8s.io", kind, plural);
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            all(String group, String kind, String plural) {
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion("v1beta2")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build());
    }

    /** All objects of a kind in a cluster's namespace, whoever made them. */
    List<GenericKubernetesResource> inRoom(String group, String kind, String uid) {
        return all(group, kind, kind.toLowerCase(Locale.ROOT) + "s")
                .inNamespace(namespace(uid))
                .list()
                .getItems();
    }

    /** Names of all secrets in a cluster's namespace. */
    List<String> secrets(String uid) {
        return client.secrets().inNamespace(namespace(uid)).list().getItems().stream()
                .map(secret -> secret.getMetadata().getName())
                .toList();
    }

    static String namespace(String uid) {
        return "cluster-" + uid;
    }

    List<GenericKubernetesResource> machines(String uid) {
        return all("Machine", "machines").inNamespace(namespace(uid)).list().getItems();
    }

    /** How many workers the controllers are asked for. */
    int workersAskedFor(String uid) {
        var pool = all("MachineDeployment", "machinedeployments")
                .inNamespace(namespace(uid))
                .withName("workers")
                .get();
        return (Integer) ((Map<?, ?>) pool.getAdditionalProperties().get("spec")).get("replicas");
    }

    boolean hasRoom(String uid) {
        return client.namespaces().withName(namespace(uid)).get() != null;
    }

    /** Everything that carries the cluster's label, by kind and how many; Kubernetes counts, not Easel. */
    long count(String kind, String plural, String uid) {
        return all(kind, plural)
                .inAnyNamespace()
                .withLabels(Map.of("easel.dev/cluster", uid))
                .list()
                .getItems()
                .size();
    }

    static void write(Path file, String text) {
        try {
            var draft = file.resolveSibling(file.getFileName() + ".draft");
            Files.writeString(draft, text);
            Files.move(
                    draft,
                    file,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String credentials() {
        try {
            return Files.readString(kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
