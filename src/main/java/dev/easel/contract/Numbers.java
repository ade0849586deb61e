package dev.easel.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/** What a schema says about numbers. */
final class Numbers {
    private static final Map<String, Long> LARGEST =
            Map.of("int8", 127L, "int32", (long) Integer.MAX_VALUE, "int64", Long.MAX_VALUE);

    private Numbers() {}

    static void compile(JsonNode schema, List<Check> checks) {
        bound(schema, "minimum", "must be at least ", order -> order >= 0, checks);
        bound(schema, "maximum", "must be at most ", order -> order <= 0, checks);
        bound(schema, "exclusiveMinimum", "must be more than ", order -> order > 0, checks);
        bound(schema, "exclusiveMaximum", "must be less than ", order -> order < 0, checks);
        var format = schema.path("format").asString("");
        if (LARGEST.containsKey(format)) checks.add(fits(format, BigDecimal.valueOf(LARGEST.get(format))));
        if (LARGEST.containsKey(format) || schema.path("type").asString("").equals("integer"))
            checks.add(Numbers::whole);
    }

    private static void bound(JsonNode schema, String word, String otherwise, IntPredicate holds, List<Check> checks) {
        schema.optional(word)
                .map(JsonNode::decimalValue)
                .ifPresent(limit -> checks.add((value, at, findings) -> {
                    if (value.isNumber() && !holds.test(value.decimalValue().compareTo(limit)))
                        findings.add(at, otherwise + limit);
                }));
    }

    /** Clients decode into a machine integer of that size, and fail where it overflows. */
    private static Check fits(String format, BigDecimal largest) {
        var least = largest.negate().subtract(BigDecimal.ONE);
        return (value, at, findings) -> {
            if (!value.isNumber()) return;
            var held = value.decimalValue().max(least).min(largest);
            if (held.compareTo(value.decimalValue()) != 0) findings.add(at, "must fit " + format);
        };
    }

    /** Clients that decode into an integer choke on 3.0 as on 3.5; only we are asked to be that careful. */
    private static void whole(JsonNode value, Place at, Findings findings) {
        if (findings.inReply() && value.isNumber() && !value.isIntegralNumber())
            findings.add(at, "must have no decimals");
    }
}
