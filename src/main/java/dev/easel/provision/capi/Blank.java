package dev.easel.provision.capi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The blanks in a text. {@code ${name}} must be there, {@code ${name?}} may be absent; {@code ${name:-text}}, as Cluster API's
 * own templates have it, says what stands there otherwise; {@code ${name?one:other}} and {@code ${name=value?one:other}}
 * choose; {@code ${name|base64}} encodes, and {@code ${name|kebab}} writes NoSchedule as no-schedule. A text that is one blank becomes what the fact is.
 */
final class Blank {
    private static final Pattern BLANK = Pattern.compile("(?<shell>\\$)?\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_.-]*?)"
            + "(\\|(?<form>base64|kebab))?(=(?<value>[^?}]*))?"
            + "((?<maybe>\\?)((?<one>[^:}]*):(?<other>[^}]*))?|:?[-=](?<otherwise>[^}]*))?}");
    private static final YAMLMapper YAML = new YAMLMapper();

    private Blank() {}

    /** The text with its blanks filled; empty when a fact that may be absent is. Throws when one must not be. */
    static Optional<JsonNode> fill(String text, JsonNode facts) {
        var matcher = BLANK.matcher(text);
        if (matcher.matches() && matcher.group("shell") == null) return value(matcher.toMatchResult(), facts);
        var filled = new StringBuilder();
        matcher.reset();
        while (matcher.find()) {
            // A second dollar stands for the sign itself: what follows is for a shell.
            var value = matcher.group("shell") != null
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

    private static Optional<JsonNode> value(MatchResult blank, JsonNode facts) {
        var found = find(facts, blank.group("name"));
        if (blank.group("one") != null) return chosen(blank, found);
        if (!isEmpty(found)) return Optional.of(formed(blank.group("form"), found));
        if (blank.group("otherwise") != null) return Optional.of(YAML.readTree(blank.group("otherwise")));
        if (blank.group("maybe") != null) return Optional.empty();
        throw new IllegalArgumentException("there is no " + blank.group("name"));
    }

    private static Optional<JsonNode> chosen(MatchResult blank, JsonNode found) {
        var value = blank.group("value");
        var holds = value == null
                ? !isEmpty(found) && !found.asString("").equals("false")
                : found.asString("").equals(value);
        var text = holds ? blank.group("one") : blank.group("other");
        return text.isEmpty() ? Optional.empty() : Optional.of(YAML.readTree(text));
    }

    private static JsonNode formed(@Nullable String form, JsonNode found) {
        if (form == null) return found.deepCopy();
        var text = found.asString();
        return StringNode.valueOf(
                form.equals("kebab")
                        ? text.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT)
                        : Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isEmpty(JsonNode found) {
        if (found.isMissingNode() || found.isNull()) return true;
        return found.isString() && found.asString().isEmpty() || found.isContainer() && found.isEmpty();
    }
}
