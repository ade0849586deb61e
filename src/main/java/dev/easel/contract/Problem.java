package dev.easel.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The one exception a client sees. Everything else that is thrown is a bug and becomes a 500. */
public final class Problem extends RuntimeException {
    private final transient Code code;
    private final transient ObjectNode details;
    private final transient Map<String, String> headers;

    private Problem(Code code, String message) {
        this(code, message, Json.object(), Map.of());
    }

    private Problem(Code code, String message, ObjectNode details, Map<String, String> headers) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
        this.headers = headers;
    }

    /** For codes that have no factory of their own; the status is the code's. */
    public static Problem of(Code code, String message, Object... arguments) {
        return new Problem(code, said(message, arguments));
    }

    public static Problem invalid(String path, String message) {
        return invalid(List.of(new Fault(path, message)));
    }

    public static Problem invalid(List<Fault> faults) {
        var details = Json.object();
        var list = details.putArray("faults");
        faults.forEach(fault -> list.addObject().put("path", fault.path()).put("message", fault.message()));
        var message = faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
        return new Problem(Code.InvalidInput, message, details, Map.of());
    }

    public static Problem unauthenticated() {
        return unauthenticated("Sign in first: send an ApiKey or an Authorization header");
    }

    public static Problem unauthenticated(String message) {
        return new Problem(Code.Unauthenticated, message);
    }

    public static Problem forbidden(String permission) {
        return new Problem(Code.Forbidden, "This needs the permission " + permission);
    }

    public static Problem notFound(String kind, String uid) {
        return new Problem(Code.ResourceNotFound, "The %s '%s' was not found".formatted(kind, uid));
    }

    public static Problem noSuchRoute(String method, String path) {
        return new Problem(Code.RouteNotFound, "The API has no %s %s".formatted(method, path));
    }

    /** Not a 501: the published clients retry 501 to 599, some of them for hours. */
    public static Problem notBuilt(String operationId) {
        return new Problem(Code.NotBuilt, operationId + " is in the contract but not built yet");
    }

    public static Problem tooManyRequests(long retryAfterSeconds) {
        return new Problem(Code.TooManyRequests, "Too many requests; try again in %d s".formatted(retryAfterSeconds))
                .with("Retry-After", Long.toString(retryAfterSeconds));
    }

    public static Problem unavailable(String message, Object... arguments) {
        return new Problem(Code.Unavailable, said(message, arguments)).with("Retry-After", "5");
    }

    public static Problem tooLarge(long limitBytes) {
        return new Problem(Code.BodyTooLarge, "The body is larger than %d bytes".formatted(limitBytes));
    }

    public static Problem unsupportedMediaType(String given, String wanted) {
        return new Problem(Code.UnsupportedMediaType, "The body is %s; this takes %s".formatted(given, wanted));
    }

    /** The same problem with one more header on its reply. */
    public Problem with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(code, message(), details, Map.copyOf(more));
    }

    /** The same problem with one more entry in its details. */
    public Problem with(String name, JsonNode value) {
        var more = details.deepCopy();
        more.set(name, value);
        return new Problem(code, message(), more, headers);
    }

    public int status() {
        return code.status();
    }

    public Code code() {
        return code;
    }

    public ObjectNode details() {
        return details;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    /** The wire form {@code v1Error}; {@code ref} is the id of the request. */
    public ObjectNode body(String ref) {
        var body = Json.object();
        body.put("code", code.name()).put("message", message());
        body.set("details", details);
        return body.put("ref", ref);
    }

    private static String said(String message, Object... arguments) {
        return arguments.length == 0 ? message : message.formatted(arguments);
    }
}
