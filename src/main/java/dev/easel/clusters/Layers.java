package dev.easel.clusters;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Material;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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

        Blueprint.Layer on(Foundation foundation) {
            var part = layer.equals("os") ? foundation.os() : layer.equals("k8s") ? foundation.kubernetes() : null;
            var version = part == null ? tag : part.tag();
            var content = part == null ? digest : part.digest();
            return new Blueprint.Layer(profileUid, name, version, layer, type, priority, namespaces, content);
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
