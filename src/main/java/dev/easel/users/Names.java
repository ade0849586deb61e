package dev.easel.users;

import dev.easel.contract.Json;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Names for the uids of one kind, as replies show both. */
final class Names {
    private final Map<String, String> names = new HashMap<>();

    Names(Store store, Kind kind, String tenant) {
        for (var document : store.list(Query.all(kind, Reach.tenant(tenant))).items()) {
            names.put(document.uid(), document.name());
        }
    }

    /** {@code {uid, name}} of each that still exists. */
    ArrayNode of(JsonNode uids) {
        var list = Json.MAPPER.createArrayNode();
        for (var uid : uids) {
            if (names.containsKey(uid.asString(""))) list.add(of(uid.asString("")));
        }
        return list;
    }

    ObjectNode of(String uid) {
        return Json.object().put("uid", uid).put("name", names.getOrDefault(uid, ""));
    }

    static ArrayNode of(Iterable<Document> documents) {
        var list = Json.MAPPER.createArrayNode();
        documents.forEach(
                document -> list.addObject().put("uid", document.uid()).put("name", document.name()));
        return list;
    }
}
