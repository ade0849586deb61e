package dev.easel.clouds;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.easel.contract.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a written value is found when it is read; {@code *} stands for each element of a list, and key and value turn
 * a list of pairs into an object.
 */
public record Rename(
        String from,
        String to,
        Optional<String> key,
        Optional<String> value,
        @JsonProperty("default") Optional<JsonNode> fallback) {

    private static final String EACH = "/*";
    private static final Set<String> PARTS = Set.of("poolConfig", "cloudConfig");

    public Rename {
        fallback = fallback.filter(node -> !node.isNull());
    }

    static List<Rename> list(JsonNode rows) {
        return rows.valueStream().map(Rename::of).toList();
    }

    private static Rename of(JsonNode row) {
        return new Rename(
                row.path("from").stringValue(),
                row.path("to").stringValue(),
                row.path("key").stringValueOpt(),
                row.path("value").stringValueOpt(),
                row.optional("default"));
    }

    /** Fills the target from the source and takes the old names out of it. */
    static ObjectNode move(List<Rename> rows, JsonNode source, ObjectNode target) {
        for (var row : rows) {
            remove(target, row.name());
            row.copy(source, target);
        }
        return target;
    }

    /** Copies what is found; the default stands only where the object that would hold the value is there. */
    public void copy(JsonNode source, ObjectNode target) {
        copy(source, from, target, to);
    }

    /** The name that the value would keep without this row: parts of a written pool are melted into one. */
    private String name() {
        var end = from.indexOf('/', 1);
        return end > 0 && PARTS.contains(from.substring(1, end)) ? from.substring(end) : from;
    }

    private void copy(JsonNode source, String from, JsonNode target, String to) {
        var each = from.indexOf(EACH);
        if (each < 0) {
            found(source, from).ifPresent(value -> put(target, to, value));
            return;
        }
        var elements = source.at(from.substring(0, each));
        var copies = target.at(to.substring(0, to.indexOf(EACH)));
        for (int at = 0; at < elements.size(); at++) {
            copy(elements.get(at), after(from), copies.path(at), after(to));
        }
    }

    private Optional<JsonNode> found(JsonNode source, String pointer) {
        var value = source.at(pointer);
        // An object of no pairs would say that the pool chooses its subnets itself, where an empty list says nothing.
        if (key.isPresent() && value.isEmpty()) return Optional.empty();
        if (!value.isMissingNode() && !value.isNull()) {
            return Optional.of(key.isPresent() ? pairs(value) : value.deepCopy());
        }
        var holder = source.at(parent(pointer));
        return holder.isContainer() ? fallback.map(JsonNode::deepCopy) : Optional.empty();
    }

    private JsonNode pairs(JsonNode list) {
        var object = Json.object();
        list.forEach(pair -> object.set(pair.path(key.orElseThrow()).asString(""), pair.path(value.orElseThrow())));
        return object;
    }

    private static void put(JsonNode target, String pointer, JsonNode value) {
        if (target instanceof ObjectNode object) {
            object.withObject(parent(pointer)).set(last(pointer), value);
        }
    }

    private static void remove(JsonNode target, String pointer) {
        var each = pointer.indexOf(EACH);
        if (each >= 0) {
            target.at(pointer.substring(0, each)).forEach(element -> remove(element, after(pointer)));
        } else if (target.at(parent(pointer)) instanceof ObjectNode holder) {
            holder.remove(last(pointer));
        }
    }

    private static String after(String pointer) {
        return pointer.substring(pointer.indexOf(EACH) + EACH.length());
    }

    private static String parent(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    private static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
