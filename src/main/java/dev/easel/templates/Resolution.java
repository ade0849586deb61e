package dev.easel.templates;

import dev.easel.contract.Fault;
import dev.easel.contract.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Replaces the names in the layers of profiles that go together, so that packs can refer to each other's values. First come
 * macros, system macros and variables, then references to packs, which read the values as they are by then.
 */
public final class Resolution {
    private final Map<String, Supplier<PackValues>> packs = new LinkedHashMap<>();
    private final List<Resolved> layers = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private Resolution() {}

    /** A profile and what its names stand for. */
    public record Source(Profile profile, Names names) {}

    /** Profiles in the order in which they are installed; of packs with the same name the first one is referred to. */
    public static Resolution of(List<Source> sources) {
        var resolution = new Resolution();
        for (var source : sources) {
            for (var layer : source.profile().layers()) resolution.offer(layer, source.names());
        }
        for (var source : sources) {
            var all = source.profile().layers();
            for (int place = 0; place < all.size(); place++) resolution.resolve(source, all.get(place), place);
        }
        return resolution;
    }

    /** The layers that nothing is wrong with. */
    public List<Resolved> layers() {
        return layers;
    }

    public List<Fault> faults() {
        return faults;
    }

    /** All layers; a 400 that names path, layer and cause when something is wrong with any. */
    public List<Resolved> whole() {
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return layers;
    }

    /** The names that stand in a layer; none where it cannot be read. */
    public static List<Reference> references(Layer layer) {
        try {
            var texts = new ArrayList<>(List.of(layer.values()));
            layer.manifests().forEach(manifest -> texts.add(manifest.content()));
            return texts.stream()
                    .flatMap(text -> Template.of(text).references())
                    .distinct()
                    .toList();
        } catch (Wrong unreadable) {
            return List.of();
        }
    }

    /** Whether a layer uses macros that users define. */
    public static boolean usesMacros(Layer layer) {
        return Template.mentions(layer.values(), ".spectro.macro.")
                || layer.manifests().stream().anyMatch(file -> Template.mentions(file.content(), ".spectro.macro."));
    }

    /** A text of somebody's with the names in it replaced, among the packs that were resolved. */
    public String text(String text, Names names, String at) {
        try {
            return Template.of(text).render(reference -> value(reference, names));
        } catch (Wrong wrong) {
            throw Problem.invalid(at, wrong.message());
        }
    }

    private void offer(Layer layer, Names names) {
        packs.putIfAbsent(
                layer.name(), () -> PackValues.of(Template.of(layer.values()).render(names::value)));
    }

    private void resolve(Source source, Layer layer, int place) {
        var path = "profile \"%s\", packs[%d]".formatted(source.profile().name(), place);
        var values = rendered(source, layer, layer.values(), path + ".values");
        var manifests = new ArrayList<Manifest>();
        for (var manifest : layer.manifests()) {
            var at = path + ".manifests \"" + manifest.name() + "\"";
            rendered(source, layer, manifest.content(), at).map(manifest::with).ifPresent(manifests::add);
        }
        if (values.isEmpty() || manifests.size() < layer.manifests().size()) return;
        try {
            var done = layer.with(values.get(), manifests);
            layers.add(new Resolved(
                    source.profile(), done, PackValues.of(done.values()).install(done)));
        } catch (Wrong wrong) {
            faults.add(fault(path + ".values", layer, wrong));
        }
    }

    private Optional<String> rendered(Source source, Layer layer, String text, String path) {
        try {
            return Optional.of(Template.of(text).render(reference -> value(reference, source.names())));
        } catch (Wrong wrong) {
            faults.add(fault(path, layer, wrong));
            return Optional.empty();
        }
    }

    private Optional<JsonNode> value(Reference reference, Names names) {
        return reference.sort() == Reference.Sort.PACK ? Optional.of(inPack(reference)) : names.value(reference);
    }

    /** What a pack reference leads to; no text where there is nothing. */
    private JsonNode inPack(Reference reference) {
        var values = packs.get(reference.pack());
        if (values == null) throw new Wrong("%s: no layer is named \"%s\"", reference, reference.pack());
        var found = read(values, reference).at(reference.path());
        if (found.isMissingNode() || found.isNull()) return StringNode.valueOf("");
        var text = found.isString() ? found.stringValue() : found.toString();
        if (Template.mentions(text, ".spectro.pack.")) {
            throw new Wrong("%s leads to another reference: references are followed once", reference);
        }
        return found;
    }

    private static PackValues read(Supplier<PackValues> values, Reference reference) {
        try {
            return values.get();
        } catch (Wrong wrong) {
            throw new Wrong("%s: %s", reference, wrong.message());
        }
    }

    private static Fault fault(String path, Layer layer, Wrong wrong) {
        return new Fault(path, "layer \"%s\": %s".formatted(layer.name(), wrong.message()));
    }
}
