package dev.easel.templates;

import tools.jackson.databind.JsonNode;

/** A file of Kubernetes objects in a layer. */
public record Manifest(String uid, String name, String content) {
    static Manifest of(JsonNode manifest, JsonNode contents) {
        var uid = manifest.path("uid").asString("");
        return new Manifest(
                uid, manifest.path("name").asString(""), contents.path(uid).asString(""));
    }

    public String digest() {
        return TextFunctions.hash("SHA-256", content);
    }

    Manifest with(String otherContent) {
        return new Manifest(uid, name, otherContent);
    }
}
