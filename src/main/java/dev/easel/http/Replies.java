package dev.easel.http;

import dev.easel.contract.Json;
import dev.easel.contract.Operation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns what a handler returned into the answer that the contract promises for its operation. */
final class Replies {
    static final String JSON = "application/json";

    private Replies() {}

    static Answer answer(Visit visit, Operation operation, @Nullable Object result) {
        var answer = answer(operation, result == null ? Reply.none() : result);
        return unchanged(visit, answer) ? new Answer(304, answer.headers(), new byte[0]) : answer;
    }

    private static Answer answer(Operation operation, Object result) {
        return switch (result) {
            case Reply.File file -> file(operation.success(), file);
            case Reply.Value value -> value(operation.success(), value.value(), value.headers());
            case JsonNode value -> value(operation.success(), value, Map.of());
            default -> value(operation.success(), Json.MAPPER.valueToTree(result), Map.of());
        };
    }

    /** Nothing at all on 204, not even a type: a published client parses the body whenever it sees the JSON type. */
    private static Answer value(int status, JsonNode value, Map<String, String> headers) {
        if (status == 204 || value.isMissingNode()) return Answer.empty(status).with(headers);
        return Answer.of(status, JSON, Json.MAPPER.writeValueAsBytes(value)).with(headers);
    }

    private static Answer file(int status, Reply.File file) {
        return Answer.of(status, file.type(), file.bytes()).with(file.headers());
    }

    private static boolean unchanged(Visit visit, Answer answer) {
        var tag = answer.headers().get("ETag");
        return tag != null && visit.method().equals("GET") && Reply.names(visit.header("If-None-Match"), tag);
    }
}
