package dev.easel.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Spoils documents, or only changes them: what becomes of it is for the two judges to say. */
final class Mutations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    JsonNode spoil(JsonNode document) {
        var copy = document.deepCopy();
        var containers = new ArrayList<JsonNode>();
        collect(copy, containers);
        if (containers.isEmpty()) return value();
        switch (containers.get(random.nextInt(containers.size()))) {
            case ObjectNode object -> spoil(object);
            case ArrayNode list -> spoil(list);
            default -> {}
        }
        return copy;
    }

    private void spoil(ObjectNode object) {
        var names = List.copyOf(object.propertyNames());
        var name = names.isEmpty() ? "unknown" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set("unknown", value());
            default -> object.set(name, value());
        }
    }

    private void spoil(ArrayNode list) {
        switch (random.nextInt(3)) {
            case 0 -> list.add(value());
            case 1 -> list.removeAll();
            default -> list.add(list.isEmpty() ? value() : list.get(0).deepCopy());
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextInt(200) - 100);
            case 2 -> NODES.numberNode(2.5);
            case 3 -> NODES.numberNode(3.0);
            case 4 -> NODES.booleanNode(random.nextBoolean());
            case 5 -> NODES.arrayNode();
            case 6 -> NODES.objectNode();
            case 7 -> NODES.stringNode("x".repeat(1 + random.nextInt(300)));
            default -> NODES.stringNode("");
        };
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) containers.add(node);
        node.forEach(child -> collect(child, containers));
    }
}
