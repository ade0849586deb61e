package dev.easel.contract;

import dev.easel.docs.OpenApi;
import java.util.Random;

/** Bodies that fit what an operation takes, whatever they mean. */
public final class Fitting {
    private final Contract contract;
    private final Documents documents;

    public Fitting(Contract contract) {
        this.contract = contract;
        documents = new Documents(Json.MAPPER.readTree(OpenApi.document()), new Random(7));
    }

    /** A JSON body for the operation; "" when it takes none. */
    public Object body(String operation) {
        var body = contract.operation(operation).body();
        if (body.form() != Body.Form.JSON) return "";
        return body.schema()
                .map(schema -> (Object) documents.make(schema.source(), 5))
                .orElse("");
    }
}
