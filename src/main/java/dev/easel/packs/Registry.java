package dev.easel.packs;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A built-in registry; one that mirrors another serves the other's packs under uids of its own. */
public record Registry(
        String uid,
        String name,
        String kind,
        String packType,
        String source,
        String scope,
        boolean isDefault,
        boolean isPrivate,
        Optional<String> mirrors) {

    static Registry of(JsonNode row) {
        return new Registry(
                row.path("uid").stringValue(),
                row.path("name").stringValue(),
                row.path("kind").stringValue(),
                row.path("packType").stringValue(),
                row.path("source").stringValue(),
                row.path("scope").stringValue(),
                row.path("isDefault").booleanValue(),
                row.path("isPrivate").booleanValue(),
                row.path("mirrors").stringValueOpt());
    }

    /** The registry whose name stands in the packs' files. */
    String holder() {
        return mirrors.orElse(name);
    }
}
