package dev.easel.clusters;

import dev.easel.clouds.Clouds;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Sealer;
import dev.easel.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What is written about the cloud of a cluster elsewhere.
 *
 * @param account specification of the cloud account, its secrets hidden
 * @param templates files of a cloud that was registered at run time; none for those that Easel brings along
 * @param unseal opens texts that were sealed for the cluster
 */
record CloudFiles(JsonNode account, Map<String, String> templates, UnaryOperator<String> unseal) {

    static CloudFiles of(Document cluster, Store store, Clouds clouds) {
        return new CloudFiles(
                account(cluster, store),
                templates(cluster, store, clouds),
                text -> Sealer.isSealed(text) ? store.sealer().open(cluster.tenant(), text) : text);
    }

    private static JsonNode account(Document cluster, Store store) {
        var found = store.find(
                Kinds.CLOUD_ACCOUNT,
                Reach.scope(cluster.tenant(), cluster.project()),
                cluster.text("/easel/accountUid"));
        return found.map(store::show).map(shown -> shown.path("spec")).orElseGet(MissingNode::getInstance);
    }

    private static Map<String, String> templates(Document cluster, Store store, Clouds clouds) {
        var files = new LinkedHashMap<String, String>();
        var cloud = cluster.text("/spec/cloudType");
        Optional<Document> type = clouds.named(cloud).isPresent()
                ? Optional.empty()
                : store.find(Kinds.CLOUD_TYPE, Reach.tenant(cluster.tenant()), cloud);
        type.ifPresent(found -> found.at("/easel/content")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asString(""))));
        return files;
    }
}
