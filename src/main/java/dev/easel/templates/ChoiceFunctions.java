package dev.easel.templates;

import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/** Functions that choose between values. */
final class ChoiceFunctions {
    private ChoiceFunctions() {}

    static void addTo(Map<String, Function> all) {
        all.put(
                "default",
                Function.lenient(
                        1,
                        2,
                        given -> given.isEmpty(last(given))
                                ? given.all().getFirst()
                                : given.all().getLast()));
        all.put("coalesce", Function.lenient(1, 99, ChoiceFunctions::first));
        all.put("empty", Function.lenient(1, 1, given -> BooleanNode.valueOf(given.isEmpty(0))));
        all.put("ternary", Function.of(3, 3, given -> given.all().get(given.holds(2) ? 0 : 1)));
        all.put("eq", Function.of(2, 2, given -> BooleanNode.valueOf(Objects.equals(given.text(0), given.text(1)))));
        all.put("ne", Function.of(2, 2, given -> BooleanNode.valueOf(!Objects.equals(given.text(0), given.text(1)))));
        all.put("not", Function.of(1, 1, given -> BooleanNode.valueOf(given.isEmpty(0))));
        all.put(
                "and",
                Function.of(
                        1,
                        99,
                        given -> given.all()
                                .get(places(given)
                                        .filter(given::isEmpty)
                                        .findFirst()
                                        .orElse(last(given)))));
        all.put("or", Function.of(1, 99, ChoiceFunctions::first));
    }

    /** The first that is not empty; without one, the last, and no text for what stands for nothing. */
    private static JsonNode first(Arguments given) {
        var found = given.all()
                .get(places(given)
                        .filter(place -> !given.isEmpty(place))
                        .findFirst()
                        .orElse(last(given)));
        return found.isMissingNode() ? StringNode.valueOf("") : found;
    }

    private static IntStream places(Arguments given) {
        return IntStream.range(0, given.all().size());
    }

    private static int last(Arguments given) {
        return given.all().size() - 1;
    }
}
