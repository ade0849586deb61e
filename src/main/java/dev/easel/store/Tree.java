package dev.easel.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Walks JSON trees by pointers in which {@code *} stands for every element or entry. */
public final class Tree {
    private Tree() {}

    /** Replaces each text that a pointer leads to. */
    public static void each(JsonNode root, String pointer, UnaryOperator<String> change) {
        walk(root, pointer.substring(1).split("/"), 0, change);
    }

    /** Removes what a pointer leads to. */
    public static void remove(JsonNode root, String pointer) {
        int cut = pointer.lastIndexOf('/');
        for (var parent : all(root, pointer.substring(0, cut))) {
            if (parent instanceof ObjectNode object) object.remove(pointer.substring(cut + 1));
        }
    }

    /** Whether two trees say the same: 1 is 1, be it an int, a long or a decimal. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(Tree::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) return one.decimalValue().compareTo(other.decimalValue());
        return one.equals(other) ? 0 : 1;
    }

    /** Every node that a pointer leads to. */
    public static List<JsonNode> all(JsonNode root, String pointer) {
        var found = List.of(root);
        if (pointer.isEmpty()) return found;
        for (var step : pointer.substring(1).split("/")) {
            var next = new ArrayList<JsonNode>();
            for (var node : found) {
                if (step.equals("*")) node.forEach(next::add);
                else if (node.has(step)) next.add(node.get(step));
            }
            found = next;
        }
        return found;
    }

    /** Copies the texts at a pointer from an older tree to where a newer one leaves them out; {@code *} may end the pointer. */
    public static void keep(JsonNode older, ObjectNode newer, String pointer) {
        if (pointer.endsWith("/*")) keepEntries(older, newer, pointer.substring(0, pointer.length() - 2));
        if (pointer.contains("*")) return;
        var kept = older.at(pointer);
        if (!kept.isString() || !isOmitted(newer.at(pointer))) return;
        int cut = pointer.lastIndexOf('/');
        var parent = cut == 0 ? newer : newer.at(pointer.substring(0, cut));
        if (parent instanceof ObjectNode object) object.set(pointer.substring(cut + 1), kept);
    }

    /** A map that is left out stays whole; in one that is given, only the entries that are there but hidden are kept. */
    private static void keepEntries(JsonNode older, ObjectNode newer, String map) {
        if (!(older.at(map) instanceof ObjectNode kept)) return;
        if (newer.at(map) instanceof ObjectNode given) {
            for (var entry : kept.properties()) {
                var name = entry.getKey();
                if (given.has(name) && isOmitted(given.get(name))) given.set(name, entry.getValue());
            }
        } else if (newer.at(map.substring(0, map.lastIndexOf('/'))) instanceof ObjectNode parent) {
            parent.set(map.substring(map.lastIndexOf('/') + 1), kept);
        }
    }

    private static boolean isOmitted(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.asString("").isEmpty()
                || value.asString("").matches("\\*+");
    }

    private static void walk(JsonNode node, String[] steps, int at, UnaryOperator<String> change) {
        if (at == steps.length - 1) {
            edit(node, steps[at], change);
        } else if (steps[at].equals("*")) {
            node.forEach(child -> walk(child, steps, at + 1, change));
        } else if (node.has(steps[at])) {
            walk(node.get(steps[at]), steps, at + 1, change);
        }
    }

    private static void edit(JsonNode parent, String name, UnaryOperator<String> change) {
        if (parent instanceof ObjectNode object) {
            for (var entry : List.copyOf(object.properties())) {
                if (!name.equals("*") && !name.equals(entry.getKey())) continue;
                if (entry.getValue() instanceof StringNode text)
                    object.put(entry.getKey(), change.apply(text.asString()));
            }
        } else if (parent instanceof ArrayNode array && name.equals("*")) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof StringNode text)
                    array.set(i, StringNode.valueOf(change.apply(text.asString())));
            }
        }
    }
}
