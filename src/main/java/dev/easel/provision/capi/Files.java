package dev.easel.provision.capi;

import dev.easel.provision.Material;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where the templates of a cloud are: in its folder, or, for a cloud that was registered, in its documents. */
final class Files {
    private static final Map<String, String> REGISTERED = Map.of(
            "cluster", "clusterTemplate",
            "control-plane", "controlPlanePoolTemplate",
            "workers", "workerPoolTemplate");

    private Files() {}

    /** Whether a cloud that Easel brings along can be made by Cluster API. */
    static boolean has(String cloud) {
        return Files.class.getResource(path(cloud, "cluster")) != null;
    }

    /** Whether the cloud itself runs the control plane. */
    static boolean isManaged(String cloud) {
        return has(cloud) && Files.class.getResource(path(cloud, "control-plane")) == null;
    }

    /** The template of a part: what was written for this very cluster or pool, or that of the cloud. */
    static Form form(String cloud, Material material, String part, JsonNode document) {
        var own = document.path("values").asString("");
        if (!own.isBlank() && !has(cloud)) return new Form("values of the " + part, own);
        var file = REGISTERED.get(part);
        var registered = material.templates().getOrDefault(file, "");
        if (!registered.isBlank()) return new Form("%s of the cloud %s".formatted(file, cloud), registered);
        return built(cloud, part)
                .orElseThrow(() -> new Wrong(
                        "TemplateMissing", "the cloud %s has no %s, and there are no values".formatted(cloud, file)));
    }

    /** What lets the provider into an account; none where it has a way of its own. */
    static Optional<Form> account(String cloud) {
        return built(has(cloud) ? cloud : "cloudTypes", "account");
    }

    private static Optional<Form> built(String cloud, String part) {
        try (var stream = Files.class.getResourceAsStream(path(cloud, part))) {
            if (stream == null) return Optional.empty();
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(new Form(path(cloud, part).substring(1), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(String cloud, String part) {
        return "/clouds/%s/templates/%s.yaml".formatted(cloud, part);
    }
}
