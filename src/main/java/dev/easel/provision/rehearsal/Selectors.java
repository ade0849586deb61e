package dev.easel.provision.rehearsal;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Label and field selectors in their simple forms: {@code a=b}, {@code a!=b}, {@code a} and {@code !a}. */
final class Selectors {
    private Selectors() {}

    static Predicate<ObjectNode> of(Map<String, String> query) {
        var labels = all(
                query.getOrDefault("labelSelector", ""),
                (object, key) -> object.path("metadata").path("labels").path(key));
        var fields =
                all(query.getOrDefault("fieldSelector", ""), (object, key) -> object.at("/" + key.replace('.', '/')));
        return labels.and(fields);
    }

    /** Finds what a key of a selector names. */
    @FunctionalInterface
    private interface Field {
        JsonNode in(ObjectNode object, String key);
    }

    private static Predicate<ObjectNode> all(String selector, Field field) {
        return Arrays.stream(selector.split(","))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .map(term -> one(term, field))
                .reduce(_ -> true, Predicate::and);
    }

    private static Predicate<ObjectNode> one(String term, Field field) {
        if (term.contains("!=")) return compared(term.split("!=", 2), field).negate();
        if (term.contains("=")) return compared(term.split("==?", 2), field);
        if (term.startsWith("!"))
            return object -> field.in(object, term.substring(1)).isMissingNode();
        return object -> !field.in(object, term).isMissingNode();
    }

    private static Predicate<ObjectNode> compared(String[] sides, Field field) {
        Function<ObjectNode, JsonNode> value = object -> field.in(object, sides[0].strip());
        return object -> value.apply(object).asString("").equals(sides[1].strip());
    }
}
