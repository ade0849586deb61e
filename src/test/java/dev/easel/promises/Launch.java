package dev.easel.promises;

import dev.easel.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shortest way to a cluster through the public API: an account, a profile of catalogue packs, two pools. */
final class Launch {
    static final String CLUSTERS = "/v1/spectroclusters/aws";
    static final String PROFILES = "/v1/clusterprofiles";
    static final String ACCOUNTS = "/v1/cloudaccounts/aws";

    private static final List<String> LAYERS = List.of("ubuntu-aws 22.04", "cni-calico 3.31.4", "csi-aws-ebs 1.55.0");

    private Launch() {}

    static String account(TestClient client, String name) {
        return client.create(ACCOUNTS, named(name, Map.of("accessKey", "AK", "secretKey", "SK")));
    }

    /** A published infrastructure profile for AWS. */
    static String profile(TestClient client, String name, String version, String kubernetes) {
        var layers = new ArrayList<>(LAYERS);
        layers.add(1, "kubernetes " + kubernetes);
        var packs = layers.stream().map(layer -> client.pack(layer)).toList();
        var template = Map.of("type", "cluster", "cloudType", "aws", "packs", packs);
        var uid = client.create(PROFILES, named(name, Map.of("version", version, "template", template)));
        client.patch(PROFILES + "/" + uid + "/publish", "").status(204);
        return uid;
    }

    /** One control plane machine and two workers. */
    static Map<String, Object> cluster(String name, String account, String profile) {
        return cluster(name, account, profile, List.of(pool("control-plane", 1), pool("workers", 2)));
    }

    static Map<String, Object> cluster(String name, String account, String profile, List<?> pools) {
        return named(
                name,
                Map.of(
                        "cloudAccountUid",
                        account,
                        "cloudConfig",
                        Map.of("region", "eu-west-1", "sshKeyName", "key"),
                        "profiles",
                        profile.isEmpty() ? List.of() : List.of(Map.of("uid", profile)),
                        "machinepoolconfig",
                        pools));
    }

    /** A machine pool; the one named control-plane is one. */
    static Map<String, Object> pool(String name, int size) {
        var controlPlane = name.equals("control-plane");
        return Map.of(
                "poolConfig",
                Map.of(
                        "name", name,
                        "size", size,
                        "isControlPlane", controlPlane,
                        "labels", List.of(controlPlane ? "control-plane" : "worker")),
                "cloudConfig",
                Map.of("instanceType", "m5.large", "azs", List.of("eu-west-1a"), "rootDeviceSize", 60));
    }

    /** Waits until the cluster runs, and answers the path of its cloud configuration. */
    static String running(TestClient client, String cluster) {
        var seen = client.await(
                "/v1/spectroclusters/" + cluster,
                shown -> shown.at("/status/state").asString("").equals("Running"));
        return "/v1/cloudconfigs/aws/" + seen.at("/spec/cloudConfigRef/uid").asString();
    }

    static Map<String, Object> named(String name, Map<String, Object> spec) {
        return Map.of("metadata", Map.of("name", name), "spec", spec);
    }
}
