package dev.easel.catalogue;

import dev.easel.contract.Json;
import dev.easel.packs.Catalogue;
import dev.easel.packs.Pack;
import dev.easel.packs.Tag;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How packs look. */
final class PackViews {
    private final Catalogue catalogue;

    PackViews(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What a pack is, whatever its version. */
    static void describe(ObjectNode spec, Pack pack) {
        spec.put("name", pack.name()).put("displayName", pack.displayName()).put("layer", pack.layer());
        spec.put("addonType", pack.addonType());
        list(spec.putArray("cloudTypes"), pack.cloudTypes());
    }

    /** {@code v1PackSummary}: one version in one registry, with its values. */
    ObjectNode summary(Tag tag) {
        var view = Json.object().put("kind", "pack");
        var metadata = view.putObject("metadata")
                .put("uid", tag.uid())
                .put("name", tag.pack().name());
        metadata.putObject("annotations").put("scope", tag.registry().scope());
        var spec = view.putObject("spec").put("version", tag.version()).put("type", tag.type());
        describe(spec, tag.pack());
        spec.put("registryUid", tag.registry().uid());
        begin(spec, tag);
        view.putObject("status");
        return view;
    }

    /** {@code v1PackTagEntity}: versions of one pack in one registry, each with what it starts with. */
    ObjectNode tags(List<Tag> tags) {
        var first = tags.getFirst();
        var view = Json.object();
        describe(view, first.pack());
        view.put("registryUid", first.registry().uid());
        var list = view.putArray("tags");
        var values = view.putArray("packValues");
        for (var tag : tags) {
            var row = list.addObject()
                    .put("packUid", tag.uid())
                    .put("version", tag.version())
                    .put("tag", tag.version());
            list(row.putArray("parentTags"), tag.parentTags());
            begin(values.addObject().put("packUid", tag.uid()), tag);
        }
        return view;
    }

    /** What a pack starts with; nothing is known of those of other registries, even when they bear a name of ours. */
    private void begin(ObjectNode view, Tag tag) {
        if (catalogue.registry(tag.registry().uid()).isEmpty()) {
            view.put("values", "").putArray("presets");
            view.putArray("schema");
            return;
        }
        view.put("values", catalogue.values(tag.pack()));
        view.set("presets", catalogue.presets(tag.pack()));
        view.set("schema", catalogue.schema(tag.pack()));
    }

    /** What there is to say about a pack, as Markdown. */
    String readme(Tag tag) {
        var pack = tag.pack();
        var text = new StringBuilder("# %s%n%n".formatted(pack.displayName()));
        text.append("`%s` %s, a pack of the %s layer in %s.%n"
                .formatted(
                        pack.name(), tag.version(), pack.layer(), tag.registry().name()));
        text.append("%nClouds: %s.%n".formatted(String.join(", ", pack.cloudTypes())));
        if (!pack.charts().isEmpty()) text.append("%nCharts: %s.%n".formatted(String.join(", ", pack.charts())));
        return text.toString();
    }

    private static void list(ArrayNode into, List<String> texts) {
        texts.forEach(into::add);
    }
}
