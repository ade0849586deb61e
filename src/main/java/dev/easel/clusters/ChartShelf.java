package dev.easel.clusters;

import dev.easel.kinds.Kinds;
import dev.easel.packs.Catalogue;
import dev.easel.packs.Upstream;
import dev.easel.provision.Chart;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.templates.Layer;
import dev.easel.templates.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Knows which chart a layer stands for: one of a registry of the tenant, or one that a pack of the catalogue names. */
final class ChartShelf {
    private final Store store;
    private final Catalogue catalogue;

    ChartShelf(Store store, Catalogue catalogue) {
        this.store = store;
        this.catalogue = catalogue;
    }

    /** Layers as they are resolved, with their charts. */
    Layers layers(String tenant, Resolution resolution) {
        var all = new ArrayList<Layers.Layer>();
        var plain = Resolver.layers(resolution).all();
        for (int place = 0; place < plain.size(); place++) {
            var chart = chart(tenant, resolution.layers().get(place).layer());
            all.add(plain.get(place).with(chart));
        }
        return new Layers(all);
    }

    private Optional<Chart> chart(String tenant, Layer layer) {
        if (layer.type().equals("manifest")) return Optional.empty();
        var version = layer.version().isEmpty() ? layer.tag() : layer.version();
        return own(tenant, layer.registryUid())
                .flatMap(registry -> chart(registry, layer.name(), version))
                .or(() -> catalogue
                        .find(layer.name(), version, layer.registryUid())
                        .flatMap(tag -> tag.pack().upstream())
                        .map(upstream -> chart(upstream, version)));
    }

    /** The built-in registries, where most packs come from, are in memory and need not be looked for. */
    private Optional<Document> own(String tenant, String registry) {
        return catalogue.registry(registry).isPresent()
                ? Optional.empty()
                : store.find(Kinds.REGISTRY, Reach.tenant(tenant), registry);
    }

    private Optional<Chart> chart(Document registry, String name, String version) {
        var spec = store.open(registry).path("spec");
        var endpoint = spec.path("endpoint").asString("").strip().replaceFirst("/+$", "");
        var auth = spec.path("auth");
        var authorities = authorities(auth.path("tls"));
        return switch (registry.text("/easel/sort")) {
            case "helm" -> Optional.of(new Chart(endpoint, name, version, authorization(auth), authorities));
            case "basic" ->
                Optional.of(new Chart(oci(endpoint, spec), name, version, authorization(auth), authorities));
            case "ecr" ->
                isOpen(spec)
                        ? Optional.of(new Chart(oci(endpoint, spec), name, version, "", authorities(spec.path("tls"))))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Chart chart(Upstream upstream, String version) {
        var own = upstream.version().isEmpty() ? version : upstream.version();
        return new Chart(upstream.repository(), upstream.name(), own, "");
    }

    private static String oci(String endpoint, JsonNode spec) {
        var path = spec.path("basePath").asString("") + "/"
                + spec.path("baseContentPath").asString("");
        return ("oci://" + endpoint.replaceFirst("^[a-z]+://", "") + "/" + path)
                .replaceAll("(?<!:)/+", "/")
                .replaceFirst("/$", "");
    }

    /** Private ones ask for a token that only AWS gives out. */
    private static boolean isOpen(JsonNode spec) {
        return !spec.path("isPrivate").asBoolean(false);
    }

    /** A certificate without a key is not shown to the server: it can only be meant as one to trust. */
    private static String authorities(JsonNode tls) {
        var authority = tls.path("ca").asString("");
        if (!authority.isEmpty() || !tls.path("key").asString("").isEmpty()) return authority;
        return tls.path("certificate").asString("");
    }

    private static String authorization(JsonNode auth) {
        return switch (auth.path("type").asString("noAuth")) {
            case "basic" ->
                "Basic "
                        + encoded(auth.path("username").asString("") + ":"
                                + auth.path("password").asString(""));
            case "token" -> "Bearer " + auth.path("token").asString("");
            default -> "";
        };
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
