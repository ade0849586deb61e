package dev.easel.templates;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a function was given, read as what it needs. */
record Arguments(String function, List<JsonNode> all) {
    private static final int WIDEST = 1000;

    String text(int place) {
        return text(all.get(place));
    }

    Stream<String> texts() {
        return all.stream().map(Arguments::text);
    }

    long number(int place) {
        return number(all.get(place));
    }

    /** A number of letters, lines or times that stays within reason. */
    int small(int place) {
        var number = number(place);
        if (Math.abs(number) > WIDEST)
            throw new Wrong("the function \"%s\" is given %d, more than %d", function, number, WIDEST);
        return (int) number;
    }

    Stream<Long> numbers() {
        return all.stream().map(this::number);
    }

    boolean holds(int place) {
        var value = text(place);
        if (value.equals("true")) return true;
        if (value.equals("false") || value.isEmpty()) return false;
        throw new Wrong("the function \"%s\" needs true or false, not \"%s\"", function, value);
    }

    /** Empty as sprig means it: no value, no letters, zero or false. */
    boolean isEmpty(int place) {
        var value = all.get(place);
        return value.isMissingNode()
                || text(value).isEmpty()
                || value.isNumber() && value.asDouble() == 0
                || value.isBoolean() && !value.booleanValue()
                || value.isContainer() && value.isEmpty();
    }

    static String text(JsonNode value) {
        if (value.isContainer()) return value.toString();
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asString("");
    }

    private long number(JsonNode value) {
        try {
            return Long.parseLong(text(value).strip());
        } catch (NumberFormatException wrong) {
            throw new Wrong("the function \"%s\" needs a whole number, not \"%s\"", function, text(value));
        }
    }
}
