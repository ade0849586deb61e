package dev.easel.store;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stored document. Its body is the JSON tree as clients know it, with secrets sealed.
 *
 * @param project uid of its project, or "" when it belongs to the tenant
 * @param version counts from 1 with every write
 */
public record Document(
        Kind kind, String tenant, String project, String uid, long version, Instant created, ObjectNode body) {

    /** Where it lies, in the order of the columns. */
    List<String> place() {
        return List.of(tenant, project, kind.name(), kind.subtype(), uid);
    }

    /** What tells its row, and the rows about it, from all others. */
    List<String> key() {
        return List.of(tenant, kind.name(), uid);
    }

    public String name() {
        return at("/metadata/name").asString("");
    }

    public JsonNode at(String pointer) {
        return body.at(pointer);
    }

    public String text(String pointer) {
        return body.at(pointer).asString("");
    }

    /** Whether it has been asked to go. */
    public boolean leaving() {
        return body.at("/metadata/deletionTimestamp").isString();
    }

    public Document with(ObjectNode otherBody) {
        return new Document(kind, tenant, project, uid, version, created, otherBody);
    }
}
