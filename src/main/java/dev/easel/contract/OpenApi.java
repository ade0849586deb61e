package dev.easel.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The files of the contract, apart and as the one document that is served. */
final class OpenApi {
    private static final Set<String> LEAVING = Set.of("deprecated", "sunset");

    private final ObjectNode common;
    private final Map<String, ObjectNode> families;

    private OpenApi(ObjectNode common, Map<String, ObjectNode> families) {
        this.common = common;
        this.families = families;
    }

    static OpenApi read() {
        var families = new TreeMap<String, ObjectNode>();
        for (var name : file("index")) {
            families.put(name.asString(), (ObjectNode) file(name.asString()).path("paths"));
        }
        return new OpenApi((ObjectNode) file("common"), families);
    }

    ObjectNode common() {
        return common;
    }

    /** The paths of each family. */
    Map<String, ObjectNode> families() {
        return families;
    }

    byte[] bytes() {
        return Json.MAPPER.writeValueAsBytes(merged());
    }

    private ObjectNode merged() {
        var document = common.deepCopy();
        var paths = document.putObject("paths");
        for (var family : families.values()) {
            family.properties().forEach(path -> paths.set(path.getKey(), marked(path.getValue())));
        }
        return document;
    }

    /** Docs pages know one word for what is leaving, whatever its phase. */
    static JsonNode marked(JsonNode path) {
        var copy = path.deepCopy();
        for (var operation : copy) {
            var phase = operation.path("x-lifecycle").path("phase").asString("");
            if (LEAVING.contains(phase)) ((ObjectNode) operation).put("deprecated", true);
        }
        return copy;
    }

    private static JsonNode file(String name) {
        var path = "/contract/" + name + ".json";
        try (var stream = OpenApi.class.getResourceAsStream(path)) {
            if (stream == null) throw new IllegalStateException("The class path has no " + path);
            return Json.MAPPER.readTree(stream.readAllBytes());
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
