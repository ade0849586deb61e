package dev.easel.templates;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a function takes and does.
 *
 * @param least fewest arguments
 * @param most most arguments
 */
record Function(int least, int most, Takes takes, Body body) {
    /** Letters of the longest text that a function may make. */
    static final int MOST = 1 << 20;

    /** Whether a function can be given names that stand for nothing. */
    enum Takes {
        VALUES,
        ANYTHING
    }

    /** What a function does with its arguments. */
    @FunctionalInterface
    interface Body {
        JsonNode apply(Arguments given);
    }

    static Function of(int least, int most, Body body) {
        return new Function(least, most, Takes.VALUES, body);
    }

    static Function lenient(int least, int most, Body body) {
        return new Function(least, most, Takes.ANYTHING, body);
    }

    JsonNode apply(String name, List<JsonNode> given) {
        if (given.size() < least || given.size() > most) {
            var wanted = least == most ? "" + least : "at least " + least;
            throw new Wrong("the function \"%s\" takes %s arguments, not %d", name, wanted, given.size());
        }
        return body.apply(new Arguments(name, given));
    }
}
