package dev.easel.profiles;

import dev.easel.contract.Fault;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.templates.Profile;
import dev.easel.templates.Variable;
import dev.easel.templates.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The variables of a profile, in the order and with the fields in which they were written. Defaults of sensitive ones are
 * kept apart, sealed; whoever may read the profile reads them in clear, as clients keep them in their own state.
 */
final class ProfileVariables {
    private static final String MASK = "********";

    private final Desk desk;

    ProfileVariables(Desk desk) {
        this.desk = desk;
    }

    ObjectNode list(Call call) {
        var profile = desk.find(Kinds.CLUSTER_PROFILE, call, call.path("uid"));
        var reply = Json.object();
        reply.set("variables", clear(desk.store().open(profile)));
        return reply;
    }

    /** The variables of an opened profile with every default in its place. */
    static ArrayNode clear(ObjectNode opened) {
        var rows = Json.MAPPER.createArrayNode();
        var defaults = opened.at(Profile.DEFAULTS);
        for (var row : opened.at("/spec/variables")) {
            var shown = (ObjectNode) row.deepCopy();
            var name = row.path("name").asString("");
            if (defaults.has(name)) shown.set("defaultValue", defaults.get(name));
            rows.add(shown);
        }
        return rows;
    }

    Reply put(Call call, ProfileDesk profiles) {
        return profiles.change(call, draft -> replace(draft, call.object().path("variables")));
    }

    /** Adds variables, and changes the given fields of those that are there. */
    Reply patch(Call call, ProfileDesk profiles) {
        return profiles.change(call, draft -> {
            var rows = before(draft);
            for (var given : call.object().path("variables")) {
                var at = index(rows, given.path("name").asString(""));
                at.ifPresentOrElse(
                        place -> ((ObjectNode) rows.get(place)).setAll((ObjectNode) given.deepCopy()),
                        () -> rows.add(given.deepCopy()));
            }
            replace(draft, rows);
        });
    }

    Reply delete(Call call, ProfileDesk profiles) {
        return profiles.change(call, draft -> {
            var rows = before(draft);
            for (var name : call.object().path("variables")) {
                var at = index(rows, name.asString(""));
                rows.remove(at.orElseThrow(() -> Problem.notFound("variable", name.asString(""))));
            }
            replace(draft, rows);
        });
    }

    void replace(Draft draft, JsonNode given) {
        var before = before(draft);
        var rows = (ArrayNode) given.deepCopy();
        for (var row : rows) restore((ObjectNode) row, before);
        mustBeRight(rows, before);
        var defaults = Json.object();
        for (var row : rows) seal((ObjectNode) row, defaults);
        Metadata.child(draft.body(), "spec").set("variables", rows);
        Metadata.child(draft.body(), "easel").set("defaults", defaults);
    }

    private static ArrayNode before(Draft draft) {
        return draft.old().map(old -> clear(draft.tx().open(old))).orElseGet(Json.MAPPER::createArrayNode);
    }

    /** A mask that comes back is the value that it stood for. */
    private static void restore(ObjectNode row, ArrayNode before) {
        if (!row.path("defaultValue").asString("").equals(MASK)) return;
        index(before, row.path("name").asString(""))
                .map(before::get)
                .filter(old -> old.path("isSensitive").asBoolean(false))
                .ifPresent(old -> row.set("defaultValue", old.path("defaultValue")));
    }

    private static void seal(ObjectNode row, ObjectNode defaults) {
        var value = row.path("defaultValue").asString("");
        if (!row.path("isSensitive").asBoolean(false) || value.isEmpty()) return;
        defaults.put(row.path("name").asString(""), value);
        row.put("defaultValue", MASK);
    }

    private static void mustBeRight(ArrayNode rows, ArrayNode before) {
        var variables = new Variables(rows.valueStream().map(Variable::of).toList());
        List<Fault> faults = new ArrayList<>(variables.faults("body.variables"));
        var formats = before.valueStream()
                .collect(Collectors.toMap(
                        row -> row.path("name").asString(""), ProfileVariables::format, (one, _) -> one));
        for (var row : rows) {
            var format = formats.getOrDefault(row.path("name").asString(""), format(row));
            if (format.equals(format(row))) continue;
            var name = row.path("name").asString("");
            faults.add(new Fault("body.variables \"" + name + "\"", "must keep the format " + format));
        }
        if (!faults.isEmpty()) throw Problem.invalid(faults);
    }

    private static String format(JsonNode row) {
        return row.path("format").asString("string");
    }

    private static Optional<Integer> index(ArrayNode rows, String name) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).path("name").asString("").equals(name)) return Optional.of(i);
        }
        return Optional.empty();
    }
}
