package dev.easel.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What a schema says about the fields of an object.
 *
 * <p>Go clients write null for lists, maps and pointers that they do not set, so null means absent, and is enough for a required
 * list or object. A field that is required but not described cannot be sent by generated clients and is not asked for.
 */
record Fields(Map<String, Shape> known, List<String> required, Optional<Shape> others, boolean closed)
        implements Check {
    static Fields of(JsonNode schema, Function<JsonNode, Shape> compile) {
        var known = new HashMap<String, Shape>();
        schema.path("properties")
                .properties()
                .forEach(each -> known.put(each.getKey(), compile.apply(each.getValue())));
        var required =
                schema.path("required").valueStream().map(JsonNode::asString).filter(known::containsKey);
        var additional = schema.path("additionalProperties");
        var others = Optional.of(additional).filter(JsonNode::isObject).map(compile);
        var closed = additional.isBoolean() && !additional.booleanValue();
        return new Fields(Map.copyOf(known), required.toList(), others, closed);
    }

    @Override
    public void run(JsonNode value, Place at, Findings findings) {
        if (!value.isObject()) return;
        for (var name : required) {
            if (missing(value.path(name), known.get(name))) findings.add(new Place.Field(at, name), "is required");
        }
        for (var field : value.properties()) check(field.getKey(), field.getValue(), at, findings);
    }

    private static boolean missing(JsonNode value, Shape shape) {
        if (value.isMissingNode()) return true;
        return value.isNull() && !shape.takes(Types.OBJECT | Types.ARRAY | Types.NULL);
    }

    private void check(String name, JsonNode value, Place at, Findings findings) {
        if (value.isNull()) return;
        var shape = known.containsKey(name) ? Optional.of(known.get(name)) : others;
        if (shape.isEmpty()) {
            if (closed) findings.add(new Place.Field(at, name), "is not known");
        } else if (!omitted(name, value, shape.get(), findings)) {
            shape.get().check(value, new Place.Field(at, name), findings);
        }
    }

    private boolean omitted(String name, JsonNode value, Shape shape, Findings findings) {
        return value.isString()
                && value.stringValue().isEmpty()
                && shape.choosy()
                && !findings.inReply()
                && !required.contains(name);
    }
}
