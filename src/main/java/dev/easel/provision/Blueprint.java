package dev.easel.provision;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A cluster as it is wished for, rendered from its documents by a pure function. Equal documents give equal blueprints.
 *
 * @param cloud name of the cloud's folder, such as {@code aws}
 * @param account uid of the cloud account; "" for clouds without
 * @param region region, location or datacenter; "" where the cloud has none
 * @param kubernetes version without "v", such as {@code 1.33.5}
 * @param pools in the order of the document
 * @param layers every pack of every profile, infrastructure first
 * @param cordoned uids of machines that shall take no new pods
 * @param dismissed uids of machines that shall go, their pool shrinking with them
 * @param material what the documents say in full
 */
public record Blueprint(
        Target target,
        String cloud,
        String account,
        String region,
        String kubernetes,
        List<Pool> pools,
        List<Layer> layers,
        Set<String> cordoned,
        Set<String> dismissed,
        Material material) {

    public Blueprint {
        material = Objects.requireNonNullElse(material, Material.NONE);
    }

    /** The same without the documents, for engines that need no more. */
    public Blueprint sketch() {
        return new Blueprint(
                target, cloud, account, region, kubernetes, pools, layers, cordoned, dismissed, Material.NONE);
    }

    /**
     * A machine pool.
     *
     * @param template everything that makes a machine what it is; another value replaces the pool's machines one by one
     * @param kubernetes version of this pool's machines (a pool may stay behind the control plane)
     * @param zones empty means that the engine chooses
     * @param strategy RollingUpdateScaleOut, RollingUpdateScaleIn or OverrideScaling
     * @param maxSurge machines above size while rolling
     * @param maxUnavailable machines below size while rolling
     */
    public record Pool(
            String name,
            boolean controlPlane,
            boolean alsoWorker,
            int size,
            String instanceType,
            String template,
            String kubernetes,
            List<String> zones,
            String strategy,
            int maxSurge,
            int maxUnavailable,
            Map<String, String> labels,
            List<Taint> taints) {}

    public record Taint(String key, String value, String effect) {}

    /**
     * One pack of one profile.
     *
     * @param layer os, k8s, cni, csi or addon
     * @param type spectro, helm, oci or manifest
     * @param priority install-priority: lower first, equal ones together
     * @param namespaces namespaces that the layer brings
     * @param content digest of values and manifests; another value is an upgrade in place
     */
    public record Layer(
            String profileUid,
            String name,
            String version,
            String layer,
            String type,
            int priority,
            List<String> namespaces,
            String content) {}
}
