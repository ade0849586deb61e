package dev.easel.store;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Continue tokens: where a page ended, signed, and sufficient in themselves: no server remembers them. */
final class Tokens {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int SIGNATURE = 16;

    private final Sealer sealer;

    Tokens(Sealer sealer) {
        this.sealer = sealer;
    }

    /**
     * Where a page starts.
     *
     * @param after sort values of the row before it; empty for the first page
     * @param count documents that matched when paging began, or -1 when not counted yet
     * @param offset documents before this page
     */
    record Start(List<Object> after, long count, int offset) {
        static final Start FIRST = new Start(List.of(), -1, 0);
    }

    String write(Query query, Start start) {
        var payload = Json.object().put("count", start.count()).put("offset", start.offset());
        start.after().forEach(payload.putArray("after")::addPOJO);
        var bytes = payload.toString().getBytes(StandardCharsets.UTF_8);
        var both = Arrays.copyOf(signature(query, bytes), SIGNATURE + bytes.length);
        System.arraycopy(bytes, 0, both, SIGNATURE, bytes.length);
        return ENCODER.encodeToString(both);
    }

    Start read(Query query) {
        if (query.token().isEmpty()) return Start.FIRST;
        try {
            var both = Base64.getUrlDecoder().decode(query.token());
            if (both.length <= SIGNATURE) throw unknown();
            var bytes = Arrays.copyOfRange(both, SIGNATURE, both.length);
            var signature = Arrays.copyOf(both, SIGNATURE);
            if (!MessageDigest.isEqual(signature, signature(query, bytes))) throw unknown();
            var payload = Json.MAPPER.readTree(bytes);
            return new Start(
                    values(payload.path("after")),
                    payload.path("count").asLong(),
                    payload.path("offset").asInt());
        } catch (IllegalArgumentException | JacksonException garbled) {
            throw unknown();
        }
    }

    private static List<Object> values(JsonNode after) {
        var values = new ArrayList<Object>();
        for (var value : after) values.add(value.isNumber() ? (Object) value.asLong() : value.asString());
        return values;
    }

    /** A token belongs to a tenant, a kind and an order. */
    private byte[] signature(Query query, byte[] payload) {
        var about = String.join(
                "\n", query.reach().tenant(), query.kind().name(), query.order().toString());
        var text = about + "\n" + new String(payload, StandardCharsets.UTF_8);
        return Arrays.copyOf(sealer.sign("continue", text), SIGNATURE);
    }

    private static Problem unknown() {
        return Problem.invalid("query.continue", "is not a token that this server gave for this list");
    }
}
