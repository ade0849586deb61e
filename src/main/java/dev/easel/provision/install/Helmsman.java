package dev.easel.provision.install;

import com.marcnuri.helm.Helm;
import dev.easel.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Helm, as the library has it. It is native code: call it on threads of the platform only. */
final class Helmsman {
    /** How long hooks of a chart may take. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String KUBECONFIG = "kubeconfig";

    private final String kubeconfig;

    Helmsman(String kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    void upgrade(String namespace, String name, byte[] chart, ObjectNode values) {
        var texts = Map.of("chart.tgz", chart, "values.json", Json.MAPPER.writeValueAsBytes(values));
        inFolder(
                texts,
                folder -> new Helm(folder.resolve("chart.tgz"))
                        .upgrade()
                        .withName(name)
                        .withNamespace(namespace)
                        .install()
                        .resetValues()
                        .withTimeout((int) PATIENCE.toSeconds())
                        .withValuesFile(folder.resolve("values.json"))
                        .withKubeConfig(folder.resolve(KUBECONFIG))
                        .call());
    }

    /** @param release namespace and name */
    void uninstall(String release) {
        var slash = release.indexOf('/');
        inFolder(
                Map.of(),
                folder -> Helm.uninstall(release.substring(slash + 1))
                        .withNamespace(release.substring(0, slash))
                        .ignoreNotFound()
                        .withKubeConfig(folder.resolve(KUBECONFIG))
                        .call());
    }

    /** Helm reads files; these are for our own eyes, and gone when it has done its work. */
    private void inFolder(Map<String, byte[]> files, Consumer<Path> work) {
        try {
            var folder = Files.createTempDirectory("easel-helm-");
            try {
                Files.writeString(folder.resolve(KUBECONFIG), kubeconfig);
                for (var file : files.entrySet()) Files.write(folder.resolve(file.getKey()), file.getValue());
                work.accept(folder);
            } finally {
                Files.deleteIfExists(folder.resolve(KUBECONFIG));
                for (var name : files.keySet()) Files.deleteIfExists(folder.resolve(name));
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (IllegalStateException failed) {
            throw new Refused("Helm says: %s", Refused.said(failed));
        }
    }
}
