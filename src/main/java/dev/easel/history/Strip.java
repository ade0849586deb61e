package dev.easel.history;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.tables.Span;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a log that a request asks for. The continue token is the number of the last row that was told and how many were
 * told before: nothing to remember, and new rows do not move old ones.
 *
 * @param before only rows with a smaller number; 0 begins at the newest
 * @param skip newest rows to leave out, for callers that page by number
 * @param told rows on earlier pages
 */
record Strip(int limit, long before, int skip, int told) {
    private static final int PAGE = 50;
    private static final int MOST = 1000;

    static Strip of(Call call) {
        int asked = call.number("limit").orElse(PAGE);
        int offset = call.number("offset").orElse(0);
        if (asked < 0 || offset < 0) throw Problem.invalid("query.limit", "must not be negative");
        int limit = asked == 0 ? MOST : Math.min(asked, MOST);
        return call.query("continue")
                .map(token -> after(limit, token))
                .orElseGet(() -> new Strip(limit, 0, offset, offset));
    }

    private static Strip after(int limit, String token) {
        if (!token.matches("[1-9]\\d{0,17}-\\d{1,9}")) {
            throw Problem.invalid("query.continue", "is not a token that this server gave for this list");
        }
        var parts = token.split("-");
        return new Strip(limit, Long.parseLong(parts[0]), 0, Integer.parseInt(parts[1]));
    }

    /** The rows to read: one more than asked for tells whether there are more. */
    Span span() {
        return new Span(before, skip, limit + 1);
    }

    <T> List<T> cut(List<T> rows) {
        return rows.subList(0, Math.min(limit, rows.size()));
    }

    /** {@code {items, listmeta}} of the rows of {@link #span}. */
    <T> ObjectNode page(List<T> rows, ToLongFunction<T> number, ArrayNode items, long count) {
        var shown = cut(rows);
        int offset = told + shown.size();
        var more = rows.size() > limit;
        var reply = Json.object();
        reply.set("items", items);
        reply.putObject("listmeta")
                .put("continue", more ? number.applyAsLong(shown.getLast()) + "-" + offset : "")
                .put("count", count)
                .put("limit", limit)
                .put("offset", offset);
        return reply;
    }
}
