package dev.easel.contract;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A value that must be one of a few. */
record Choice(Set<JsonNode> allowed, String words) implements Check {
    static Choice of(JsonNode values) {
        var allowed = values.valueStream().collect(Collectors.toCollection(LinkedHashSet::new));
        var words = allowed.stream()
                .filter(value -> !value.isNull())
                .map(JsonNode::asString)
                .collect(Collectors.joining(", ", "[", "]"));
        return new Choice(allowed, words);
    }

    @Override
    public void run(JsonNode value, Place at, Findings findings) {
        if (!allowed.contains(value)) findings.add(at, "must be one of " + words);
    }
}
