package dev.easel.docs;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Links of OpenAPI from an operation that answers a new uid to those that take it, as their paths tell. */
final class Links {
    private Links() {}

    static void add(ObjectNode paths) {
        for (var path : paths.properties()) {
            var created = path.getValue().at("/post/responses/201");
            var reply = created.at("/content/application~1json/schema/$ref").asString("");
            if (!reply.endsWith("/v1Uid")) continue;
            item(paths, path.getKey()).ifPresent(item -> add((ObjectNode) created, item));
        }
    }

    /** What is made at /clusters/aws stands at /clusters/{uid}. Below something else only its own path says so. */
    private static Optional<Map.Entry<String, JsonNode>> item(ObjectNode paths, String path) {
        for (var at = path; !at.isEmpty(); at = path.contains("{") ? "" : at.substring(0, at.lastIndexOf('/'))) {
            var beginning = at + "/{";
            var found = paths.properties().stream()
                    .filter(each -> each.getKey().startsWith(beginning))
                    .filter(each -> each.getKey().indexOf('}', beginning.length())
                            == each.getKey().length() - 1)
                    .findFirst();
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static void add(ObjectNode created, Map.Entry<String, JsonNode> item) {
        var links = created.putObject("links");
        for (var operation : item.getValue()) {
            var id = operation.path("operationId").asString("");
            if (id.isEmpty()) continue;
            var link = links.putObject(id).put("operationId", id);
            var names = item.getKey().split("[{}]");
            var parameters = link.putObject("parameters");
            for (int i = 1; i < names.length; i += 2) {
                var last = i + 1 >= names.length;
                parameters.put("path." + names[i], last ? "$response.body#/uid" : "$request.path." + names[i]);
            }
        }
    }
}
