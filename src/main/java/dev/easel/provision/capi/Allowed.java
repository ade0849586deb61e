package dev.easel.provision.capi;

import java.util.Set;

/** What users may have made for a cluster of a cloud that they registered: it is applied with Easel's own rights. */
final class Allowed {
    private static final Set<String> GROUPS = Set.of(
            "cluster.x-k8s.io",
            "bootstrap.cluster.x-k8s.io",
            "controlplane.cluster.x-k8s.io",
            "infrastructure.cluster.x-k8s.io",
            "addons.cluster.x-k8s.io",
            "ipam.cluster.x-k8s.io");

    private static final Set<String> PLAIN = Set.of("Secret", "ConfigMap");

    private Allowed() {}

    static void must(Thing thing) {
        var version = thing.sort().apiVersion();
        var ours = GROUPS.contains(version.replaceFirst("/.*", "")) && version.contains("/");
        if (ours || version.equals("v1") && PLAIN.contains(thing.kind())) return;
        throw new Wrong(
                "TemplateInvalid",
                "%s %s may not stand in a template of a registered cloud: only objects of Cluster API, Secrets and ConfigMaps"
                        .formatted(thing.sort(), thing.name()));
    }
}
