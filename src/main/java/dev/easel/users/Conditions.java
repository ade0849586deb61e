package dev.easel.users;

import dev.easel.contract.Filter;
import dev.easel.contract.Filter.Case;
import dev.easel.contract.Filter.Match;
import dev.easel.contract.Filter.Operator;
import dev.easel.store.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a tenant's tag filters find, by the uid of each. */
record Conditions(Map<String, Filter> filters) {

    static Conditions of(Iterable<Document> documents) {
        var filters = new HashMap<String, Filter>();
        for (var document : documents) filters.put(document.uid(), read(document.at("/spec/filterGroup")));
        return new Conditions(Map.copyOf(filters));
    }

    /** What at least one of these filters finds; one that is gone finds nothing. */
    Filter of(JsonNode uids) {
        return new Filter.Any(uids.valueStream()
                .map(uid -> filters.getOrDefault(uid.asString(""), Filter.NOTHING))
                .toList());
    }

    private static Filter read(JsonNode group) {
        var parts = group.path("filters").valueStream().map(Conditions::tag).toList();
        if (parts.isEmpty()) return Filter.NOTHING;
        return group.path("conjunction").asString("and").equals("or") ? new Filter.Any(parts) : new Filter.All(parts);
    }

    /** One of the values under the key; a key alone asks for the tag with whatever value. */
    private static Filter tag(JsonNode item) {
        var key = item.path("key").asString("");
        var values = item.path("values")
                .valueStream()
                .map(value -> value.asString(""))
                .toList();
        var found = values.isEmpty() ? begins(key) : Filter.anyOf("tags." + key, values);
        return item.path("negation").asBoolean(false) ? found.not() : found;
    }

    private static Filter begins(String key) {
        return new Filter.Any(List.of(new Match("tags", Operator.BEGINS, key + ":", Case.EXACT)));
    }
}
