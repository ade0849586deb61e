package dev.easel.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
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

    /**
     * Copies the texts at a pointer from an older tree to where a newer one leaves them out or masks them. Entries of a map
     * or a list are kept when the newer one has them too; a map that is left out stays whole.
     */
    public static void keep(JsonNode older, ObjectNode newer, String pointer) {
        keep(older, newer, List.of(pointer.substring(1).split("/")));
    }

    private static void keep(JsonNode older, JsonNode newer, List<String> steps) {
        var rest = steps.subList(1, steps.size());
        if (steps.getFirst().equals("*") && newer instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                var twin = twin(older, list.get(i), i);
                if (!rest.isEmpty()) keep(twin, list.get(i), rest);
                else if (twin.isString() && isOmitted(list.get(i))) list.set(i, twin);
            }
        } else if (newer instanceof ObjectNode object) {
            for (var entry : older.properties()) keep(entry, object, steps.getFirst(), rest);
        }
    }

    private static void keep(Map.Entry<String, JsonNode> entry, ObjectNode newer, String step, List<String> rest) {
        var given = newer.path(entry.getKey());
        var any = step.equals("*");
        if (!any && !step.equals(entry.getKey()) || any && given.isMissingNode()) return;
        var whole = rest.isEmpty()
                ? entry.getValue().isString()
                : rest.equals(List.of("*")) && entry.getValue().isObject();
        if (whole && !given.isContainer() && isOmitted(given)) newer.set(entry.getKey(), entry.getValue());
        else if (!rest.isEmpty()) keep(entry.getValue(), given, rest);
    }

    /** The element of the older list that has the same uid or name, or else the same place. */
    private static JsonNode twin(JsonNode older, JsonNode element, int place) {
        for (var key : List.of("uid", "name")) {
            if (!element.has(key)) continue;
            return older.valueStream()
                    .filter(each -> each.path(key).equals(element.get(key)))
                    .findFirst()
                    .orElse(MissingNode.getInstance());
        }
        return older.path(place);
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
