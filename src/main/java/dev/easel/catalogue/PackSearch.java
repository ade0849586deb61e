package dev.easel.catalogue;

import dev.easel.contract.Json;
import dev.easel.http.Call;
import dev.easel.packs.Catalogue;
import dev.easel.packs.Criteria;
import dev.easel.packs.Listing;
import dev.easel.packs.Pack;
import dev.easel.packs.Tag;
import dev.easel.search.SearchBody;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches packs by name, layer, cloud and more; each pack is found once, with every registry that holds it. */
final class PackSearch {
    private static final int PAGE = 50;

    private final Catalogue catalogue;
    private final OwnPacks own;
    private final Leaves leaves;

    PackSearch(Catalogue catalogue, OwnPacks own, Leaves leaves) {
        this.catalogue = catalogue;
        this.own = own;
        this.leaves = leaves;
    }

    ObjectNode run(Call call) {
        var asked = call.object();
        var found = catalogue
                .search(criteria(asked.path("filter")), own.all(call))
                .sorted(order(asked.path("sort")))
                .toList();
        return leaves.page(call, found, PAGE, PackSearch::show);
    }

    private static Criteria criteria(JsonNode filter) {
        return new Criteria(
                names(filter),
                texts(filter, "type"),
                texts(filter, "layer"),
                texts(filter, "environment"),
                texts(filter, "addOnType"),
                texts(filter, "registryUid"),
                texts(filter, "source"),
                filter.path("isFips").asBoolean(false));
    }

    private static Predicate<Pack> names(JsonNode filter) {
        var names = SearchBody.text("spec.name", filter.path("name"))
                .and(SearchBody.text("spec.displayName", filter.path("displayName")));
        var subTypes = texts(filter, "addOnSubType");
        subTypes.remove("");
        // No built-in pack has a sub-type, so whoever asks for one finds none.
        return pack -> subTypes.isEmpty() && Sieve.met(names, Properties.of(pack));
    }

    private static Set<String> texts(JsonNode filter, String name) {
        return filter.path(name).valueStream().map(text -> text.asString("")).collect(Collectors.toSet());
    }

    private static Comparator<Listing> order(JsonNode sort) {
        Comparator<Listing> order = Comparator.comparingInt(_ -> 0);
        for (var one : sort) {
            var field = one.path("field").asString("name");
            Comparator<Listing> by = Comparator.comparing(listing -> value(listing, field));
            order = order.thenComparing(one.path("order").asString("asc").equals("desc") ? by.reversed() : by);
        }
        return order.thenComparing(listing -> listing.pack().name());
    }

    private static String value(Listing listing, String field) {
        var pack = listing.pack();
        return switch (field) {
            case "type" -> listing.type();
            case "layer" -> pack.layer();
            case "addOnType" -> pack.addonType();
            case "displayName" -> pack.displayName();
            default -> pack.name();
        };
    }

    private static ObjectNode show(Listing found) {
        var pack = found.pack();
        var view = Json.object().put("kind", "pack");
        var newest = found.newest().getFirst();
        view.putObject("metadata").put("name", pack.name()).put("uid", newest.uid());
        var spec = view.putObject("spec").put("type", found.type());
        PackViews.describe(spec, pack);
        var registries = spec.putArray("registries");
        found.newest().forEach(tag -> registries.add(registry(tag)));
        return view;
    }

    private static ObjectNode registry(Tag tag) {
        return Json.object()
                .put("uid", tag.registry().uid())
                .put("name", tag.registry().name())
                .put("scope", tag.registry().scope())
                .put("latestVersion", tag.version())
                .put("latestPackUid", tag.uid());
    }
}
