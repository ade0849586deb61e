package dev.easel.catalogue;

import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.packs.Version;
import java.util.Locale;

/** Says whether something of the catalogue meets a filter; lists match by membership, versions compare as versions. */
final class Sieve {
    private static final String KNOWN = "metadata.uid, metadata.name, spec.name, spec.displayName, spec.version,"
            + " spec.registryUid, spec.layer, spec.type, spec.addonType, spec.addonSubType, spec.group and spec.cloudTypes";

    private Sieve() {}

    static boolean met(Filter filter, Properties properties) {
        return switch (filter) {
            case Filter.All(var parts) -> parts.stream().allMatch(part -> met(part, properties));
            case Filter.Any(var parts) -> parts.stream().anyMatch(part -> met(part, properties));
            case Filter.Not(var part) -> !met(part, properties);
            case Filter.Match match -> properties.of(match.property()).stream().anyMatch(value -> met(match, value));
        };
    }

    static Problem unknown(String property) {
        return Problem.invalid("filters", property + " is not a property of a pack; known are " + KNOWN);
    }

    static int compare(String property, String left, String right) {
        return property.equals("spec.version") ? Version.of(left).compareTo(Version.of(right)) : left.compareTo(right);
    }

    private static boolean met(Filter.Match match, String value) {
        var ignored = match.letters() == Filter.Case.IGNORED;
        var has = ignored ? value.toLowerCase(Locale.ROOT) : value;
        var wanted = ignored ? match.value().toLowerCase(Locale.ROOT) : match.value();
        return switch (match.operator()) {
            case EQUAL -> has.equals(wanted);
            case CONTAINS -> has.contains(wanted);
            case BEGINS -> has.startsWith(wanted);
            case GREATER -> compare(match.property(), value, match.value()) > 0;
            case GREATER_OR_EQUAL -> compare(match.property(), value, match.value()) >= 0;
            case LESS -> compare(match.property(), value, match.value()) < 0;
            case LESS_OR_EQUAL -> compare(match.property(), value, match.value()) <= 0;
        };
    }
}
