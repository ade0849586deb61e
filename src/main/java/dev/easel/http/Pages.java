package dev.easel.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What is served beside the contract: the contract itself, the sign of life, and whatever is mounted below a prefix. */
final class Pages {
    private static final String DOCS = "/docs";
    private static final String LIVE = "/v1/health/live";

    private final Map<String, Answer> fixed;
    private final Map<String, RawHandler> mounted;

    Pages(Map<String, RawHandler> mounted) {
        this.mounted = Map.copyOf(mounted);
        var alive = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
        fixed = Map.of("/", Answer.empty(302).with("Location", DOCS), LIVE, Answer.of(200, Replies.JSON, alive));
    }

    Optional<Answer> answer(Visit visit, Bodies bodies) throws Exception {
        if (isRead(visit)) {
            var page = fixed.get(visit.path());
            if (page != null) return Optional.of(page);
        }
        for (var mount : mounted.entrySet()) {
            if (isBelow(visit.path(), mount.getKey()))
                return Optional.of(raw(visit, mount.getKey(), mount.getValue(), bodies));
        }
        return Optional.empty();
    }

    private static Answer raw(Visit visit, String prefix, RawHandler handler, Bodies bodies) throws Exception {
        visit.asks(Queries.read(visit));
        visit.brings(bodies.bytes(visit));
        var rest = visit.path()
                .substring(Math.min(prefix.length() + 1, visit.path().length()));
        return handler.answer(new RawHandler.Asked(
                visit.method(),
                rest,
                visit.query(),
                visit.header("Authorization"),
                visit.header("Accept"),
                visit.body()));
    }

    private static boolean isRead(Visit visit) {
        return visit.method().equals("GET") || visit.method().equals("HEAD");
    }

    private static boolean isBelow(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
