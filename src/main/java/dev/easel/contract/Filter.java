package dev.easel.contract;

import java.util.List;

/** A condition on documents, however it was written: {@code filters=}, a search body, or in Java. Compiled to SQL. */
public sealed interface Filter {
    Filter EVERYTHING = new All(List.of());
    Filter NOTHING = new Any(List.of());

    static Filter equal(String property, String value) {
        return new Match(property, Operator.EQUAL, value, Case.EXACT);
    }

    static Filter anyOf(String property, List<String> values) {
        return new Any(values.stream().map(value -> equal(property, value)).toList());
    }

    default Filter and(Filter other) {
        return equals(EVERYTHING) ? other : new All(List.of(this, other));
    }

    default Filter not() {
        return new Not(this);
    }

    record All(List<Filter> parts) implements Filter {}

    record Any(List<Filter> parts) implements Filter {}

    record Not(Filter part) implements Filter {}

    record Match(String property, Operator operator, String value, Case letters) implements Filter {
        public boolean exact() {
            return operator == Operator.EQUAL && letters == Case.EXACT;
        }

        public Match with(String otherValue) {
            return new Match(property, operator, otherValue, letters);
        }
    }

    /** How a value is compared. */
    enum Operator {
        EQUAL,
        CONTAINS,
        BEGINS,
        GREATER,
        GREATER_OR_EQUAL,
        LESS,
        LESS_OR_EQUAL
    }

    /** Whether upper and lower case differ. */
    enum Case {
        EXACT,
        IGNORED
    }
}
