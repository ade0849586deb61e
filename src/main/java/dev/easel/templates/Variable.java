package dev.easel.templates;

import dev.easel.contract.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A variable of a profile: what a cluster that uses the profile may or must say. */
public record Variable(String name, String standard, List<String> options, String regex, Rules rules) {
    private static final int LONGEST = 1 << 20;

    /**
     * What holds for its value.
     *
     * @param format as the contract spells it
     * @param fixed whether clusters must leave it as it is
     */
    public record Rules(
            String displayName, String format, boolean dropdown, boolean required, boolean fixed, boolean hidden) {}

    /** From a row of {@code v1Variable}. */
    public static Variable of(JsonNode row) {
        return of(row, Json.MAPPER.missingNode());
    }

    static Variable of(JsonNode row, JsonNode defaults) {
        var standard = defaults.path(row.path("name").asString(""))
                .asString(row.path("defaultValue").asString(""));
        var rules = new Rules(
                row.path("displayName").asString(""),
                row.path("format").asString("string"),
                row.path("inputType").asString("text").equals("dropdown"),
                row.path("required").asBoolean(false),
                row.path("immutable").asBoolean(false),
                row.path("hidden").asBoolean(false));
        return new Variable(
                row.path("name").asString(""),
                standard,
                row.path("options")
                        .valueStream()
                        .map(option -> option.path("value").asString(""))
                        .toList(),
                row.path("regex").asString(""),
                rules);
    }

    /** What is wrong with a value for it; nothing when it will do. No value is a question of {@link Rules#required}. */
    public Optional<String> fault(String value) {
        if (value.isEmpty()) return Optional.empty();
        if (value.length() > LONGEST) return Optional.of("is longer than %d letters".formatted(LONGEST));
        if (Template.mentions(value, ".spectro.")) return Optional.of("must not hold names between braces itself");
        var format = Format.valueOf(rules.format().toUpperCase(Locale.ROOT));
        if (!format.fits(value)) return Optional.of("must be " + format.said());
        if (rules.dropdown() && !options.contains(value)) return Optional.of("must be one of " + options);
        return Expected.fault(regex, value);
    }
}
