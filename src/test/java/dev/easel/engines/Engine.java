package dev.easel.engines;

import dev.easel.Fixture;
import java.nio.file.Path;
import java.util.Optional;

/** The engines that clusters are carried by. */
enum Engine {
    REHEARSAL,
    CAPI;

    /** As the annotation of a cluster names it. */
    String annotation() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Nothing of these clusters is left where the engine made them. */
    void assertNothingLeft(java.util.Collection<String> clusters) {
        if (this == REHEARSAL) return;
        var file = Path.of(System.getenv("CAPI_KUBECONFIG")).toFile();
        try (var client = new io.fabric8.kubernetes.client.KubernetesClientBuilder()
                .withConfig(io.fabric8.kubernetes.client.Config.fromKubeconfig(file))
                .build()) {
            for (var uid : clusters) {
                var room = client.namespaces().withName("cluster-" + uid);
                Waiting.until(
                        "the room of " + uid + " is gone",
                        () -> room.get() == null,
                        () -> room.get().toString());
            }
        }
    }

    /** A server on which it runs; empty when there is no management cluster for it. */
    Optional<Fixture> open() {
        if (this == REHEARSAL) return Optional.of(new Fixture());
        return Optional.ofNullable(System.getenv("CAPI_KUBECONFIG"))
                .map(Path::of)
                .map(file -> new Fixture("--management-kubeconfig", file.toString()));
    }
}
