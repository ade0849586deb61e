package dev.easel.contract;

import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a schema says about lists. */
final class Lists {
    private Lists() {}

    static void compile(JsonNode schema, List<Check> checks) {
        schema.optional("minItems")
                .map(JsonNode::intValue)
                .ifPresent(least -> checks.add((value, at, findings) -> {
                    if (value.isArray() && value.size() < least)
                        findings.add(at, "must have at least " + least + " entries");
                }));
        schema.optional("maxItems")
                .map(JsonNode::intValue)
                .ifPresent(most -> checks.add((value, at, findings) -> {
                    if (value.isArray() && value.size() > most)
                        findings.add(at, "must have at most " + most + " entries");
                }));
        if (schema.path("uniqueItems").asBoolean(false)) checks.add(Lists::unique);
    }

    static Check each(Shape items) {
        return (value, at, findings) -> {
            if (!value.isArray()) return;
            for (int i = 0; i < value.size(); i++) items.check(value.get(i), new Place.Item(at, i), findings);
        };
    }

    private static void unique(JsonNode value, Place at, Findings findings) {
        if (!value.isArray() || value.size() < 2) return;
        var seen = new HashSet<JsonNode>();
        for (int i = 0; i < value.size(); i++) {
            if (!seen.add(value.get(i))) findings.add(new Place.Item(at, i), "must not be there twice");
        }
    }
}
