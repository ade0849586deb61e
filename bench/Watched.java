package bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What it costs to look after the objects of 1,000 clusters of three machines in a management cluster, when all is quiet. */
final class Watched implements Benchmark {
    private static final int CLUSTERS = Integer.getInteger("bench.capi.clusters", 1_000);
    private static final int MACHINES = 3;
    private static final int HANDS = 8;
    private static final long SETTLING = 20_000;
    private static final long MINUTE = 60_000;
    private static final String GROUP = "cluster.x-k8s.io";

    @Override
    public List<Result> run(Plan plan) throws IOException {
        var file = Optional.ofNullable(System.getenv("CAPI_KUBECONFIG"));
        if (file.isEmpty()) {
            System.out.println("not run: CAPI_KUBECONFIG names no stack; ./easel stack up starts one");
            return List.of();
        }
        var config = Config.fromKubeconfig(Path.of(file.get()).toFile());
        config.setRequestTimeout(60_000);
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            fill(client);
            return measure(plan, client, file.get());
        }
    }

    private static List<Result> measure(Plan plan, KubernetesClient client, String kubeconfig) throws IOException {
        var without = costs(plan, client);
        var with = costs(plan, client, "--management-kubeconfig", kubeconfig);
        var objects = CLUSTERS * (MACHINES + 2) + " objects of " + CLUSTERS + " clusters";
        return List.of(
                told("watched: RSS, MiB", "%.0f", with.memory() - without.memory(), objects + ": more than without"),
                told("watched: heap after a collection, MiB", "%.0f", with.heap() - without.heap(), "the same"),
                told("watched: ms of CPU per s", "%.1f", with.processor() - without.processor(), "when nothing happens"),
                told("watched: threads", "%.0f", with.threads() - without.threads(), "of the operating system"),
                told("watched: requests per minute", "%.0f", with.requests() - without.requests(), "as the API server counts"),
                told("watched: watches", "%.0f", with.watches() - without.watches(), "one for each sort of object"));
    }

    private static Result told(String name, String format, double figure, String remark) {
        return Result.told(name, format, Benchmark.figures(List.of(figure)), remark);
    }

    private record Costs(double memory, double heap, double processor, double threads, double requests, double watches) {}

    /** A quiet minute of a server, and what the API server was asked by all meanwhile. */
    private static Costs costs(Plan plan, KubernetesClient client, String... settings) throws IOException {
        try (var server = Running.easel(plan.java(), plan.fresh("watched"), settings)) {
            Running.nap(SETTLING);
            var before = server.cpu();
            var asked = sum(client, "apiserver_request_total");
            Running.nap(MINUTE);
            return new Costs(
                    server.residentMiB(),
                    server.heapMiB(),
                    server.cpu().minus(before).toMillis() * 1e3 / MINUTE,
                    server.threads(),
                    sum(client, "apiserver_request_total") - asked,
                    sum(client, "apiserver_longrunning_requests"));
        }
    }

    /** Of a metric of the API server, over all that it tells apart, but for what concerns leases of others. */
    private static double sum(KubernetesClient client, String metric) {
        return client.raw("/metrics")
                .lines()
                .filter(line -> line.startsWith(metric + "{") && !line.contains("resource=\"leases\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Paused, so that no controller makes anything of them; what is there from another run stays. */
    private static void fill(KubernetesClient client) throws IOException {
        try (var hands = Executors.newFixedThreadPool(HANDS)) {
            var all = IntStream.range(0, CLUSTERS)
                    .mapToObj(number -> hands.submit(() -> cluster(client, "bench-" + number)))
                    .toList();
            for (var each : all) each.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IOException("the objects cannot be made", e);
        }
    }

    private static void cluster(KubernetesClient client, String name) {
        client.namespaces()
                .resource(new NamespaceBuilder().withNewMetadata()
                        .withName(name)
                        .withLabels(Map.of("easel.dev/cluster", name))
                        .endMetadata()
                        .build())
                .serverSideApply();
        apply(client, "Cluster", "clusters", metadata(name, name), Map.of("paused", true, "infrastructureRef", made("DevCluster", name)));
        for (int i = 0; i < MACHINES; i++) {
            var spec = Map.of(
                    "clusterName", name,
                    "version", "v1.32.10",
                    "bootstrap", Map.of("dataSecretName", "none"),
                    "infrastructureRef", made("DevMachine", name));
            apply(client, "Machine", "machines", metadata(name, name + "-" + i), spec);
        }
    }

    private static Map<String, String> made(String kind, String name) {
        return Map.of("apiGroup", "infrastructure." + GROUP, "kind", kind, "name", name);
    }

    private static ObjectMeta metadata(String cluster, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(cluster)
                .withLabels(Map.of("easel.dev/cluster", cluster, "easel.dev/pool", "workers"))
                .build();
    }

    private static void apply(
            KubernetesClient client, String kind, String plural, ObjectMeta metadata, Map<String, ?> spec) {
        var object = new GenericKubernetesResource();
        object.setApiVersion(GROUP + "/v1beta2");
        object.setKind(kind);
        object.setMetadata(metadata);
        object.setAdditionalProperty("spec", spec);
        client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(GROUP)
                        .withVersion("v1beta2")
                        .withKind(kind)
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build())
                .inNamespace(metadata.getNamespace())
                .resource(object)
                .serverSideApply();
    }
}
