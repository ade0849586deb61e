package dev.easel.contract;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites a request as a strict reader would need it: what counts as absent is taken out, and a required list or object that is
 * null becomes one that fits. Written against the bare schema, so that it shares nothing with what it helps to test.
 */
final class Leniency {
    private final Documents documents;

    Leniency(Documents documents) {
        this.documents = documents;
    }

    JsonNode strict(JsonNode given, JsonNode value) {
        var schema = documents.resolve(given);
        if (value instanceof ObjectNode object) {
            var copy = object.deepCopy();
            List.copyOf(copy.propertyNames()).forEach(name -> field(schema, name, copy));
            return copy;
        }
        if (value instanceof ArrayNode list) {
            return list(schema, list);
        }
        return value;
    }

    /** Entries that differ only in what counts as absent differ for us; something unknown keeps them apart. */
    private JsonNode list(JsonNode schema, ArrayNode list) {
        var copy = list.arrayNode();
        for (int i = 0; i < list.size(); i++) {
            var item = strict(schema.path("items"), list.get(i));
            var merged = copy.valueStream().toList().indexOf(item);
            if (merged >= 0 && !list.get(merged).equals(list.get(i)) && item instanceof ObjectNode object) {
                object.put("apart", i);
            }
            copy.add(item);
        }
        return copy;
    }

    private void field(JsonNode schema, String name, ObjectNode object) {
        var value = object.path(name);
        var shape = documents.resolve(property(schema, name));
        var required = required(schema, name);
        if (value.isNull()) {
            object.remove(name);
            if (required && container(shape)) object.set(name, documents.make(shape, 9));
            if (required && shape.path("type").isArray()) object.putNull(name);
        } else if (!required && value.isString() && value.stringValue().isEmpty() && choosy(shape)) {
            object.remove(name);
        } else if (!shape.isMissingNode()) {
            object.set(name, strict(shape, value));
        }
    }

    private JsonNode property(JsonNode schema, String name) {
        for (var part : schema.path("allOf")) {
            var found = property(documents.resolve(part), name);
            if (!found.isMissingNode()) return found;
        }
        var known = schema.path("properties").path(name);
        return known.isMissingNode() && schema.path("additionalProperties").isObject()
                ? schema.path("additionalProperties")
                : known;
    }

    private boolean required(JsonNode schema, String name) {
        return schema.path("required")
                        .valueStream()
                        .anyMatch(each -> each.asString().equals(name))
                || schema.path("allOf").valueStream().anyMatch(part -> required(documents.resolve(part), name));
    }

    private static boolean container(JsonNode shape) {
        var type = shape.path("type").asString("");
        return type.equals("object") || type.equals("array");
    }

    private static boolean choosy(JsonNode shape) {
        return shape.has("enum") || shape.has("pattern") || shape.has("format");
    }
}
