package dev.easel.promises;

import dev.easel.TestClient;
import dev.easel.contract.Json;
import dev.easel.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Asks the same twice: for a thing of another, and for one that is nowhere. Both must get the same answer, or the first one
 * would tell that the thing is there.
 */
record Probe(Sender sender, World foreign) {
    static final String ABSENT = "0123456789abcdef01234567";
    private static final Pattern UID = Pattern.compile("\\b[0-9a-f]{24}\\b");

    /** What sends a request, such as a client. */
    @FunctionalInterface
    interface Sender {
        TestClient.Reply send(String method, String path, Object body);
    }

    /** What is wrong with the answers to a question in which FOREIGN stands for a uid; empty when nothing is. */
    Optional<String> ask(String method, String path, String body, String uid) {
        var absent = sender.send(method, path.replace("FOREIGN", ABSENT), body.replace("FOREIGN", ABSENT));
        var question = path.replace("FOREIGN", uid) + body.replace("FOREIGN", uid);
        var reply = sender.send(method, path.replace("FOREIGN", uid), body.replace("FOREIGN", uid));
        return fault(absent, reply, question, uid).map(fault -> "%s %s: %s".formatted(method, question, fault));
    }

    private Optional<String> fault(TestClient.Reply absent, TestClient.Reply reply, String question, String uid) {
        if (foreign.shows(reply.text(), question)) return Optional.of("shows " + reply.text());
        // What was taken the first time may be there the second time.
        if (absent.status() < 300 && reply.status() == 409) return Optional.empty();
        var expected = told(absent, ABSENT);
        var seen = told(reply, uid);
        if (expected.equals(seen)) return Optional.empty();
        return Optional.of("%s where nothing is, but %s".formatted(expected, seen));
    }

    /** Status, and what an error says with uids left out. */
    private static String told(TestClient.Reply reply, String uid) {
        if (reply.status() < 300) return "" + reply.status();
        var json = reply.text().isBlank() ? Json.object() : reply.json();
        var text = json.path("code").asString("") + " " + json.path("message").asString("");
        return reply.status() + " "
                + UID.matcher(text.replace("'" + uid + "'", "'UID'").replace("(" + uid + ")", "(UID)"))
                        .replaceAll("UID");
    }

    /** The body with every field that is named like a uid holding FOREIGN. */
    static String pointing(Object body) {
        if (body.equals("")) return "";
        var tree = Json.MAPPER.readTree(body instanceof String text ? text : Json.MAPPER.writeValueAsString(body));
        return Json.MAPPER.writeValueAsString(pointing("", tree));
    }

    private static JsonNode pointing(String name, JsonNode node) {
        var nodes = Json.MAPPER.getNodeFactory();
        if (node.isObject()) {
            var copy = Json.object();
            node.properties().forEach(field -> copy.set(field.getKey(), pointing(field.getKey(), field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            var copy = nodes.arrayNode();
            node.forEach(element -> copy.add(pointing(name, element)));
            return copy;
        }
        return node.isString() && name.matches("(?i).*uids?|filterRefs|userId|teamId")
                ? nodes.stringNode("FOREIGN")
                : node;
    }

    /** The path of an operation: things of a world everywhere, but FOREIGN at one parameter; none where that takes no uid. */
    static Optional<String> path(Operation operation, World own, String parameter) {
        var path = operation.path();
        for (var name : names(operation)) {
            var value = name.equals(parameter) ? Optional.of("FOREIGN") : own.uid(operation.path(), name);
            path = path.replace("{" + name + "}", value.orElse(WORDS.getOrDefault(name, "x")));
        }
        return Optional.of(path);
    }

    private static final Map<String, String> WORDS = Map.of(
            "cloudType",
            "aws",
            "cloud",
            "aws",
            "machinePoolName",
            "workers",
            "component",
            "ClusterHealth",
            "objectKind",
            "spectrocluster",
            "packName",
            "kubernetes",
            "region",
            "eu-west-1");

    static List<String> names(Operation operation) {
        return Pattern.compile("\\{([^}]+)}")
                .matcher(operation.path())
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
