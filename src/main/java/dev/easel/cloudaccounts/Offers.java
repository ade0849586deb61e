package dev.easel.cloudaccounts;

import dev.easel.contract.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What one account sees in one region, out of a tree of patterns. A row {@code of} something is there only for those who ask for
 * that; a row for {@code each} zone or region stands once for each.
 *
 * @param asked a parameter of the request, if it was given
 * @param each zones and regions that there are
 */
record Offers(Invention invention, Function<String, Optional<String>> asked, Function<String, List<String>> each) {
    private static final String OF = "of";
    private static final String EACH = "each";

    ObjectNode all(JsonNode template) {
        return object(invention, template);
    }

    /** The first row that is what was asked for. */
    Optional<ObjectNode> first(JsonNode rows) {
        return rows.valueStream()
                .filter(row -> isWanted(invention, row))
                .map(row -> object(invention, row))
                .findFirst();
    }

    private JsonNode filled(Invention with, JsonNode template) {
        if (template.isString()) return StringNode.valueOf(with.fill(template.stringValue()));
        if (template.isArray()) return list(with, template);
        return template.isObject() ? object(with, template) : template;
    }

    private ObjectNode object(Invention with, JsonNode template) {
        var reply = Json.object();
        template.forEachEntry((name, value) -> {
            if (!name.equals(OF) && !name.equals(EACH)) reply.set(name, filled(with, value));
        });
        return reply;
    }

    private ArrayNode list(Invention with, JsonNode rows) {
        var reply = Json.MAPPER.createArrayNode();
        for (var row : rows)
            variants(with, row).filter(one -> isWanted(one, row)).forEach(one -> reply.add(filled(one, row)));
        return reply;
    }

    private Stream<Invention> variants(Invention with, JsonNode row) {
        if (!row.has(EACH)) return Stream.of(with);
        var name = row.get(EACH).stringValue();
        return each.apply(name).stream().map(value -> with.with(name, value));
    }

    private boolean isWanted(Invention with, JsonNode row) {
        return row.path(OF).properties().stream()
                .allMatch(wish -> asked.apply(wish.getKey())
                        .map(with.fill(wish.getValue().stringValue())::equals)
                        .orElse(true));
    }
}
