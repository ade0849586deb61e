package dev.easel.engines;

import dev.easel.TestClient;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;

/** A cluster's own Kubernetes API, by the kubeconfig that Easel hands out. */
final class Nodes {
    private Nodes() {}

    static List<Node> of(TestClient client, String cluster) {
        var file = client.get(Estate.CLUSTERS + cluster + "/assets/kubeconfig")
                .status(200)
                .text();
        try (var kubernetes = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(file))
                .build()) {
            return kubernetes.nodes().list().getItems();
        }
    }

    static List<String> names(TestClient client, String cluster) {
        return of(client, cluster).stream()
                .map(node -> node.getMetadata().getName())
                .sorted()
                .toList();
    }
}
