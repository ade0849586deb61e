package dev.easel.resource;

import dev.easel.http.Call;
import dev.easel.store.Document;
import dev.easel.store.Tx;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document about to be written, inside the transaction that writes it.
 *
 * @param uid of the document, known already when it is new
 * @param old what it was; empty when it is new
 * @param body what it will be; a rule may complete it. When it is to be deleted: what it was
 */
public record Draft(Call call, Tx tx, String uid, Optional<Document> old, ObjectNode body) {

    public JsonNode at(String pointer) {
        return body.at(pointer);
    }

    public String text(String pointer) {
        return body.at(pointer).asString("");
    }
}
