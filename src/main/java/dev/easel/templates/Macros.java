package dev.easel.templates;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The macros that count in a scope: a project's stand over the tenant's, and those over the system's. */
public record Macros(Map<String, String> values) {
    public static final Macros NONE = new Macros(Map.of());

    /** From opened documents of the form {@code {macros: [{name, value}]}}, the one that counts most first. */
    public static Macros of(JsonNode... documents) {
        var values = new LinkedHashMap<String, String>();
        for (var document : documents) {
            for (var macro : document.path("macros")) {
                values.putIfAbsent(
                        macro.path("name").asString(""), macro.path("value").asString(""));
            }
        }
        return new Macros(values);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
