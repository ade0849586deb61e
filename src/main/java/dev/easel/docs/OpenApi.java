package dev.easel.docs;

import dev.easel.contract.Contract;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Answer;
import dev.easel.http.RawHandler;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole contract as one OpenAPI 3.1 document, put together when somebody first asks for it. */
public final class OpenApi {
    private static final Set<String> LEAVING = Set.of("deprecated", "sunset");

    private OpenApi() {}

    public static byte[] document() {
        return Whole.BYTES;
    }

    /** Answers what is asked at the document's path. */
    public static Answer answer(RawHandler.Asked asked) {
        if (!asked.path().isEmpty()) throw Problem.noSuchRoute(asked.method(), "/v1/openapi.json/" + asked.path());
        return Answer.of(200, "application/json", document());
    }

    private static final class Whole {
        static final byte[] BYTES = Json.MAPPER.writeValueAsBytes(merged());
    }

    private static ObjectNode merged() {
        var document = Contract.common();
        var paths = document.putObject("paths");
        for (var family : Contract.families().values()) {
            family.properties().forEach(path -> paths.set(path.getKey(), marked(path.getValue())));
        }
        Links.add(paths);
        return document;
    }

    /** Docs pages know one word for what is leaving, whatever its phase. */
    public static JsonNode marked(JsonNode path) {
        for (var operation : path) {
            var phase = operation.path("x-lifecycle").path("phase").asString("");
            if (LEAVING.contains(phase)) ((ObjectNode) operation).put("deprecated", true);
        }
        return path;
    }
}
