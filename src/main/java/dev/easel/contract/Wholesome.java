package dev.easel.contract;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Refuses text that JSON can escape but no database and no later reader can hold: NUL and half a surrogate pair. */
public final class Wholesome {
    private Wholesome() {}

    public static JsonNode must(JsonNode body) {
        check(body, "body");
        return body;
    }

    private static void check(JsonNode node, String at) {
        if (node.isString()) mustHold(node.stringValue(), at);
        for (int i = 0; node.isArray() && i < node.size(); i++) check(node.get(i), at + "[" + i + "]");
        for (var field : node.properties()) {
            mustHold(field.getKey(), at);
            check(field.getValue(), at + "." + field.getKey());
        }
    }

    private static void mustHold(String text, String at) {
        if (text.indexOf('\0') >= 0) throw Problem.invalid(at, "must not contain NUL");
        if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) return;
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text))
            throw Problem.invalid(at, "must not contain half a surrogate pair");
    }
}
