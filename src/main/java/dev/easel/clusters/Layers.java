package dev.easel.clusters;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Chart;
import dev.easel.provision.Material;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The packs of all profiles on a cluster, with their values resolved. */
record Layers(List<Layer> all) {

    /**
     * One pack of one profile.
     *
     * @param digest of the resolved values and manifests
     */
    record Layer(
            String profileUid,
            String name,
            String tag,
            String layer,
            String type,
            int priority,
            List<String> namespaces,
            String digest,
            Material.Texts texts) {

        Layer with(Optional<Chart> chart) {
            return new Layer(profileUid, name, tag, layer, type, priority, namespaces, digest, texts.with(chart));
        }

        Blueprint.Layer on(Foundation foundation) {
            var part = part(foundation);
            var version = part.map(Foundation.Part::tag).orElse(tag);
            var content = part.map(Foundation.Part::digest).orElse(digest);
            return new Blueprint.Layer(profileUid, name, version, layer, type, priority, namespaces, content);
        }

        /** What machines are made of is what was approved, and not what waits for that. */
        Material.Texts texts(Foundation foundation, UnaryOperator<String> unseal) {
            return part(foundation)
                    .filter(part -> !part.digest().equals(digest))
                    .map(part -> new Material.Texts(unseal.apply(part.values()), Map.of()))
                    .orElse(texts);
        }

        private Optional<Foundation.Part> part(Foundation foundation) {
            return switch (layer) {
                case "os" -> Optional.of(foundation.os());
                case "k8s" -> Optional.of(foundation.kubernetes());
                default -> Optional.empty();
            };
        }
    }

    /** A short name for a text: equal texts, equal names. */
    static String digest(String text) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
