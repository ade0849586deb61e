package dev.easel.users;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies the steps of an RFC 6902 patch, as the contract's bodies of that kind are written. */
final class Patch {
    private final ObjectNode target;

    private Patch(ObjectNode target) {
        this.target = target;
    }

    /** A copy of the document with all steps done, or a 400 that names the step. */
    static ObjectNode apply(ObjectNode document, JsonNode steps) {
        var patch = new Patch(document.deepCopy());
        int number = 0;
        for (var step : steps) patch.apply(step, "body[" + number++ + "]");
        return patch.target;
    }

    private void apply(JsonNode step, String at) {
        var path = step.path("path").asString("");
        var from = step.path("from").asString("");
        var value = step.has("value") ? step.get("value") : Json.MAPPER.nullNode();
        switch (step.path("op").asString("")) {
            case "add" -> put(path, value, at);
            case "replace" -> {
                take(path, at);
                put(path, value, at);
            }
            case "remove" -> take(path, at);
            case "copy" -> put(path, known(from, at).deepCopy(), at);
            case "move" -> put(path, take(from, at), at);
            default -> throw Problem.invalid(at + ".op", "is unknown");
        }
    }

    private JsonNode known(String path, String at) {
        var node = path.startsWith("/") ? target.at(path) : Json.MAPPER.missingNode();
        if (node.isMissingNode()) throw Problem.invalid(at + ".path", "leads nowhere: " + path);
        return node;
    }

    private JsonNode take(String path, String at) {
        var node = known(path, at);
        switch (parent(path, at)) {
            case ObjectNode object -> object.remove(name(path));
            case ArrayNode array -> array.remove(index(path, array, at));
            default -> throw Problem.invalid(at + ".path", "leads nowhere: " + path);
        }
        return node;
    }

    private void put(String path, JsonNode value, String at) {
        switch (parent(path, at)) {
            case ObjectNode object -> object.set(name(path), value);
            case ArrayNode array when name(path).equals("-") -> array.add(value);
            case ArrayNode array -> array.insert(index(path, array, at), value);
            default -> throw Problem.invalid(at + ".path", "leads nowhere: " + path);
        }
    }

    private JsonNode parent(String path, String at) {
        if (!path.startsWith("/")) throw Problem.invalid(at + ".path", "must begin with /");
        var above = path.substring(0, path.lastIndexOf('/'));
        return above.isEmpty() ? target : known(above, at);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
    }

    private static int index(String path, ArrayNode array, String at) {
        var name = name(path);
        if (!name.matches("[0-9]{1,6}") || Integer.parseInt(name) > array.size()) {
            throw Problem.invalid(at + ".path", "is not a place in the list: " + path);
        }
        return Integer.parseInt(name);
    }
}
