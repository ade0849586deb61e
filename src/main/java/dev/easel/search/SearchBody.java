package dev.easel.search;

import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.store.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads search bodies: {@code {filter:{conjunction,filterGroups:[{conjunction,filters:[…]}]},sort:[{field,order}]}}. */
public final class SearchBody {
    private static final Map<String, Filter.Operator> OPERATORS = Map.of(
            "eq", Filter.Operator.EQUAL,
            "contains", Filter.Operator.CONTAINS,
            "beginsWith", Filter.Operator.BEGINS,
            "gt", Filter.Operator.GREATER,
            "gte", Filter.Operator.GREATER_OR_EQUAL,
            "lt", Filter.Operator.LESS,
            "lte", Filter.Operator.LESS_OR_EQUAL);

    private SearchBody() {}

    public static Filter filter(JsonNode body) {
        var groups = new ArrayList<Filter>();
        for (var group : body.at("/filter/filterGroups")) {
            var parts = new ArrayList<Filter>();
            for (var filter : group.path("filters")) parts.add(one(filter));
            if (!parts.isEmpty()) groups.add(join(group, parts));
        }
        return groups.isEmpty() ? Filter.EVERYTHING : join(body.path("filter"), groups);
    }

    /** The order that a search asks for; by creation when it asks for none. */
    public static List<Query.Order> sort(JsonNode body) {
        var orders = new ArrayList<Query.Order>();
        for (var sort : body.path("sort")) {
            var direction = sort.path("order").asString("asc").equals("desc") ? Query.Way.DOWN : Query.Way.UP;
            orders.add(new Query.Order(sort.path("field").asString(""), direction));
        }
        return orders;
    }

    /** The older {@code {eq, contains, beginsWith, ne, ignoreCase}} form, whose ignoreCase is true unless said otherwise. */
    public static Filter text(String property, JsonNode condition) {
        var letters = condition.path("ignoreCase").asBoolean(true) ? Filter.Case.IGNORED : Filter.Case.EXACT;
        var parts = new ArrayList<Filter>();
        for (var entry : OPERATORS.entrySet()) {
            var value = condition.path(entry.getKey());
            if (!value.isMissingNode() && !value.isNull()) {
                parts.add(new Filter.Match(property, entry.getValue(), value.asString(""), letters));
            }
        }
        var not = condition.path("ne");
        if (not.isString()) {
            parts.add(new Filter.Match(property, Filter.Operator.EQUAL, not.asString(), letters).not());
        }
        return new Filter.All(parts);
    }

    private static Filter join(JsonNode at, List<Filter> parts) {
        return at.path("conjunction").asString("and").equals("or") ? new Filter.Any(parts) : new Filter.All(parts);
    }

    private static Filter one(JsonNode filter) {
        var property = filter.path("property").asString("");
        var type = filter.path("type").asString("string");
        var condition = filter.path("condition").path(type);
        return switch (type) {
            case "string", "int", "float" -> negated(condition, matches(property, condition));
            case "date" -> negated(condition, dates(property, condition));
            case "keyValue" -> {
                var entry = property + "." + condition.path("key").asString("");
                yield negated(condition, matches(entry, condition));
            }
            case "bool" ->
                Filter.equal(property, String.valueOf(condition.path("value").asBoolean(false)));
            default -> throw Problem.invalid("body.filter", "has the unknown filter type " + type);
        };
    }

    private static Filter negated(JsonNode condition, Filter filter) {
        var negated = condition.path("negation").asBoolean(false) && !filter.equals(Filter.EVERYTHING);
        return negated ? filter.not() : filter;
    }

    private static Filter matches(String property, JsonNode condition) {
        var letters = condition.path("ignoreCase").asBoolean(false) ? Filter.Case.IGNORED : Filter.Case.EXACT;
        var operator = operator(condition);
        var parts = new ArrayList<Filter>();
        for (var value : condition.at("/match/values")) {
            parts.add(new Filter.Match(property, operator, value.asString(""), letters));
        }
        return parts.isEmpty() ? Filter.EVERYTHING : join(condition.path("match"), parts);
    }

    private static Filter dates(String property, JsonNode condition) {
        if (!condition.path("operator").asString("").equals("range")) return matches(property, condition);
        var ends = condition.at("/match/values");
        if (ends.size() != 2) throw Problem.invalid("body.filter", "needs two values for a range of dates");
        var from = Filter.Operator.GREATER_OR_EQUAL;
        var until = Filter.Operator.LESS_OR_EQUAL;
        return new Filter.Match(property, from, ends.get(0).asString(""), Filter.Case.EXACT)
                .and(new Filter.Match(property, until, ends.get(1).asString(""), Filter.Case.EXACT));
    }

    private static Filter.Operator operator(JsonNode condition) {
        var name = condition.path("operator").asString("eq");
        var operator = OPERATORS.get(name);
        if (operator == null) throw Problem.invalid("body.filter", "has the unknown operator " + name);
        return operator;
    }
}
