package dev.easel.contract;

import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes documents that fit a schema. The same seed makes the same documents. */
final class Documents {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> EXAMPLES = Map.of(
            "resource-groups", "arn:aws:resource-groups:us-east-1:123456789012:group/g",
            "license-manager", "arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-1");
    private static final int DEEP = 7;

    private final JsonNode document;
    private final Random random;

    Documents(JsonNode document, Random random) {
        this.document = document;
        this.random = random;
    }

    JsonNode resolve(JsonNode schema) {
        var ref = schema.path("$ref").asString("");
        return ref.isEmpty() ? schema : resolve(document.at(ref.substring(1)));
    }

    JsonNode make(JsonNode given, int depth) {
        var schema = resolve(given);
        if (schema.has("enum"))
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        if (schema.has("allOf")) return all(schema, depth);
        var type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asString() : type.asString("object")) {
            case "array" -> list(schema, depth);
            case "string" -> NODES.stringNode(text(schema));
            case "integer" -> NODES.numberNode(number(schema));
            case "number" ->
                random.nextBoolean() ? NODES.numberNode(number(schema)) : NODES.numberNode(number(schema) + 0.5);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> object(schema, depth);
        };
    }

    private ObjectNode all(JsonNode schema, int depth) {
        var object = NODES.objectNode();
        schema.path("allOf").forEach(part -> object.setAll((ObjectNode) make(part, depth)));
        return object;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        var object = NODES.objectNode();
        var required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        for (var field : schema.path("properties").properties()) {
            var wanted = required.contains(field.getKey()) || (depth < DEEP && random.nextInt(3) > 0);
            if (wanted) object.set(field.getKey(), make(field.getValue(), depth + 1));
        }
        var others = schema.path("additionalProperties");
        if (others.isObject() && depth < DEEP) object.set("key" + random.nextInt(9), make(others, depth + 1));
        return object;
    }

    private JsonNode list(JsonNode schema, int depth) {
        var list = NODES.arrayNode();
        var length =
                depth < DEEP ? 1 + random.nextInt(2) : schema.path("minItems").asInt(0);
        for (int i = 0; i < length; i++) {
            var item = make(schema.path("items"), depth + 1);
            if (!list.valueStream().toList().contains(item)) list.add(item);
        }
        return list;
    }

    private String text(JsonNode schema) {
        var pattern = schema.path("pattern").asString("");
        for (var example : EXAMPLES.entrySet()) {
            if (pattern.contains(example.getKey())) return example.getValue();
        }
        return switch (schema.path("format").asString("")) {
            case "date-time" -> "0001-01-01T00:00:00.000Z";
            case "date" -> "2026-01-02";
            default -> "text" + random.nextInt(1000);
        };
    }

    private int number(JsonNode schema) {
        var least = schema.path("minimum").asInt(schema.path("exclusiveMinimum").asInt(-1) + 1);
        var most = schema.path("maximum").asInt(least + 50);
        return least + random.nextInt(most - least + 1);
    }
}
