package dev.easel.clusters;

import dev.easel.clouds.Clouds;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks up the files of clouds that were registered at run time. */
final class CloudFiles {
    private final Store store;
    private final Clouds clouds;

    CloudFiles(Store store, Clouds clouds) {
        this.store = store;
        this.clouds = clouds;
    }

    /** By name; none for clouds that Easel brings along. */
    Map<String, String> of(Document cluster) {
        var files = new LinkedHashMap<String, String>();
        var cloud = cluster.text("/spec/cloudType");
        if (clouds.named(cloud).isPresent()) return files;
        var type = store.find(Kinds.CLOUD_TYPE, Reach.tenant(cluster.tenant()), cloud);
        type.ifPresent(found -> found.at("/easel/content")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asString(""))));
        return files;
    }
}
