package dev.easel.contract;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The contract taken apart into single statements, so that two contracts can be compared as sets. */
final class Statements {
    static final Set<String> LIMITS = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "pattern",
            "format");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String SCHEMAS = "#/components/schemas/";

    private final SortedSet<Line> lines = new TreeSet<>();
    private final JsonNode schemas;

    private Statements(JsonNode document) {
        schemas = document.at("/components/schemas");
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operation(path.getKey(), path.getValue(), method.getKey())));
        schemas.properties().forEach(schema -> schema("schema " + schema.getKey(), schema.getValue()));
    }

    static SortedSet<Line> of(JsonNode document) {
        return new Statements(document).lines;
    }

    private void say(String place, String word, String value) {
        lines.add(new Line(place, word, value));
    }

    private void operation(String template, JsonNode path, String method) {
        var node = path.path(method);
        var place = "operation " + node.path("operationId").asString();
        say(place, "route", method + " " + template);
        path.path("parameters").forEach(parameter -> parameter(place, parameter));
        node.path("parameters").forEach(parameter -> parameter(place, parameter));
        var body = node.path("requestBody");
        if (body.path("required").asBoolean(false)) say(place, "required", "body");
        content(place + "/body", body.path("content"), "request");
        for (var response : node.path("responses").properties()) {
            say(place, "answer", response.getKey());
            content(place + "/" + response.getKey(), response.getValue().path("content"), "reply");
        }
    }

    private void parameter(String operation, JsonNode parameter) {
        if (parameter.has("$ref")) {
            say(operation, "parameter", parameter.path("$ref").asString());
            return;
        }
        var name =
                parameter.path("in").asString() + ":" + parameter.path("name").asString();
        say(operation, "parameter", name);
        if (parameter.path("required").asBoolean(false)) say(operation, "required", name);
        schema(operation + "/" + name, parameter.path("schema"));
    }

    private void content(String place, JsonNode content, String use) {
        for (var media : content.properties()) {
            var schema = media.getValue().path("schema");
            say(place, "content", media.getKey());
            schema(place, schema);
            reach(schema).forEach(name -> say("schema " + name, "use", use));
        }
    }

    private void schema(String place, JsonNode schema) {
        schema.path("$ref").stringValueOpt().ifPresent(ref -> say(place, "type", ref));
        if (schema.has("type")) say(place, "type", schema.path("type").toString());
        schema.path("enum").forEach(value -> say(place, "enum", value.asString()));
        schema.path("required").forEach(name -> say(place, "required", name.asString()));
        LIMITS.stream()
                .filter(schema::has)
                .forEach(word -> say(place, word, schema.path(word).asString()));
        if (schema.path("additionalProperties").isBoolean())
            say(place, "closed", schema.path("additionalProperties").asString());
        for (var field : schema.path("properties").properties()) {
            say(place, "field", field.getKey());
            schema(place + "/" + field.getKey(), field.getValue());
        }
        if (schema.has("items")) schema(place + "/[]", schema.path("items"));
        if (schema.path("additionalProperties").isObject()) schema(place + "/{}", schema.path("additionalProperties"));
        for (int i = 0; i < schema.path("allOf").size(); i++)
            schema(place + "/&" + i, schema.path("allOf").get(i));
    }

    private Set<String> reach(JsonNode from) {
        var found = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (var ref : open.pop().findValues("$ref")) {
                var name = ref.asString().substring(SCHEMAS.length());
                if (found.add(name)) open.push(schemas.path(name));
            }
        }
        return found;
    }
}
