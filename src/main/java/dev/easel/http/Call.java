package dev.easel.http;

import dev.easel.auth.Caller;
import dev.easel.contract.Json;
import dev.easel.contract.Operation;
import dev.easel.contract.Problem;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request, already routed, signed in and checked against the contract. Handlers see nothing lower.
 *
 * @param path values of the path's parameters
 * @param query values of the query, first one when repeated
 * @param headers the few request headers that a handler may read, by lower-case name: if-match, idempotency-key, host;
 *     and {@code address}, the remote one, that a caller cannot choose
 * @param body the JSON body; missing node when there is none. For forms an object with one field per part: text for a
 *     plain part, {@code {"fileName": text, "bytes": binary}} for a file, see {@link #file}
 * @param id the request's id, as in X-Request-Id
 * @param permission what the caller was let in for
 */
public record Call(
        Operation operation,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonNode body,
        Caller caller,
        String id,
        String permission) {

    public String path(String name) {
        var value = path.get(name);
        if (value == null) throw new IllegalArgumentException(operation.id() + " has no path parameter " + name);
        return value;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** A whole number of the query, or the int that is nearest to it. */
    public Optional<Integer> number(String name) {
        return query(name).map(text -> (int) Double.parseDouble(text));
    }

    public boolean flag(String name) {
        return query(name).map(Boolean::parseBoolean).orElse(false);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body as an object; an absent body is an empty object, since several clients send none. */
    public ObjectNode object() {
        if (body.isMissingNode() || body.isNull()) return Json.object();
        if (body instanceof ObjectNode object) return object;
        throw Problem.invalid("body", "must be an object");
    }

    /** The bytes of an uploaded file; none when the form has no such part. */
    public Optional<byte[]> file(String part) {
        return body.path(part).path("bytes") instanceof BinaryNode bytes
                ? Optional.of(bytes.binaryValue())
                : Optional.empty();
    }

    /** The same call with another body. */
    public Call with(JsonNode otherBody) {
        return new Call(operation, path, query, headers, otherBody, caller, id, permission);
    }
}
