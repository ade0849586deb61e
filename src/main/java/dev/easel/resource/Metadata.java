package dev.easel.resource;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.store.Kind;
import dev.easel.store.Times;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of a document that every kind shares, and whose it is: name and labels are the caller's, the rest ours. */
public final class Metadata {
    private static final int LONGEST_NAME = 256;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<String> OURS = Set.of("scope", "ownerUid", "tenantUid", "projectUid", "permissions");
    private static final List<String> SERVER_FIELDS =
            List.of("uid", "creationTimestamp", "lastModifiedTimestamp", "deletionTimestamp");

    private Metadata() {}

    /** 24 hexadecimal digits: clients join uids with '_', ':' and '/', so none may be inside. */
    public static String newUid() {
        var bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void mustBeShort(JsonNode name) {
        if (name.asString("").length() > LONGEST_NAME) {
            throw Problem.invalid(
                    "body.metadata.name", "must not be longer than %d characters".formatted(LONGEST_NAME));
        }
    }

    /** Fills in what only the server may say about a new document. */
    public static void begin(ObjectNode body, Call call, String uid, String project, Instant now) {
        var metadata = child(body, "metadata");
        mustBeShort(metadata.path("name"));
        SERVER_FIELDS.forEach(metadata::remove);
        if (metadata.path("labels").isNull()) metadata.remove("labels");
        var annotations = child(metadata, "annotations");
        OURS.forEach(annotations::remove);
        annotations.put("scope", project.isEmpty() ? "tenant" : "project");
        annotations.put("ownerUid", call.caller().user());
        annotations.put("tenantUid", call.caller().tenant());
        if (!project.isEmpty()) annotations.put("projectUid", project);
        metadata.put("uid", uid);
        metadata.put("creationTimestamp", Times.text(now)).put("lastModifiedTimestamp", Times.text(now));
    }

    /** Takes the caller's name, labels (wholesale: absent means none) and annotations (ours survive). */
    public static void adopt(ObjectNode body, JsonNode given, Instant now) {
        var metadata = child(body, "metadata");
        mustBeShort(given.path("name"));
        if (!given.path("name").asString("").isEmpty()) metadata.set("name", given.get("name"));
        if (given.path("labels").isObject()) metadata.set("labels", given.get("labels"));
        else metadata.remove("labels");
        var annotations = child(metadata, "annotations");
        for (var entry : given.path("annotations").properties()) {
            if (!OURS.contains(entry.getKey())) annotations.set(entry.getKey(), entry.getValue());
        }
        for (var entry : given.properties()) {
            if (isUnknown(entry.getKey())) metadata.set(entry.getKey(), entry.getValue());
        }
        metadata.put("lastModifiedTimestamp", Times.text(now));
    }

    private static boolean isUnknown(String field) {
        return !SERVER_FIELDS.contains(field)
                && !Set.of("name", "labels", "annotations").contains(field);
    }

    /** The project that a new document of the kind goes to, "" for the tenant. */
    public static String home(Kind kind, Call call) {
        var project = call.caller().project();
        return switch (kind.scope()) {
            case TENANT -> "";
            case BOTH -> project;
            case PROJECT -> {
                if (project.isEmpty()) {
                    throw Problem.invalid("header.ProjectUid", "is missing: a " + kind.name() + " lives in a project");
                }
                yield project;
            }
        };
    }

    /** The object under a name, made when it is absent or null. */
    public static ObjectNode child(ObjectNode parent, String name) {
        if (parent.get(name) instanceof ObjectNode object) return object;
        var made = Json.object();
        parent.set(name, made);
        return made;
    }
}
