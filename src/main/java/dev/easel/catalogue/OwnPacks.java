package dev.easel.catalogue;

import dev.easel.contract.Filter;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Pack;
import dev.easel.packs.Registry;
import dev.easel.packs.Tag;
import dev.easel.packs.Version;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Packs of a tenant's own registries, of which no more is known than what its profiles say; newest versions come first. */
final class OwnPacks {
    private final Desk desk;

    OwnPacks(Desk desk) {
        this.desk = desk;
    }

    List<Tag> all(Call call) {
        return found(call, Filter.EVERYTHING);
    }

    List<Tag> named(Call call, String name, String registry) {
        return found(call, Filter.equal("spec.name", name).and(Filter.equal("spec.registryUid", registry)));
    }

    Optional<Tag> find(Call call, String uid) {
        return desk.peek(Kinds.PACK, call, uid)
                .flatMap(pack -> desk.peek(Kinds.REGISTRY, call, pack.text("/spec/registryUid"))
                        .map(registry -> tag(pack, registry)));
    }

    /** Packs go with their registry. */
    private List<Tag> found(Call call, Filter filter) {
        var packs = desk.all(Kinds.PACK, call, filter);
        if (packs.isEmpty()) return List.of();
        Map<String, Document> registries = desk.all(Kinds.REGISTRY, call, Filter.EVERYTHING).stream()
                .collect(Collectors.toMap(Document::uid, Function.identity()));
        return packs.stream()
                .filter(pack -> registries.containsKey(pack.text("/spec/registryUid")))
                .map(pack -> tag(pack, registries.get(pack.text("/spec/registryUid"))))
                .sorted(Comparator.comparing((Tag tag) -> tag.pack().name())
                        .thenComparing(tag -> Version.of(tag.version()), Comparator.reverseOrder()))
                .toList();
    }

    private static Tag tag(Document document, Document registry) {
        var name = document.text("/spec/name");
        var type = Optional.of(document.text("/spec/type"));
        var layer = document.text("/spec/layer");
        var none = List.<String>of();
        var pack = new Pack(
                name,
                name,
                layer,
                type,
                Optional.empty(),
                "",
                List.of("all"),
                false,
                none,
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new Tag(document.uid(), pack, document.text("/spec/version"), of(registry));
    }

    private static Registry of(Document registry) {
        var kind = registry.text("/kind");
        return new Registry(
                registry.uid(), registry.name(), kind, kind, "tenant", "tenant", false, true, Optional.empty());
    }
}
