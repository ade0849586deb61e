package dev.easel.provision.capi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A file of Kubernetes objects in which names between {@code ${} and {@code }} stand for facts. It is read as YAML first, so
 * a fact never becomes structure. A field whose names are all absent and optional is left out, and so is an object of
 * which nothing else is left. An object with {@code $each} in a list is repeated for each element.
 */
final class Form {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String EACH = "$each";
    private static final String WHEN = "$when";

    private final String source;
    private final String text;

    /** @param source what to call it when something is wrong */
    Form(String source, String text) {
        this.source = source;
        this.text = text;
    }

    List<Thing> fill(JsonNode facts) {
        var things = new ArrayList<Thing>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (documents.hasNext()) {
                if (documents.next() instanceof ObjectNode object && applies(object, facts))
                    things.add(new Thing(whole(object, facts)));
            }
        } catch (JacksonException broken) {
            var line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
            throw wrong(line, broken.getOriginalMessage().lines().findFirst().orElse("cannot be read"));
        }
        return things;
    }

    /** An object with {@code $when: name=value} is there only when that holds. */
    private static boolean applies(ObjectNode object, JsonNode facts) {
        var when = object.remove(WHEN);
        return when == null
                || Blank.fill("${%s?true:}".formatted(when.asString()), facts).isPresent();
    }

    private ObjectNode whole(ObjectNode object, JsonNode facts) {
        var filled = fill(object, facts).orElseGet(() -> object.objectNode());
        for (var needed : List.of("/apiVersion", "/kind", "/metadata/name")) {
            if (filled.at(needed).asString("").isEmpty()) {
                var kind = object.path("kind").asString("an object");
                throw wrong(
                        line("kind: " + kind),
                        kind + " has no " + needed.substring(1).replace('/', '.'));
            }
        }
        return filled;
    }

    private Optional<ObjectNode> fill(ObjectNode object, JsonNode facts) {
        var filled = object.objectNode();
        for (var field : object.properties()) {
            node(field.getValue(), facts).ifPresent(value -> filled.set(field.getKey(), value));
        }
        return filled.isEmpty() && !object.isEmpty() ? Optional.empty() : Optional.of(filled);
    }

    private Optional<JsonNode> node(JsonNode node, JsonNode facts) {
        return switch (node) {
            case ObjectNode object -> fill(object, facts).map(JsonNode.class::cast);
            case ArrayNode list -> list(list, facts).map(JsonNode.class::cast);
            case StringNode leaf -> leaf(leaf, facts);
            default -> Optional.of(node);
        };
    }

    private Optional<ArrayNode> list(ArrayNode list, JsonNode facts) {
        var filled = list.arrayNode();
        for (var element : list) {
            if (element.path(EACH).isString()) repeat((ObjectNode) element, facts, filled);
            else node(element, facts).ifPresent(filled::add);
        }
        return filled.isEmpty() && !list.isEmpty() ? Optional.empty() : Optional.of(filled);
    }

    private void repeat(ObjectNode element, JsonNode facts, ArrayNode into) {
        var pattern = element.deepCopy();
        var of = Blank.find(facts, pattern.remove(EACH).asString());
        for (var one : of) {
            var inside = ((ObjectNode) facts).deepCopy();
            inside.set("each", one);
            fill(pattern, inside).ifPresent(into::add);
        }
    }

    private Optional<JsonNode> leaf(StringNode leaf, JsonNode facts) {
        var value = leaf.asString();
        if (!value.contains("${")) return Optional.of(leaf);
        try {
            return Blank.fill(value, facts);
        } catch (IllegalArgumentException absent) {
            throw wrong(line(value.lines().findFirst().orElse(value)), absent.getMessage());
        }
    }

    private int line(String part) {
        int at = text.indexOf(part);
        return at < 0
                ? 0
                : (int) text.substring(0, at).lines().count() + (at == 0 || text.charAt(at - 1) == '\n' ? 1 : 0);
    }

    private Wrong wrong(int line, String message) {
        return new Wrong("TemplateInvalid", source + (line > 0 ? ", line " + line : "") + ": " + message);
    }
}
