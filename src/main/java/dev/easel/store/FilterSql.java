package dev.easel.store;

import dev.easel.contract.Problem;
import dev.easel.store.Kind.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles a filter to SQL over indexed columns; nothing is ever sifted in memory. */
final class FilterSql {
    private static final Map<String, String> COLUMNS = Map.of(
            "metadata.name", "name",
            "metadata.uid", "uid",
            "name", "name",
            "uid", "uid");
    private static final Map<String, String> TIMES = Map.of(
            "metadata.creationTimestamp", "created",
            "creationTimestamp", "created",
            "metadata.lastModifiedTimestamp", "updated",
            "lastModifiedTimestamp", "updated");

    private final Kind kind;
    private final Dialect dialect;
    private final List<Object> arguments = new ArrayList<>();

    FilterSql(Kind kind, Dialect dialect) {
        this.kind = kind;
        this.dialect = dialect;
    }

    List<Object> arguments() {
        return arguments;
    }

    String compile(Filter filter) {
        return switch (filter) {
            case Filter.All(var parts) -> parts.isEmpty() ? "1=1" : joined(parts, " and ");
            case Filter.Any(var parts) -> parts.isEmpty() ? "1=0" : joined(parts, " or ");
            case Filter.Not(var part) -> "(case when " + compile(part) + " then 0 else 1 end) = 1";
            case Filter.Match match -> match(match);
        };
    }

    /** The column that a property is kept in, for sorting. */
    String column(String property) {
        var known = Optional.ofNullable(COLUMNS.get(property)).or(() -> Optional.ofNullable(TIMES.get(property)));
        return known.orElseGet(() -> kind.column(field(property)));
    }

    private String joined(List<Filter> parts, String conjunction) {
        return "(" + String.join(conjunction, parts.stream().map(this::compile).toList()) + ")";
    }

    private String match(Filter.Match match) {
        var property = match.property();
        if (COLUMNS.containsKey(property)) return compare(COLUMNS.get(property), match);
        if (TIMES.containsKey(property)) return compareNumber(TIMES.get(property), match, Times.millis(match.value()));
        var field = kind.field(property);
        if (field.isEmpty()) return entry(match);
        return switch (field.get().holds()) {
            case MANY -> among(field.get(), compare("value", match));
            case NUMBER -> compareNumber("cast(" + column(property) + " as double precision)", match, number(match));
            default -> compare(column(property), match);
        };
    }

    /** {@code tags.team = blue}: a value under one key of a many-valued field. */
    private String entry(Filter.Match match) {
        var dot = match.property().indexOf('.');
        var field = field(dot < 0 ? match.property() : match.property().substring(0, dot));
        if (field.holds() != Field.Holds.MANY) throw unknown(match.property());
        var key = match.property().substring(dot + 1) + ":";
        arguments.add(key);
        var condition = "substr(value, 1, " + key.length() + ") = ? and ";
        return among(field, condition + compare("substr(value, " + (key.length() + 1) + ")", match));
    }

    private String among(Field field, String condition) {
        var name = field.names().getFirst();
        if (!name.matches("[A-Za-z0-9_.]+")) throw new IllegalStateException(name);
        return "exists (select 1 from document_tag t where t.tenant = document.tenant and t.kind = document.kind"
                + " and t.uid = document.uid and t.field = '" + name + "' and " + condition + ")";
    }

    private String compare(String column, Filter.Match match) {
        var folded = match.letters() == Filter.Case.IGNORED;
        var left = folded ? "lower(" + column + ")" : column;
        arguments.add(folded ? match.value().toLowerCase(java.util.Locale.ROOT) : match.value());
        return switch (match.operator()) {
            case EQUAL -> left + " = ?";
            case CONTAINS -> dialect.position() + "(" + left + ", ?) > 0";
            case BEGINS -> dialect.position() + "(" + left + ", ?) = 1";
            default -> left + sign(match.operator()) + "?";
        };
    }

    private String compareNumber(String column, Filter.Match match, Object value) {
        arguments.add(value);
        return column + sign(match.operator()) + "?";
    }

    private static String sign(Filter.Operator operator) {
        return switch (operator) {
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " >= ";
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " <= ";
            default -> " = ";
        };
    }

    private static Double number(Filter.Match match) {
        try {
            return Double.valueOf(match.value());
        } catch (NumberFormatException notANumber) {
            throw Problem.invalid(match.property(), "is compared with a number, not with \"" + match.value() + "\"");
        }
    }

    private Field field(String property) {
        return kind.field(property).orElseThrow(() -> unknown(property));
    }

    private Problem unknown(String property) {
        var names =
                kind.fields().stream().map(field -> field.names().getFirst()).toList();
        return Problem.invalid(
                "filter",
                property + " is not a property of a " + kind.name() + "; known are metadata.name and " + names);
    }
}
