package dev.easel.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The contract as one line per operation: method, path, id, success status and a hash over all that the operation means. */
final class OperationLines {
    private static final String SCHEMAS = "#/components/schemas/";

    private final JsonNode document;

    OperationLines(JsonNode document) {
        this.document = document;
    }

    List<String> lines(Contract contract) {
        return contract.operations().stream()
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .map(operation -> "%s %d %s".formatted(operation, operation.success(), hash(operation)))
                .toList();
    }

    /** Over the operation, the parameters of its path and every schema that it reaches, whatever their order; not the summary. */
    private String hash(Operation operation) {
        var path = document.path("paths").path(operation.path());
        var node = (ObjectNode)
                path.path(operation.method().toLowerCase(Locale.ROOT)).deepCopy();
        node.remove(List.of("summary", "tags", "deprecated"));
        var parts = new TreeMap<String, JsonNode>();
        reach(node, parts);
        parts.put("", node);
        parts.put("parameters", path.path("parameters"));
        return digest(Json.MAPPER.writeValueAsString(sorted(Json.MAPPER.valueToTree(parts))));
    }

    private void reach(JsonNode from, Map<String, JsonNode> found) {
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (var ref : open.pop().findValues("$ref")) {
                var name = ref.asString();
                if (!name.startsWith(SCHEMAS) || found.containsKey(name)) continue;
                var schema = document.at(name.substring(1));
                found.put(name, schema);
                open.push(schema);
            }
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            var list = Json.MAPPER.createArrayNode();
            node.forEach(each -> list.add(sorted(each)));
            return list;
        }
        if (!node.isObject()) return node;
        var fields = new TreeMap<String, JsonNode>();
        node.properties().forEach(each -> fields.put(each.getKey(), sorted(each.getValue())));
        return Json.object().setAll(fields);
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
