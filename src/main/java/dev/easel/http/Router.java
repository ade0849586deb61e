package dev.easel.http;

import dev.easel.contract.Code;
import dev.easel.contract.Contract;
import dev.easel.contract.Operation;
import dev.easel.contract.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the operation for a method and a canonical path. A literal segment always beats a parameter. */
public final class Router {
    private static final String ANY = "*";
    private static final List<String> METHODS = List.of("DELETE", "GET", "PATCH", "POST", "PUT");

    private final Node root = new Node();

    public Router(Contract contract, Binder binder) {
        for (var operation : contract.operations()) {
            var node = root;
            for (var segment : segments(operation.path())) {
                node = segment.startsWith("{") ? node.wild() : node.literal.computeIfAbsent(segment, _ -> new Node());
            }
            node.routes.put(operation.method(), new Bound(operation, binder.action(operation)));
        }
    }

    public Route route(String method, String path) {
        var segments = segments(path);
        // "*" is a method that anybody may send.
        var bound = Optional.of(method)
                .filter(METHODS::contains)
                .flatMap(known -> find(root, segments, 0, known))
                .orElseThrow(() -> refusal(segments, method, path));
        return new Route(bound.operation, bound.action, parameters(bound.operation.path(), segments));
    }

    private Problem refusal(String[] segments, String method, String path) {
        if (find(root, segments, 0, ANY).isEmpty()) return Problem.noSuchRoute(method, path);
        var allowed = METHODS.stream()
                .filter(other -> find(root, segments, 0, other).isPresent())
                .toList();
        return Problem.of(Code.MethodNotAllowed, "%s does not know %s", path, method)
                .with("Allow", String.join(", ", allowed));
    }

    private static Optional<Bound> find(Node node, String[] segments, int at, String method) {
        if (at == segments.length) return node.bound(method);
        var literal = node.literal.get(segments[at]);
        var found = literal == null ? Optional.<Bound>empty() : find(literal, segments, at + 1, method);
        if (found.isPresent() || node.wild == null) return found;
        return find(node.wild, segments, at + 1, method);
    }

    private static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }

    private static Map<String, String> parameters(String template, String[] values) {
        var names = segments(template);
        var parameters = new HashMap<String, String>();
        for (int i = 0; i < names.length; i++) {
            if (!names[i].startsWith("{")) continue;
            var name = names[i].substring(1, names[i].length() - 1);
            parameters.put(name, URLDecoder.decode(values[i].replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** What a request is about, and who answers it. */
    public record Route(Operation operation, Action action, Map<String, String> path) {}

    private record Bound(Operation operation, Action action) {}

    private static final class Node {
        private final Map<String, Node> literal = new HashMap<>();
        private final Map<String, Bound> routes = new HashMap<>();
        private @Nullable Node wild;

        private Node wild() {
            if (wild == null) wild = new Node();
            return wild;
        }

        private Optional<Bound> bound(String method) {
            if (method.equals(ANY)) return routes.values().stream().findFirst();
            return Optional.ofNullable(routes.get(method));
        }
    }
}
