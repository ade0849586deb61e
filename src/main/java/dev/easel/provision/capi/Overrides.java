package dev.easel.provision.capi;

import dev.easel.contract.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the operating system, Kubernetes and the pool itself say to kubeadm, as one: lists of packs follow each other. */
final class Overrides {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Overrides() {}

    static ObjectNode of(JsonNode facts) {
        var all = Json.object();
        for (var layer : List.of("os", "k8s")) merge(all, facts.path(layer).path("kubeadmconfig"));
        var own = own(facts.at("/pool/overrideKubeadmConfiguration").asString(""));
        // A list of the pool stands for all of them.
        own.properties().stream()
                .filter(field -> field.getValue().isArray())
                .forEach(field -> all.remove(field.getKey()));
        merge(all, own);
        return all;
    }

    private static JsonNode own(String text) {
        try {
            var read = YAML.readTree(text);
            return read.path("kubeadmconfig").isObject() ? read.path("kubeadmconfig") : read;
        } catch (JacksonException broken) {
            throw new Wrong("ValuesInvalid", "overrideKubeadmConfiguration of a pool cannot be read");
        }
    }

    private static void merge(ObjectNode into, JsonNode more) {
        for (var field : more.properties()) {
            var before = into.get(field.getKey());
            if (before instanceof ObjectNode object && field.getValue().isObject()) merge(object, field.getValue());
            else if (before instanceof ArrayNode list && field.getValue().isArray())
                field.getValue().forEach(list::add);
            else into.set(field.getKey(), field.getValue().deepCopy());
        }
    }
}
