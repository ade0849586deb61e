package dev.easel.provision.rehearsal;

import dev.easel.contract.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** What a rehearsed Kubernetes API answers. */
public record Answer(int status, String contentType, byte[] body) {

    static Answer json(ObjectNode body) {
        return new Answer(200, "application/json", Json.MAPPER.writeValueAsBytes(body));
    }

    static Answer text(String body) {
        return new Answer(200, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** A Status object, which is how Kubernetes says no. */
    static Answer refusal(int code, String reason, String message) {
        var status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
        return new Answer(code, "application/json", Json.MAPPER.writeValueAsBytes(status));
    }
}
