package dev.easel.store;

import dev.easel.contract.Filter;
import dev.easel.contract.Filter.Operator;
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

    /** The databases bound the depth of an expression; this is well below. */
    private static final int MOST = 500;

    private final Kind kind;
    private final Dialect dialect;
    private final List<Object> arguments = new ArrayList<>();
    private Optional<Tag> led = Optional.empty();

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

    /** The tag that every document found must have, if there is such: its index leads to them, in their order. */
    Optional<Tag> follow(Filter filter) {
        led = lead(filter);
        return led;
    }

    private Optional<Tag> lead(Filter filter) {
        return switch (filter) {
            case Filter.All(var parts) ->
                parts.stream().map(this::lead).flatMap(Optional::stream).findFirst();
            case Filter.Any(var parts) -> parts.size() == 1 ? lead(parts.getFirst()) : Optional.empty();
            case Filter.Not _ -> Optional.empty();
            case Filter.Match match -> match.exact() ? tag(match) : Optional.empty();
        };
    }

    private Optional<Tag> tag(Filter.Match match) {
        var property = match.property();
        if (COLUMNS.containsKey(property) || TIMES.containsKey(property)) return Optional.empty();
        var field = kind.field(property).orElseGet(() -> manyOf(property));
        if (field.holds() != Field.Holds.MANY) return Optional.empty();
        var key = kind.field(property).isPresent() ? "" : key(field, property);
        return Optional.of(new Tag(field.names().getFirst(), key + match.value()));
    }

    /** A value of a many-valued field. */
    record Tag(String field, String value) {}

    /** The column that a property is kept in, for sorting. */
    String column(String property) {
        var known = Optional.ofNullable(COLUMNS.get(property)).or(() -> Optional.ofNullable(TIMES.get(property)));
        return known.orElseGet(() -> kind.column(single(property)));
    }

    private Field single(String property) {
        var field = field(property);
        if (field.holds().single()) return field;
        throw Problem.invalid("sort", property + " has many values, so nothing can be sorted by it");
    }

    private String joined(List<Filter> parts, String conjunction) {
        if (parts.size() > MOST) throw Problem.invalid("filter", "has more than " + MOST + " conditions side by side");
        return "(" + String.join(conjunction, parts.stream().map(this::compile).toList()) + ")";
    }

    private String match(Filter.Match match) {
        var property = match.property();
        if (led.isPresent() && match.exact() && led.equals(tag(match)))
            return "1=1"; // all that the tag leads to have it
        if (COLUMNS.containsKey(property)) return compare(COLUMNS.get(property), match);
        if (TIMES.containsKey(property)) return compareTime(TIMES.get(property), match);
        var field = kind.field(property);
        if (field.isEmpty()) return entry(match);
        return switch (field.get().holds()) {
            case MANY, THEIRS -> among(field.get(), compare("value", match));
            case NUMBER -> compare(column(property), match.with(Columns.sortable(number(match))));
            case TIME -> compare(column(property), match.with(Times.text(Times.parse(match.value()))));
            case VERSION -> version(column(property), match);
            default -> compare(column(property), match);
        };
    }

    private String version(String column, Filter.Match match) {
        if (match.operator() == Operator.CONTAINS || match.operator() == Operator.BEGINS) {
            return compare("substr(" + column + ", " + dialect.position() + "(" + column + ", '~ ') + 2)", match);
        }
        return compare(column, match.with(Columns.version(match.value())));
    }

    /** {@code tags.team = blue}: a value under one key of a many-valued field. */
    private String entry(Filter.Match match) {
        var field = manyOf(match.property());
        var key = key(field, match.property());
        if (match.exact()) return among(field, compare("value", match.with(key + match.value())));
        arguments.add(key);
        var length = key.codePointCount(0, key.length());
        var condition = "substr(value, 1, " + length + ") = ? and ";
        return among(field, condition + compare("substr(value, " + (length + 1) + ")", match));
    }

    private static String key(Field field, String property) {
        var name = field.names().stream()
                .filter(each -> property.startsWith(each + "."))
                .findFirst();
        return property.substring(name.orElseThrow().length() + 1) + ":";
    }

    private Field manyOf(String property) {
        return kind.fields().stream()
                .filter(field -> !field.holds().single())
                .filter(field -> field.names().stream().anyMatch(name -> property.startsWith(name + ".")))
                .findFirst()
                .orElseThrow(() -> unknown(property));
    }

    private String among(Field field, String condition) {
        var name = field.names().getFirst();
        if (!name.matches("[A-Za-z0-9_.]+")) throw new IllegalStateException(name);
        var way = field.pointer().split(" ");
        var whose = way.length == 1
                ? "document.kind and t.uid = document.uid"
                : "'" + way[0] + "' and t.uid = document." + column(way[1]);
        return "exists (select 1 from document_tag t where t.tenant = document.tenant and t.kind = " + whose
                + " and t.field = '" + name + "' and " + condition + ")";
    }

    private String compare(String column, Filter.Match match) {
        var folded = match.letters() == Filter.Case.IGNORED;
        var left = folded ? dialect.folded().formatted(column) : column;
        var right = folded ? dialect.folded().formatted("?") : "?";
        if (match.value().indexOf(0) >= 0) throw Problem.invalid("filter", "must not have a NUL character");
        arguments.add(match.value());
        return switch (match.operator()) {
            case CONTAINS -> dialect.position() + "(" + left + ", " + right + ") > 0";
            case BEGINS -> dialect.position() + "(" + left + ", " + right + ") = 1";
            // What is absent is "", and that is not less than anything.
            case LESS, LESS_OR_EQUAL -> "(" + left + sign(match.operator()) + right + " and " + left + " <> '')";
            default -> left + sign(match.operator()) + right;
        };
    }

    private String compareTime(String column, Filter.Match match) {
        arguments.add(Times.millis(match.value()));
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

    private static double number(Filter.Match match) {
        try {
            return Double.parseDouble(match.value());
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
