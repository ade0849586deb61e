package dev.easel.clusters;

import dev.easel.contract.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every machine of a cluster is built from: its operating system and its Kubernetes. Another foundation replaces all
 * machines, so a new one waits for approval while the cluster goes on with the old one.
 */
record Foundation(Part os, Part kubernetes) {

    /** One of the two packs; the digest is of its values, which are sealed where they are kept. */
    record Part(String name, String tag, String digest, String values) {
        private static final Part NONE = new Part("", "", "", "");

        private static Part read(JsonNode part) {
            return new Part(
                    part.path("name").asString(""),
                    part.path("tag").asString(""),
                    part.path("digest").asString(""),
                    part.path("values").asString(""));
        }

        private ObjectNode mark() {
            return Json.object().put("name", name).put("tag", tag).put("digest", digest);
        }

        private ObjectNode write() {
            return values.isEmpty() ? mark() : mark().put("values", values);
        }
    }

    /** A reason for replacing machines. */
    record Reason(String code, String message) {}

    /** As the profiles on a cluster want it. */
    static Foundation wanted(List<Layers.Layer> layers) {
        return new Foundation(part(layers, "os"), part(layers, "k8s"));
    }

    private static Part part(List<Layers.Layer> layers, String layer) {
        return layers.stream()
                .filter(each -> each.layer().equals(layer))
                .findFirst()
                .map(each -> new Part(
                        each.name(), each.tag(), each.digest(), each.texts().values()))
                .orElse(Part.NONE);
    }

    static Foundation read(JsonNode foundation) {
        return new Foundation(Part.read(foundation.path("os")), Part.read(foundation.path("kubernetes")));
    }

    /** The same with a Kubernetes as it was written down. */
    Foundation with(JsonNode otherKubernetes) {
        return new Foundation(os, Part.read(otherKubernetes));
    }

    /** Tells it from others. */
    String mark() {
        var foundation = Json.object();
        foundation.set("os", os.mark());
        foundation.set("kubernetes", kubernetes.mark());
        return foundation.toString();
    }

    ObjectNode write() {
        var foundation = Json.object();
        foundation.set("os", os.write());
        foundation.set("kubernetes", kubernetes.write());
        return foundation;
    }

    /** Why going over to another foundation replaces machines; empty when it does not. */
    List<Reason> reasonsFor(Foundation next) {
        var reasons = new ArrayList<Reason>();
        compare("Os", os, next.os, reasons);
        compare("Kubernetes", kubernetes, next.kubernetes, reasons);
        return reasons;
    }

    private static void compare(String what, Part old, Part next, List<Reason> reasons) {
        if (!old.name.equals(next.name)) {
            reasons.add(new Reason(what + "PackChanged", changed(what + " pack", old.name, next.name)));
        } else if (!old.tag.equals(next.tag)) {
            reasons.add(new Reason(what + "VersionChanged", changed("version of " + old.name, old.tag, next.tag)));
        } else if (!old.digest.equals(next.digest)) {
            reasons.add(new Reason(what + "ValuesChanged", "values of " + old.name + " changed"));
        }
    }

    private static String changed(String what, String from, String to) {
        return "%s changed from %s to %s".formatted(what, from, to);
    }

    static ArrayNode write(List<Reason> reasons) {
        var list = Json.MAPPER.createArrayNode();
        for (var reason : reasons) list.addObject().put("code", reason.code()).put("message", reason.message());
        return list;
    }
}
