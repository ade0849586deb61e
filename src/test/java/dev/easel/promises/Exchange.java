package dev.easel.promises;

import dev.easel.contract.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One request of a client and the reply that it got. A body that was not JSON is a text; one that was not there is missing. */
public record Exchange(Request request, Reply reply) {
    /** What a client asked. Path and query are as they stood on the wire. */
    public record Request(String method, String path, String query, Map<String, String> headers, JsonNode body) {
        /** Whether asking again changes nothing. */
        boolean safe() {
            return method.equals("GET")
                    || method.equals("POST") && (path.startsWith("/v1/dashboard/") || path.endsWith("/search"));
        }

        @Override
        public String toString() {
            return method + " " + path + (query.isEmpty() ? "" : "?" + query);
        }
    }

    /** What it was told. */
    public record Reply(int status, Map<String, String> headers, JsonNode body) {}

    static Exchange of(JsonNode line) {
        var request = line.path("request");
        var reply = line.path("reply");
        return new Exchange(
                new Request(
                        request.path("method").asString(),
                        request.path("path").asString(),
                        request.path("query").asString(""),
                        headers(request),
                        request.path("body")),
                new Reply(reply.path("status").asInt(), headers(reply), reply.path("body")));
    }

    static Map<String, String> headers(JsonNode message) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        message.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        return headers;
    }

    /** A body as it is kept: JSON as itself, anything else as text, nothing as missing. */
    static JsonNode body(String contentType, String content) {
        if (content.isEmpty()) {
            return Json.MAPPER.missingNode();
        }
        return contentType.contains("json")
                ? Json.MAPPER.readTree(content)
                : Json.MAPPER.getNodeFactory().stringNode(content);
    }
}
