package dev.easel.provision.capi;

import dev.easel.provision.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What things are called in a management cluster. */
final class Names {
    static final String CLUSTER = "easel.dev/cluster";
    static final String TENANT = "easel.dev/tenant";
    static final String PROJECT = "easel.dev/project";
    static final String POOL = "easel.dev/pool";
    static final String RENDERED = "easel.dev/rendered";

    /** Labels of machines carry the names of what they belong to, and a label holds 63 letters. */
    private static final int LONGEST = 44;

    private Names() {}

    static String namespace(Target target) {
        return "cluster-" + target.uid();
    }

    /** Whose a namespace is. */
    static String cluster(String namespace) {
        return namespace.replaceFirst("^cluster-", "");
    }

    /** A name that Kubernetes takes; another one than was asked for ends with a digest, so that no two become one. */
    static String fit(String name) {
        var fit = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^[^a-z]+|-+$", "");
        if (fit.equals(name) && fit.length() <= LONGEST) return fit;
        var start = fit.substring(0, Math.min(fit.length(), LONGEST - 7)).replaceAll("-+$", "");
        return (start.isEmpty() ? "c" : start) + "-" + digest(name).substring(0, 6);
    }

    /** A name as the value of a label. */
    static String label(String name) {
        return name.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?") ? name : fit(name);
    }

    static String digest(String text) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
