package dev.easel.provision.rehearsal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** All chance of a cluster's rehearsal: the same seed, cluster and label give the same throw. */
record Dice(long seed, String cluster) {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIXES = 14_348_907; // 27 letters, five times
    private static final int PRIME = 7_368_787;

    byte[] roll(String label) {
        try {
            var text = seed + "/" + cluster + "/" + label;
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The duration, up to a tenth shorter or longer. */
    Duration about(Duration nominal, String label) {
        return Duration.ofMillis(nominal.toMillis() * (900 + number(label) % 201) / 1000);
    }

    long number(String label) {
        return ByteBuffer.wrap(roll(label)).getLong() >>> 1;
    }

    String hex(String label, int digits) {
        return HexFormat.of().formatHex(roll(label)).substring(0, digits);
    }

    /** Hexadecimal digits that no other count of this cluster has, given six digits or more. */
    String distinctHex(String label, int digits, int count) {
        var last = Math.min(digits, 6);
        var scrambled = count * (long) PRIME + number(label);
        return hex(label + count, digits - last) + HexFormat.of().toHexDigits(scrambled, last);
    }

    /** Five letters that the first fourteen million counts of this cluster never share. */
    String suffix(int count) {
        var rest = (count * (long) PRIME + number("suffix") % SUFFIXES) % SUFFIXES;
        var letters = new StringBuilder();
        for (int i = 0; i < 5; i++, rest /= LETTERS.length()) {
            letters.append(LETTERS.charAt((int) (rest % LETTERS.length())));
        }
        return letters.toString();
    }

    String uuid(String label) {
        var hex = hex(label, 32);
        return "%s-%s-4%s-a%s-%s"
                .formatted(
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(13, 16),
                        hex.substring(17, 20),
                        hex.substring(20));
    }
}
