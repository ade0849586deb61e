package dev.easel.http;

import dev.easel.auth.Caller;
import dev.easel.auth.Gate.Allowance;
import dev.easel.contract.Operation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** One request on its way through the door: what was asked, and what the door has found out so far. */
public final class Visit {
    private static final byte[] NOTHING = {};

    private final Request request;
    private final String id;
    private final Trace trace;
    private final Instant at = Instant.now();
    private final long began = System.nanoTime();
    private Map<String, String> query = Map.of();
    private byte[] body = NOTHING;
    private @Nullable Operation operation;
    private @Nullable Caller caller;
    private @Nullable Allowance allowance;

    Visit(Request request) {
        this.request = request;
        this.id = Trace.requestId(header("X-Request-Id"));
        this.trace = Trace.of(header("traceparent"));
    }

    public String id() {
        return id;
    }

    public Trace trace() {
        return trace;
    }

    public Instant at() {
        return at;
    }

    /** How long the request has taken until now. */
    public long micros() {
        return (System.nanoTime() - began) / 1_000;
    }

    public String method() {
        return request.getMethod();
    }

    /** The canonical path: dot segments and needless escapes are gone. "" when the target is not a path without ";x". */
    public String path() {
        var target = request.getHttpURI();
        var path = target.getCanonicalPath();
        return path == null || !path.startsWith("/") || target.getPath().contains(";") ? "" : path;
    }

    /** Value of a request header, "" when absent. */
    public String header(String name) {
        var value = request.getHeaders().get(name);
        return value == null ? "" : value.strip();
    }

    /** Host and port that the caller named; in HTTP/2 there is no Host header. */
    public String host() {
        var authority = request.getHttpURI().getAuthority();
        return authority == null ? header("Host") : authority;
    }

    public String address() {
        return Request.getRemoteAddr(request);
    }

    public boolean secure() {
        return request.isSecure();
    }

    public Map<String, String> query() {
        return query;
    }

    public byte[] body() {
        return body;
    }

    public Optional<Operation> operation() {
        return Optional.ofNullable(operation);
    }

    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    Optional<Allowance> allowance() {
        return Optional.ofNullable(allowance);
    }

    Request request() {
        return request;
    }

    void asks(Map<String, String> values) {
        query = values;
    }

    void brings(byte[] bytes) {
        body = bytes;
    }

    void wants(Operation found) {
        operation = found;
    }

    void comesFrom(Caller admitted) {
        caller = admitted;
    }

    void mayStill(Allowance left) {
        allowance = left;
    }
}
