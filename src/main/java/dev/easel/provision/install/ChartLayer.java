package dev.easel.provision.install;

import dev.easel.contract.Json;
import dev.easel.provision.Chart;
import dev.easel.provision.install.Item.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The chart of a layer: a release of Helm that is installed, upgraded, held against what is there, and mended. */
final class ChartLayer {
    private static final Set<String> OURS = Set.of("pack", "charts", "manifests");

    private final Workload workload;
    private final Bundle bundle;
    private final Chart chart;
    private final String name;

    ChartLayer(Workload workload, Bundle bundle, Owner owner) {
        this.workload = workload;
        this.bundle = bundle;
        chart = bundle.chart().orElseThrow();
        name = owner.release();
    }

    /** What Helm needs for its work. */
    record Tools(Charts charts, Helmsman helm, Spaces spaces, Instant now) {}

    /** Brings the release to where the wish has it; answers the inventory as it is then. */
    Inventory upgrade(Inventory before, Inventories book, Tools tools) {
        var place = bundle.namespace();
        var releases = releases();
        if (!releases.isEmpty() && !before.release().equals(release()))
            throw new Refused(
                    "the release %s in the namespace %s exists already and is not of this layer", name, place);
        var packed = tools.charts().fetch(chart);
        var namespaces = new ArrayList<>(bundle.layer().namespaces());
        if (namespaces.isEmpty()) namespaces.add(place);
        var inventory = book.write(before.with(List.of(), namespaces).released(release()));
        tools.spaces().ensure(namespaces);
        releases.dropPending(tools.now());
        try {
            tools.helm().upgrade(place, name, packed, values());
        } finally {
            releases().trim();
        }
        return inventory;
    }

    /** What is not as the release has it. */
    List<String> differences() {
        var differences = new ArrayList<String>();
        for (var item : releases().objects()) {
            var wanted = placed(item);
            var found = workload.get(wanted.ref());
            if (found.isEmpty()) differences.add(wanted.ref() + " (missing)");
            else if (!workload.rehearse(wanted).essence().equals(found.get().essence()))
                differences.add(wanted.ref() + " (changed)");
        }
        return differences;
    }

    String content() {
        return bundle.content();
    }

    boolean isDeployed() {
        return releases().status().equals("deployed");
    }

    List<Ref> refs() {
        return releases().objects().stream().map(this::placed).map(Item::ref).toList();
    }

    private Releases releases() {
        return new Releases(workload, bundle.namespace(), name);
    }

    private String release() {
        return bundle.namespace() + "/" + name;
    }

    private Item placed(Item item) {
        var kind = workload.kinds().find(item.text("/apiVersion"), item.kind());
        var needs = item.text("/metadata/namespace").isEmpty()
                && kind.isPresent()
                && kind.get().getNamespaced();
        return needs ? item.in(bundle.namespace()) : item;
    }

    /** Values of packs stand below the name of their chart; those of plain charts stand beside what is ours. */
    private ObjectNode values() {
        var tree = Manifests.tree(bundle.texts().values());
        if (tree.path("charts").path(chart.name()) instanceof ObjectNode own) return own;
        var values = Json.object();
        tree.properties().stream()
                .filter(entry -> !OURS.contains(entry.getKey()))
                .forEach(entry -> values.set(entry.getKey(), entry.getValue()));
        return values;
    }
}
