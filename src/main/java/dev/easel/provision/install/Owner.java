package dev.easel.provision.install;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Whose an object in a cluster is: the labels that say so. */
record Owner(String cluster, String key) {

    /** Stands on what a layer owns. */
    static final String LAYER = "easel.dev/layer";

    /** Stands on inventories, and on namespaces that were made here. */
    static final String CLUSTER = "easel.dev/packs-of";

    private static final int LONGEST = 40;

    static Owner of(String cluster, Bundle bundle) {
        return new Owner(cluster, bundle.key());
    }

    /** A name for the layer that fits into a label and is no other layer's. */
    String id() {
        return fit(key.substring(key.indexOf('/') + 1)) + "-" + digest(cluster + "/" + key);
    }

    /** What the layer is called where names of releases are unique by namespace. */
    String release() {
        return fit(key.substring(key.indexOf('/') + 1));
    }

    private static String fit(String name) {
        var fit = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^[^a-z]+|-+$", "");
        var cut = fit.substring(0, Math.min(fit.length(), LONGEST)).replaceAll("-+$", "");
        return cut.isEmpty() ? "pack" : cut;
    }

    private static String digest(String text) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
