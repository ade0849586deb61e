package dev.easel.contract;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** The JSON types as bits, so that "text or null" is one comparison. */
final class Types {
    static final int OBJECT = 1;
    static final int ARRAY = 2;
    static final int STRING = 4;
    static final int INTEGER = 8;
    static final int NUMBER = 16;
    static final int BOOLEAN = 32;
    static final int NULL = 64;

    private Types() {}

    static int declared(JsonNode type) {
        if (type.isString()) return bit(type.stringValue());
        return type.valueStream().mapToInt(each -> bit(each.asString())).reduce(0, (left, right) -> left | right);
    }

    static int of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> OBJECT;
            case ARRAY -> ARRAY;
            case STRING -> STRING;
            case NUMBER -> whole(value) ? INTEGER | NUMBER : NUMBER;
            case BOOLEAN -> BOOLEAN;
            case NULL -> NULL;
            default -> 0;
        };
    }

    static String words(int types) {
        var words = new ArrayList<String>();
        if ((types & OBJECT) != 0) words.add("an object");
        if ((types & ARRAY) != 0) words.add("a list");
        if ((types & STRING) != 0) words.add("text");
        if ((types & INTEGER) != 0) words.add("a whole number");
        if ((types & NUMBER) != 0) words.add("a number");
        if ((types & BOOLEAN) != 0) words.add("true or false");
        return String.join(" or ", words);
    }

    /** 3.0 is a whole number too; the scale says so without writing out 1e999. */
    private static boolean whole(JsonNode value) {
        return value.isIntegralNumber()
                || value.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private static int bit(String type) {
        return switch (type) {
            case "object" -> OBJECT;
            case "array" -> ARRAY;
            case "string" -> STRING;
            case "integer" -> INTEGER;
            case "number" -> NUMBER;
            case "boolean" -> BOOLEAN;
            case "null" -> NULL;
            default -> throw new IllegalArgumentException("The contract has a type " + type);
        };
    }
}
