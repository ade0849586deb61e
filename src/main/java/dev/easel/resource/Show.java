package dev.easel.resource;

import dev.easel.http.Call;
import dev.easel.store.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a document looks in one operation's reply: handed the body that a client may see, returns what to send. */
@FunctionalInterface
public interface Show {
    Show PLAIN = (_, _, shown) -> shown;

    JsonNode apply(Call call, Document document, ObjectNode shown);
}
