package dev.easel.store;

import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a change changed, field by field: {@code [{path, before, after}]}, secrets masked. */
final class Difference {
    private static final String MASK = "********";

    private Difference() {}

    static ArrayNode of(JsonNode before, JsonNode after) {
        var differences = JsonNodeFactory.instance.arrayNode();
        collect("", before, after, differences);
        return differences;
    }

    private static void collect(String path, JsonNode before, JsonNode after, ArrayNode into) {
        if (Tree.same(before, after)) return;
        if (before.isObject() && after.isObject()) {
            var names = new TreeSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            for (var name : names) collect(path + "/" + name, before.path(name), after.path(name), into);
            return;
        }
        var row = into.addObject().put("path", path);
        if (!before.isMissingNode()) row.set("before", masked(before));
        if (!after.isMissingNode()) row.set("after", masked(after));
    }

    private static JsonNode masked(JsonNode value) {
        if (value.isString() && Sealer.isSealed(value.asString())) return JsonNodeFactory.instance.stringNode(MASK);
        if (!value.isContainer() || !value.toString().contains("sealed:v1:")) return value;
        var copy = value.deepCopy();
        mask(copy);
        return copy;
    }

    private static void mask(JsonNode node) {
        Tree.each(node, "/*", text -> Sealer.isSealed(text) ? MASK : text);
        node.forEach(Difference::mask);
    }
}
