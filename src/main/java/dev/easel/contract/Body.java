package dev.easel.contract;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What an operation takes as its request body. */
public record Body(Form form, boolean required, Optional<Schema> schema) {
    static final Body NONE = new Body(Form.NONE, false, Optional.empty());

    static Body of(JsonNode operation, Schemas schemas) {
        var body = operation.path("requestBody");
        var content = body.path("content").properties().stream().findFirst();
        return content.map(entry -> new Body(
                        Form.of(entry.getKey()),
                        body.path("required").asBoolean(false),
                        Optional.of(schemas.compile(entry.getValue().path("schema")))))
                .orElse(NONE);
    }

    /** What is wrong with a JSON body; a missing node says that none came. */
    public List<Fault> check(JsonNode value) {
        if (form != Form.JSON) return List.of();
        if (value.isMissingNode() || value.isNull()) {
            return required ? List.of(new Fault("body", "is required")) : List.of();
        }
        return schema.map(shape -> shape.check(value)).orElse(List.of());
    }

    /** How the body is written. */
    public enum Form {
        NONE(""),
        JSON("application/json"),
        MULTIPART("multipart/form-data"),
        URLENCODED("application/x-www-form-urlencoded");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }

        private static Form of(String mediaType) {
            for (var form : values()) {
                if (form.mediaType.equals(mediaType)) return form;
            }
            throw new IllegalArgumentException("The contract has a body of type " + mediaType);
        }
    }
}
