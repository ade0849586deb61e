package dev.easel.packs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One version of a pack in one registry: what a pack uid names. */
public record Tag(String uid, Pack pack, String version, Registry registry) {

    static Tag of(Pack pack, String version, Registry registry) {
        return new Tag(uid(registry.uid(), pack.name(), version), pack, version, registry);
    }

    /** The uid follows from what it names, so that profiles outlive a restart and a new catalogue. */
    public static String uid(String registryUid, String name, String version) {
        var text = registryUid + "|" + name + "|" + version;
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What kind of pack clients call it. */
    public String type() {
        return pack.type().orElse(registry.packType());
    }

    /** The floating tags that cover this version, as {@code 1.30.x}. */
    public List<String> parentTags() {
        var parsed = Version.of(version);
        return parsed.isExact() ? List.of(parsed.line() + ".x") : List.of();
    }
}
