package dev.easel.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What an operation answers when all went well; without media types it has no body. */
public record Response(int status, List<String> mediaTypes, Optional<Schema> schema) {
    /** Every operation but one promises exactly one 2xx; of the two of that one, 201 carries the body. */
    static Response of(JsonNode operation, Schemas schemas) {
        var success = operation.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .max(Map.Entry.comparingByKey())
                .orElseThrow(
                        () -> new IllegalArgumentException(operation.path("operationId") + " promises no success"));
        var content = success.getValue().path("content").properties();
        return new Response(
                Integer.parseInt(success.getKey()),
                content.stream().map(Map.Entry::getKey).toList(),
                content.stream()
                        .findFirst()
                        .map(entry -> schemas.compile(entry.getValue().path("schema"))));
    }

    /** The first media type, or none when there is no body. */
    public Optional<String> mediaType() {
        return mediaTypes.stream().findFirst();
    }

    public boolean json() {
        return mediaTypes.contains("application/json");
    }
}
