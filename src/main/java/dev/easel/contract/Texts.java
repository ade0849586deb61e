package dev.easel.contract;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a schema says about texts. Lengths count code points. */
final class Texts {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private Texts() {}

    static void compile(JsonNode schema, List<Check> checks) {
        schema.optional("minLength")
                .map(JsonNode::intValue)
                .ifPresent(least -> checks.add(
                        text(value -> length(value) >= least, "must have at least " + least + " characters")));
        schema.optional("maxLength")
                .map(JsonNode::intValue)
                .ifPresent(most ->
                        checks.add(text(value -> length(value) <= most, "must have at most " + most + " characters")));
        schema.optional("pattern").map(JsonNode::stringValue).ifPresent(pattern -> checks.add(matches(pattern)));
        switch (schema.path("format").asString("")) {
            case "date-time" -> checks.add(text(Texts::isTime, "must be a time like 2026-01-02T15:04:05.000Z"));
            case "date" -> checks.add(text(Texts::isDate, "must be a date like 2026-01-02"));
            default -> {}
        }
    }

    private static Check matches(String source) {
        var pattern = Pattern.compile(source);
        return text(value -> pattern.matcher(value).find(), "must match " + source);
    }

    private static Check text(Predicate<String> holds, String otherwise) {
        return (value, at, findings) -> {
            if (value.isString() && !holds.test(value.stringValue())) findings.add(at, otherwise);
        };
    }

    private static int length(String value) {
        return value.codePointCount(0, value.length());
    }

    private static boolean isTime(String value) {
        if (!TIME.matcher(value).matches()) return false;
        try {
            OffsetDateTime.parse(value.replace('t', 'T').replace('z', 'Z'), DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            return true;
        } catch (DateTimeParseException wrong) {
            return false;
        }
    }

    private static boolean isDate(String value) {
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeParseException wrong) {
            return false;
        }
    }
}
