package dev.easel.clusters;

import dev.easel.contract.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A pool of a custom cloud, whose name and size stand in its Cluster API objects and nowhere else. */
record CustomPool(String name, int size) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static CustomPool read(String values) {
        var name = "";
        int size = 1;
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(values)) {
            while (documents.hasNext()) {
                var object = documents.next();
                var kind = object.path("kind").asString("");
                if (!kind.equals("MachineDeployment") && !kind.endsWith("ControlPlane")) continue;
                name = object.at("/metadata/name").asString(name);
                size = object.at("/spec/replicas").asInt(size);
            }
        } catch (JacksonException broken) {
            throw Problem.invalid(
                    "body.cloudConfig.values",
                    "is not YAML: "
                            + broken.getOriginalMessage().lines().findFirst().orElse(""));
        }
        return new CustomPool(name, size);
    }

    void into(ObjectNode pool) {
        if (!name.isEmpty()) pool.put("name", name);
        pool.put("size", size);
    }
}
