package dev.easel.provision.install;

import dev.easel.provision.install.Item.Ref;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The manifests of a layer: applied, held against what is there, and rid of what they no longer name. */
final class ManifestLayer {
    private final Workload workload;
    private final Bundle bundle;
    private final Belongings belongings;
    private final Spaces spaces;

    ManifestLayer(Workload workload, Bundle bundle, Owner owner) {
        this.workload = workload;
        this.bundle = bundle;
        belongings = new Belongings(workload, owner);
        spaces = new Spaces(workload, owner.cluster());
    }

    /**
     * What a pass over the manifests came to.
     *
     * @param inventory everything that they brought
     * @param differences what was not as it was wished for
     * @param waits what must come before the rest can; "" when all is applied
     */
    record Pass(Inventory inventory, List<String> differences, String waits) {}

    Pass apply(Inventory before, Inventories book) {
        var items = Manifests.read(bundle.texts().manifests());
        var late = unknown(items);
        var able = items.stream()
                .filter(item -> late.isEmpty() || item.isNamespace() || item.isDefinition())
                .map(this::placed)
                .toList();
        var owned =
                able.stream().filter(item -> !item.isNamespace()).map(Item::ref).toList();
        var inventory = before;
        if (!Set.copyOf(before.refs()).containsAll(owned)
                || !before.namespaces().containsAll(namespaces(able)))
            inventory = book.write(before.with(owned, namespaces(able)));
        spaces.ensure(bundle.layer().namespaces());
        var differences = new ArrayList<String>();
        for (var item : able) {
            if (item.isNamespace()) spaces.apply(item);
            else belongings.apply(item).ifPresent(differences::add);
        }
        if (late.isPresent()) return new Pass(inventory, differences, late.get());
        return new Pass(pruned(inventory, owned), differences, "");
    }

    /** What of the manifests is otherwise in the cluster; nothing is changed. */
    List<String> differences() {
        return Manifests.read(bundle.texts().manifests()).stream()
                .filter(item -> !item.isNamespace())
                .map(this::placed)
                .flatMap(item -> belongings.difference(item).stream())
                .toList();
    }

    private Inventory pruned(Inventory inventory, List<Ref> wanted) {
        var kept = wanted.stream().map(Ref::plain).collect(Collectors.toSet());
        var gone = inventory.refs().stream()
                .filter(ref -> !kept.contains(ref.plain()))
                .toList();
        var old = inventory.refs().stream()
                .filter(ref -> !wanted.contains(ref))
                .collect(Collectors.toCollection(ArrayList::new));
        old.removeAll(belongings.remove(gone));
        return inventory.without(old);
    }

    /** A kind that only comes with the definitions of this layer, and is not served yet. */
    private Optional<String> unknown(List<Item> items) {
        var coming = items.stream()
                .filter(Item::isDefinition)
                .map(item -> item.text("/spec/group") + " " + item.text("/spec/names/kind"))
                .collect(Collectors.toSet());
        return items.stream()
                .map(Item::ref)
                .filter(ref -> coming.contains(ref.plain().apiVersion() + " " + ref.kind()))
                .filter(ref ->
                        workload.kinds().find(ref.apiVersion(), ref.kind()).isEmpty())
                .findFirst()
                .map(ref -> "waits until %s (%s) is served".formatted(ref.kind(), ref.apiVersion()));
    }

    private Item placed(Item item) {
        var ref = item.ref();
        var kind = workload.kinds()
                .find(ref.apiVersion(), ref.kind())
                .orElseThrow(() -> new Refused("the cluster knows no %s (%s)", ref.kind(), ref.apiVersion()));
        if (!kind.getNamespaced() || !ref.namespace().isEmpty()) return item;
        return item.in(bundle.namespace());
    }

    private Set<String> namespaces(List<Item> items) {
        var names = new LinkedHashSet<>(bundle.layer().namespaces());
        items.stream().filter(Item::isNamespace).map(Item::name).forEach(names::add);
        return names;
    }
}
