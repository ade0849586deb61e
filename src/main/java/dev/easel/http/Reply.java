package dev.easel.http;

import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a handler answers when a bare value is not enough. The status still comes from the contract. */
public sealed interface Reply {
    Map<String, String> headers();

    /** No body. */
    static Reply none() {
        return new Value(JsonNodeFactory.instance.missingNode(), Map.of());
    }

    /** The answer to a create. */
    static Reply uid(String uid) {
        return new Value(JsonNodeFactory.instance.objectNode().put("uid", uid), Map.of());
    }

    static Reply of(JsonNode value) {
        return new Value(value, Map.of());
    }

    /** A document with its version; the door turns a matching If-None-Match into 304. */
    static Reply tagged(JsonNode value, long version) {
        return new Value(value, Map.of("ETag", tag(version)));
    }

    /** The same, when its JSON is written already. */
    static Reply written(byte[] json, long version) {
        return new File(json, Replies.JSON, Map.of("ETag", tag(version)));
    }

    static String tag(long version) {
        return '"' + Long.toString(version) + '"';
    }

    /** Whether a tag is among those of an If-Match or If-None-Match, weak ones (RFC 9110, 8.8.3.2) and "*" too. */
    static boolean names(String header, String tag) {
        return header.equals("*")
                || Stream.of(header.split(","))
                        .map(String::strip)
                        .anyMatch(one -> one.equals(tag) || one.equals("W/" + tag));
    }

    static Reply file(byte[] bytes, String type, String name) {
        return new File(bytes, type, Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
    }

    record Value(JsonNode value, Map<String, String> headers) implements Reply {}

    record File(byte[] bytes, String type, Map<String, String> headers) implements Reply {}
}
