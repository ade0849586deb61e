package dev.easel.templates;

import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.LongNode;

/** Functions on whole numbers; a text that is a number counts as one. */
final class NumberFunctions {
    private NumberFunctions() {}

    static void addTo(Map<String, Function> all) {
        one(all, "int", value -> value);
        one(all, "int64", value -> value);
        one(all, "atoi", value -> value);
        one(all, "add1", value -> Math.addExact(value, 1));
        folded(all, "add", Math::addExact);
        folded(all, "mul", Math::multiplyExact);
        folded(all, "max", Math::max);
        folded(all, "min", Math::min);
        two(all, "sub", Math::subtractExact);
        two(all, "div", NumberFunctions::quotient);
        two(all, "mod", (left, right) -> left - right * quotient(left, right));
    }

    private static void one(Map<String, Function> all, String name, java.util.function.LongUnaryOperator body) {
        all.put(name, number(name, 1, 1, given -> body.applyAsLong(given.number(0))));
    }

    private static void two(Map<String, Function> all, String name, LongBinaryOperator body) {
        all.put(name, number(name, 2, 2, given -> body.applyAsLong(given.number(0), given.number(1))));
    }

    private static void folded(Map<String, Function> all, String name, LongBinaryOperator body) {
        all.put(
                name,
                number(
                        name,
                        1,
                        99,
                        given -> given.numbers()
                                .mapToLong(Long::longValue)
                                .reduce(body)
                                .orElse(0)));
    }

    private static Function number(String name, int least, int most, ToLongFunction<Arguments> body) {
        return Function.of(least, most, given -> {
            try {
                return LongNode.valueOf(body.applyAsLong(given));
            } catch (ArithmeticException wrong) {
                throw new Wrong("the function \"%s\" cannot say what that makes: %s", name, wrong.getMessage());
            }
        });
    }

    private static long quotient(long left, long right) {
        return Math.divideExact(left, right);
    }
}
