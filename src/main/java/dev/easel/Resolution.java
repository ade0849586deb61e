package dev.easel;

import dev.easel.clusters.Layers;
import dev.easel.clusters.Resolver;
import dev.easel.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Resolves the values of a cluster's layers. */
final class Resolution implements Resolver {
    private static final Pattern PRIORITY = Pattern.compile("install-priority:\\s*\"?(-?\\d+)");

    Resolution(Store store) {}

    @Override
    public Layers layers(String tenant, String project, ObjectNode cluster) {
        var layers = new ArrayList<Layers.Layer>();
        for (var template : cluster.at("/spec/clusterProfileTemplates")) {
            for (var pack : template.path("packs")) {
                var values = pack.path("values").asString("");
                var priority = PRIORITY.matcher(values);
                layers.add(new Layers.Layer(
                        template.path("uid").asString(""),
                        pack.path("name").asString(""),
                        pack.path("tag").asString(""),
                        pack.path("layer").asString("addon"),
                        pack.path("type").asString("spectro"),
                        priority.find() ? Integer.parseInt(priority.group(1)) : 0,
                        List.of(),
                        Integer.toHexString(values.hashCode())));
            }
        }
        return new Layers(layers);
    }
}
