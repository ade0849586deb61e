package dev.easel.contract;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A parameter in the path or the query. Values come as text and are checked against the schema of the parameter. */
public record Parameter(String name, Place place, boolean required, Schema schema, Optional<String> fallback) {
    static Optional<Parameter> of(JsonNode node, Schemas schemas) {
        var shape = node.path("schema");
        return Place.of(node.path("in").asString(""))
                .map(place -> new Parameter(
                        node.path("name").asString(),
                        place,
                        node.path("required").asBoolean(false),
                        schemas.compile(shape),
                        shape.optional("default").map(JsonNode::asString)));
    }

    /** An empty value counts as none: clients write {@code ?scope=} and mean the default. */
    List<Fault> check(List<String> values) {
        var given = new ArrayList<>(values);
        given.removeIf(String::isEmpty);
        var at = place.word + "." + name;
        if (given.isEmpty()) return required ? List.of(new Fault(at, "is required")) : List.of();
        if (schema.isList()) return schema.check(list(given), at);
        var faults = new ArrayList<Fault>();
        for (var value : given) faults.addAll(schema.check(scalar(value), at));
        return faults;
    }

    private static JsonNode list(List<String> given) {
        var list = JsonNodeFactory.instance.arrayNode();
        given.stream().flatMap(value -> Stream.of(value.split(","))).forEach(list::add);
        return list;
    }

    /** The value as JSON of the wanted type, or as text, which the schema then refuses with the right words. */
    private JsonNode scalar(String value) {
        var nodes = JsonNodeFactory.instance;
        if (schema.isText()) return nodes.stringNode(value);
        if (value.equals("true") || value.equals("false")) return nodes.booleanNode(Boolean.parseBoolean(value));
        if (value.matches("-?[0-9]{1,19}")) return nodes.numberNode(new BigInteger(value));
        if (value.matches("-?[0-9]{1,15}\\.[0-9]{1,15}")) return nodes.numberNode(Double.parseDouble(value));
        return nodes.stringNode(value);
    }

    /** Where the value stands. */
    public enum Place {
        PATH("path"),
        QUERY("query");

        private final String word;

        Place(String word) {
            this.word = word;
        }

        private static Optional<Place> of(String in) {
            return Stream.of(values()).filter(place -> place.word.equals(in)).findFirst();
        }
    }
}
