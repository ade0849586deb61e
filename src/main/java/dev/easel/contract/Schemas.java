package dev.easel.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Turns schemas into shapes; each named one once, when it is first met. */
final class Schemas {
    private static final String PREFIX = "#/components/schemas/";

    private final JsonNode sources;
    private final Map<String, Shape> named = new ConcurrentHashMap<>();

    Schemas(JsonNode sources) {
        this.sources = sources;
    }

    Schema named(String name) {
        return new Schema(shape(name), source(name));
    }

    Schema compile(JsonNode schema) {
        return new Schema(new Shape.Named(new Once(() -> shape(schema))), schema);
    }

    private Shape shape(JsonNode schema) {
        var ref = schema.path("$ref").asString("");
        if (!ref.isEmpty()) return new Shape.Named(new Once(() -> shape(ref.substring(PREFIX.length()))));
        var types = schema.optional("type").map(Types::declared).orElse(0);
        var choosy = schema.has("enum") || schema.has("pattern") || schema.has("format");
        return new Shape.Here(types, choosy, checks(schema));
    }

    private Shape shape(String name) {
        var known = named.get(name);
        if (known != null) return known;
        var compiled = shape(source(name));
        named.putIfAbsent(name, compiled);
        return compiled;
    }

    private JsonNode source(String name) {
        var source = sources.path(name);
        if (source.isMissingNode()) throw new IllegalArgumentException("The contract has no schema " + name);
        return source;
    }

    private List<Check> checks(JsonNode schema) {
        var checks = new ArrayList<Check>();
        Texts.compile(schema, checks);
        Numbers.compile(schema, checks);
        Lists.compile(schema, checks);
        schema.optional("enum").map(Choice::of).ifPresent(checks::add);
        schema.optional("items").map(this::shape).map(Lists::each).ifPresent(checks::add);
        schema.path("allOf").forEach(part -> checks.add(shape(part)::check));
        if (schema.has("properties") || schema.has("required") || schema.has("additionalProperties")) {
            checks.add(Fields.of(schema, this::shape));
        }
        return List.copyOf(checks);
    }
}
