package dev.easel.provision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What the documents of a cluster say in full, for engines that make more than a sketch of it. No secrets but
 * those that open a chart repository.
 *
 * @param config cloud configuration of the cluster, as clients read it
 * @param account specification of the cloud account, as clients read it
 * @param pools the document of each pool, by name
 * @param behind values of the Kubernetes pack for pools that stay behind, by name
 * @param templates files of a cloud that was registered at run time, by name; empty for the clouds that Easel brings along
 * @param layers texts of each layer, in the order of the blueprint
 * @param drift what becomes of layers that are found otherwise
 */
public record Material(
        JsonNode config,
        JsonNode account,
        Map<String, JsonNode> pools,
        Map<String, String> behind,
        Map<String, String> templates,
        List<Texts> layers,
        Drift drift) {

    public static final Material NONE =
            new Material(MissingNode.getInstance(), MissingNode.getInstance(), Map.of(), Map.of(), Map.of(), List.of());

    public Material(
            JsonNode config,
            JsonNode account,
            Map<String, JsonNode> pools,
            Map<String, String> behind,
            Map<String, String> templates,
            List<Texts> layers) {
        this(config, account, pools, behind, templates, layers, Drift.REPAIR);
    }

    /**
     * Resolved values of a pack, its manifests by name, and its chart, if it has one.
     *
     * @param profile name of the profile, which all its versions share; "" where that does not matter
     */
    public record Texts(String values, Map<String, String> manifests, Optional<Chart> chart, String profile) {
        public Texts(String values, Map<String, String> manifests) {
            this(values, manifests, Optional.empty(), "");
        }

        public Texts(String values, Map<String, String> manifests, Optional<Chart> chart) {
            this(values, manifests, chart, "");
        }

        public Texts with(Optional<Chart> another) {
            return new Texts(values, manifests, another, profile);
        }
    }

    public JsonNode pool(String name) {
        return pools.getOrDefault(name, MissingNode.getInstance());
    }
}
