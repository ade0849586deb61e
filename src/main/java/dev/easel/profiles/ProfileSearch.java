package dev.easel.profiles;

import dev.easel.contract.Filter;
import dev.easel.contract.Filter.Case;
import dev.easel.contract.Filter.Match;
import dev.easel.contract.Filter.Operator;
import dev.easel.contract.Problem;
import dev.easel.search.SearchBody;
import dev.easel.store.Query;
import dev.easel.templates.SemanticVersion;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the filter of the dashboard's list of profiles. */
final class ProfileSearch {
    private ProfileSearch() {}

    static Query query(Query query, JsonNode asked) {
        var filter = asked.path("filter");
        var parts = new ArrayList<Filter>();
        parts.add(SearchBody.text("profileName", filter.path("profileName")));
        parts.add(version(filter.path("version")));
        parts.add(tags(filter.path("tags")));
        among(parts, "environment", texts(filter.path("environment")));
        among(parts, "profileType", texts(filter.path("profileType")));
        among(parts, "fips", one(filter.path("fips")));
        among(parts, "scope", one(filter.path("scope")));
        return query.where(new Filter.All(parts)).sorted(SearchBody.sort(asked));
    }

    private static void among(List<Filter> parts, String property, List<String> values) {
        if (!values.isEmpty()) parts.add(Filter.anyOf(property, values));
    }

    /** Greater and less compare as versions do, on a text that sorts as they do. */
    private static Filter version(JsonNode condition) {
        var parts = new ArrayList<Filter>();
        for (var entry : condition.properties()) {
            var value = entry.getValue().asString("");
            switch (entry.getKey()) {
                case "eq" -> parts.add(Filter.equal("version", value));
                case "ne" -> parts.add(Filter.equal("version", value).not());
                case "beginsWith" -> parts.add(new Match("version", Operator.BEGINS, value, Case.EXACT));
                case "gt" -> parts.add(order(Operator.GREATER, value));
                case "lt" -> parts.add(order(Operator.LESS, value));
                default -> {}
            }
        }
        return new Filter.All(parts);
    }

    private static Filter order(Operator operator, String version) {
        if (!SemanticVersion.is(version)) throw Problem.invalid("body.filter.version", "must be a semantic version");
        return new Match("version", operator, version, Case.EXACT);
    }

    /** A tag is {@code key:value}, or a word, which is kept under a value of its own. */
    private static Filter tags(JsonNode condition) {
        var letters = condition.path("ignoreCase").asBoolean(true) ? Case.IGNORED : Case.EXACT;
        var parts = new ArrayList<Filter>();
        for (var tag : texts(condition.path("eq"))) parts.add(tag(tag, letters));
        for (var tag : texts(condition.path("ne"))) parts.add(tag(tag, letters).not());
        var begins = texts(condition.path("beginsWith")).stream()
                .<Filter>map(tag -> new Match("tags", Operator.BEGINS, tag, letters))
                .toList();
        if (!begins.isEmpty()) parts.add(new Filter.Any(begins));
        return new Filter.All(parts);
    }

    private static Filter tag(String tag, Case letters) {
        return new Filter.Any(List.of(
                new Match("tags", Operator.EQUAL, tag, letters),
                new Match("tags", Operator.EQUAL, tag + ":spectro__tag", letters)));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(text -> text.asString("")).toList();
    }

    private static List<String> one(JsonNode text) {
        return text.asString("").isEmpty() ? List.of() : List.of(text.asString());
    }
}
