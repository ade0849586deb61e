package dev.easel.provision.capi;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The blanks in a text: {@code ${name}} must be there, {@code ${name?}} may be absent, and {@code ${name:-text}}, as Cluster
 * API's own templates have it, says what stands there otherwise. A text that is one blank becomes what the fact is.
 */
final class Blank {
    private static final Pattern BLANK =
            Pattern.compile("(\\$)?\\$\\{([A-Za-z_][A-Za-z0-9_.-]*?)(\\?|:?[-=]([^}]*))?}");
    private static final YAMLMapper YAML = new YAMLMapper();

    private Blank() {}

    /** The text with its blanks filled; empty when a fact that may be absent is. Throws when one must not be. */
    static Optional<JsonNode> fill(String text, JsonNode facts) {
        var matcher = BLANK.matcher(text);
        if (matcher.matches() && matcher.group(1) == null) return value(matcher.toMatchResult(), facts);
        var filled = new StringBuilder();
        matcher.reset();
        while (matcher.find()) {
            // A second dollar stands for the sign itself: what follows is for a shell.
            var value = matcher.group(1) != null
                    ? Optional.<JsonNode>of(StringNode.valueOf(matcher.group().substring(1)))
                    : value(matcher.toMatchResult(), facts);
            if (value.isEmpty()) return Optional.empty();
            var found = value.get();
            matcher.appendReplacement(filled, "");
            filled.append(found.isValueNode() ? found.asString() : found.toString());
        }
        return Optional.of(StringNode.valueOf(matcher.appendTail(filled).toString()));
    }

    static JsonNode find(JsonNode facts, String name) {
        return facts.at("/" + name.replace('.', '/'));
    }

    private static Optional<JsonNode> value(java.util.regex.MatchResult blank, JsonNode facts) {
        var found = find(facts, blank.group(2));
        if (!found.isMissingNode() && !found.isNull() && !isEmpty(found)) return Optional.of(found.deepCopy());
        if (blank.group(3) == null) throw new IllegalArgumentException("there is no " + blank.group(2));
        return blank.group(4) == null ? Optional.empty() : Optional.of(YAML.readTree(blank.group(4)));
    }

    private static boolean isEmpty(JsonNode found) {
        return found.isString() && found.asString().isEmpty() || found.isContainer() && found.isEmpty();
    }
}
