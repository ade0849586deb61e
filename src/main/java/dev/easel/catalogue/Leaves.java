package dev.easel.catalogue;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.store.Sealer;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages of lists that are held in memory; a token says where the next one starts and is signed, so none is remembered. */
final class Leaves {
    private final Sealer sealer;

    Leaves(Sealer sealer) {
        this.sealer = sealer;
    }

    /** {@code {items, listmeta}} with as many items as the request wants, or as it gets when it does not say. */
    <T> ObjectNode page(Call call, List<T> all, int usual, Function<T, JsonNode> show) {
        int limit = number(call, "limit", usual);
        int from = call.query("continue").map(token -> read(call, token)).orElse(number(call, "offset", 0));
        int to = limit == 0 ? all.size() : (int) Math.min(all.size(), (long) from + limit);
        var reply = Json.object();
        var items = reply.putArray("items");
        all.subList(Math.min(from, to), to).forEach(item -> items.add(show.apply(item)));
        reply.putObject("listmeta")
                .put("continue", to < all.size() ? write(call, to) : "")
                .put("count", all.size())
                .put("limit", limit)
                .put("offset", to);
        return reply;
    }

    private static int number(Call call, String name, int usual) {
        int number = call.number(name).orElse(usual);
        if (number < 0) throw Problem.invalid("query." + name, "must not be negative");
        return number;
    }

    private String write(Call call, int offset) {
        return offset + "." + signature(call, offset);
    }

    private int read(Call call, String token) {
        var digits = token.split("\\.", 2)[0];
        if (digits.matches("\\d{1,9}") && token.equals(write(call, Integer.parseInt(digits))))
            return Integer.parseInt(digits);
        throw Problem.invalid("query.continue", "is not a token that this server gave for this list");
    }

    /** A token belongs to one list: the same operation, filters and body. */
    private String signature(Call call, int offset) {
        var about = List.of(
                call.operation().id(),
                call.caller().tenant(),
                call.query("filters").orElse(""),
                call.body().toString(),
                "" + offset);
        var signed = sealer.sign("leaves", String.join("\n", about));
        return HexFormat.of().formatHex(signed, 0, 12);
    }
}
