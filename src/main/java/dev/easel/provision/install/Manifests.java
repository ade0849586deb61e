package dev.easel.provision.install;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the objects in manifests, in the order in which they are made: namespaces, definitions, all else. */
final class Manifests {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Manifests() {}

    static List<Item> read(Map<String, String> texts) {
        var all = new ArrayList<Item>();
        texts.forEach((name, text) -> read(name, text, all));
        all.sort(Comparator.comparingInt(Manifests::rank));
        return all;
    }

    /** One tree of a text that may be empty. */
    static ObjectNode tree(String text) {
        return YAML.readTree(text) instanceof ObjectNode tree ? tree : YAML.createObjectNode();
    }

    private static int rank(Item item) {
        return item.isNamespace() ? 0 : item.isDefinition() ? 1 : 2;
    }

    private static void read(String name, String text, List<Item> all) {
        int place = 0;
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNextValue()) add(name, ++place, documents.nextValue(), all);
        } catch (JacksonException wrong) {
            var line = wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr();
            throw new Refused(
                    "the manifest %s is not YAML: %s (line %d)",
                    name, wrong.getOriginalMessage().lines().findFirst().orElse(""), line);
        }
    }

    private static void add(String name, int place, JsonNode document, List<Item> all) {
        if (document.isNull() || document.isMissingNode()) return;
        if (!(document instanceof ObjectNode tree))
            throw new Refused("the manifest %s: document %d is no object", name, place);
        if (tree.path("kind").asString("").endsWith("List")
                && tree.path("items").isArray()) {
            tree.path("items").forEach(each -> add(name, place, each, all));
            return;
        }
        var item = new Item(tree);
        for (var pointer : List.of("/apiVersion", "/kind", "/metadata/name")) {
            if (item.text(pointer).isEmpty()) {
                throw new Refused(
                        "the manifest %s: document %d has no %s",
                        name, place, pointer.substring(1).replace('/', '.'));
            }
        }
        all.add(item);
    }
}
