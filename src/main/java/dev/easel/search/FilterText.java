package dev.easel.search;

import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the {@code filters=} grammar: clauses {@code field op value} joined by a bare AND or OR (AND binds tighter);
 * operators {@code = != > >= < <=} and {@code _in_} with a comma list. Values may contain spaces, dots and the letters
 * "AND": a joint is only one that a field path follows.
 */
public final class FilterText {
    private static final String FIELD = "(?:metadata|spec|status)\\.[A-Za-z0-9_.]+?";
    private static final String OPERATOR = "(?:_in_|!=|>=|<=|=|>|<)";
    private static final Pattern JOINT = Pattern.compile("\\s*(AND|OR)\\s*(?=" + FIELD + OPERATOR + ")");
    private static final Pattern CLAUSE = Pattern.compile("(" + FIELD + ")(" + OPERATOR + ")(.*)", Pattern.DOTALL);
    private static final Map<String, Filter.Operator> OPERATORS = Map.of(
            "=", Filter.Operator.EQUAL,
            ">", Filter.Operator.GREATER,
            ">=", Filter.Operator.GREATER_OR_EQUAL,
            "<", Filter.Operator.LESS,
            "<=", Filter.Operator.LESS_OR_EQUAL);

    private FilterText() {}

    public static Filter parse(String text) {
        if (text.isBlank()) return Filter.EVERYTHING;
        var alternatives = new ArrayList<Filter>();
        var together = new ArrayList<Filter>();
        var joints = JOINT.matcher(text);
        int from = 0;
        while (joints.find()) {
            together.add(clause(text.substring(from, joints.start())));
            if (joints.group(1).equals("OR")) {
                alternatives.add(new Filter.All(List.copyOf(together)));
                together.clear();
            }
            from = joints.end();
        }
        together.add(clause(text.substring(from)));
        alternatives.add(new Filter.All(List.copyOf(together)));
        return alternatives.size() == 1 ? alternatives.getFirst() : new Filter.Any(alternatives);
    }

    private static Filter clause(String text) {
        var clause = CLAUSE.matcher(text.strip());
        if (!clause.matches()) throw Problem.invalid("query.filters", "cannot read \"" + text + "\"");
        var property = clause.group(1);
        var value = clause.group(3).strip();
        return switch (clause.group(2)) {
            case "_in_" -> Filter.anyOf(property, List.of(value.split("\\s*,\\s*")));
            case "!=" -> Filter.equal(property, value).not();
            default -> new Filter.Match(property, OPERATORS.get(clause.group(2)), value, Filter.Case.EXACT);
        };
    }
}
