package dev.easel.catalogue;

import dev.easel.Family;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.packs.Catalogue;
import dev.easel.packs.Tag;
import dev.easel.resource.Verbs;
import dev.easel.search.FilterText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Packs: what profiles are made of, to be listed, searched and looked up. */
public final class Packs implements Family {
    private static final String MANIFEST = "spectro-manifest-pack";

    private final Catalogue catalogue;
    private final OwnPacks own;
    private final PackViews views;
    private final PackSearch search;
    private final Leaves leaves;

    public Packs(Verbs verbs, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.own = new OwnPacks(verbs.desk());
        this.leaves = new Leaves(verbs.desk().store().sealer());
        this.views = new PackViews(catalogue);
        this.search = new PackSearch(catalogue, own, leaves);
    }

    @Override
    public void bind(Binder on) {
        on.op("v1PacksSummaryList", "packRegistry.list", this::list);
        on.op("v1PacksSearch", "packRegistry.list", search::run);
        on.op("v1PacksUid", "packRegistry.get", this::get);
        on.op("v1PacksUidReadme", "packRegistry.get", this::readme);
        on.op("v1PacksNameRegistryUidList", "packRegistry.get", this::versions);
    }

    /** Clients that say no limit want everything. */
    private ObjectNode list(Call call) {
        var filter = call.query("filters").map(FilterText::parse).orElse(Filter.EVERYTHING);
        var found = Stream.concat(catalogue.tags(), own.all(call).stream())
                .filter(tag -> Sieve.met(filter, Properties.of(tag)))
                .sorted(order(call.query("orderBy").orElse("")))
                .toList();
        return leaves.page(call, found, 0, views::summary);
    }

    private ObjectNode get(Call call) {
        return call.path("uid").equals(MANIFEST) ? manifest() : views.tags(List.of(tag(call)));
    }

    private ObjectNode readme(Call call) {
        return Json.object().put("readme", views.readme(tag(call)));
    }

    private Tag tag(Call call) {
        var uid = call.path("uid");
        return catalogue.pack(uid).or(() -> own.find(call, uid)).orElseThrow(() -> Problem.notFound("pack", uid));
    }

    /** The versions of a pack in a registry, newest first. */
    private ObjectNode versions(Call call) {
        var name = call.path("packName");
        var registry = call.path("registryUid");
        var cloud = call.query("cloudType").orElse("all");
        var layer = call.query("layer").orElse("");
        var tags = Stream.concat(catalogue.tags(name, registry).stream(), own.named(call, name, registry).stream())
                .filter(tag -> cloud.equals("all") || tag.pack().fits(cloud))
                .filter(tag -> layer.isEmpty() || tag.pack().layer().equals(layer))
                .toList();
        if (tags.isEmpty()) throw Problem.notFound("pack in the registry " + registry, name);
        return views.tags(tags);
    }

    /** What layers are that are nothing but manifests: every profile may have them, and no registry holds them. */
    private ObjectNode manifest() {
        var view = Json.object()
                .put("name", MANIFEST)
                .put("displayName", "Manifest")
                .put("layer", "addon");
        catalogue.registries().stream()
                .filter(registry -> registry.isDefault())
                .findFirst()
                .ifPresent(registry -> view.put("registryUid", registry.uid()));
        view.putArray("cloudTypes").add("all");
        view.putArray("tags");
        view.putArray("packValues");
        return view;
    }

    /** {@code spec.version=-1,spec.name=1}; the catalogue's own order when nothing is said. */
    private static Comparator<Tag> order(String text) {
        Comparator<Tag> order = Comparator.comparingInt(_ -> 0);
        for (var part : text.isBlank() ? new String[0] : text.split(",")) {
            var pair = part.split("=", 2);
            var property = pair[0].strip();
            Comparator<Tag> by =
                    (left, right) -> Sieve.compare(property, value(left, property), value(right, property));
            order = order.thenComparing(pair.length == 2 && pair[1].strip().equals("-1") ? by.reversed() : by);
        }
        return order;
    }

    private static String value(Tag tag, String property) {
        return String.join(",", Properties.of(tag).of(property));
    }
}
