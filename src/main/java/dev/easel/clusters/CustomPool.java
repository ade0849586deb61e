package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A pool of a custom cloud, whose name and size stand in its Cluster API objects and nowhere else. */
record CustomPool(String name, int size) {
    private static final YAMLMapper YAML = new YAMLMapper();

    static CustomPool read(String values) {
        var name = "";
        int size = 1;
        for (var object : objects(values)) {
            if (!isPool(object)) continue;
            name = object.at("/metadata/name").asString(name);
            size = object.at("/spec/replicas").asInt(size);
        }
        return new CustomPool(name, size);
    }

    /** What a pool's machines are made of, by pointer; how many there are is no part of it. */
    static JsonNode hardware(JsonNode pool, String pointer) {
        var value = pool.at(pointer);
        if (!pointer.equals("/values") || !value.isString()) return value;
        var objects = objects(value.asString());
        for (var object : objects) {
            if (isPool(object) && object.path("spec") instanceof ObjectNode spec) spec.remove("replicas");
        }
        return objects;
    }

    private static boolean isPool(JsonNode object) {
        var kind = object.path("kind").asString("");
        return kind.equals("MachineDeployment") || kind.endsWith("ControlPlane");
    }

    private static ArrayNode objects(String values) {
        var objects = Json.MAPPER.createArrayNode();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(values)) {
            documents.forEachRemaining(objects::add);
        } catch (JacksonException broken) {
            throw Problem.invalid(
                    "body.cloudConfig.values",
                    "is not YAML: "
                            + broken.getOriginalMessage().lines().findFirst().orElse(""));
        }
        return objects;
    }

    void into(ObjectNode pool) {
        if (!name.isEmpty()) pool.put("name", name);
        pool.put("size", size);
    }
}
