package dev.easel.cloudaccounts;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills patterns: {@code {name}} with what is known, {@code {hex:17 label}}, {@code {digits:12 label}} and
 * {@code {uuid label}} with what is made up, the same wherever seed and label are; {@code {public:17 label}} goes by the
 * label alone. Braces nest.
 */
record Invention(String seed, Map<String, String> names) {
    private static final Pattern BRACES = Pattern.compile("\\{([a-zA-Z]+)(?::(\\d\\d?))?(?: ([^{}]*))?}");

    /** Values may come from users, so none of them is read as a pattern. */
    Invention with(String name, String value) {
        var more = new HashMap<>(names);
        more.put(name, value.replaceAll("[{}]", ""));
        return new Invention(seed, Map.copyOf(more));
    }

    String fill(String pattern) {
        var text = pattern;
        for (var found = BRACES.matcher(text); found.find(); found = BRACES.matcher(text)) {
            text = text.substring(0, found.start()) + word(found) + text.substring(found.end());
        }
        return text;
    }

    private String word(Matcher found) {
        var roll = roll((found.group(1).equals("public") ? "" : seed) + "/" + found.group(0));
        return switch (found.group(1)) {
            case "hex", "public" -> HexFormat.of().formatHex(roll).substring(0, length(found));
            case "digits" -> new BigInteger(1, roll).toString().substring(1, 1 + length(found));
            case "uuid" -> UUID.nameUUIDFromBytes(roll).toString();
            default -> names.getOrDefault(found.group(1), "");
        };
    }

    private static int length(Matcher found) {
        return Integer.parseInt(found.group(2));
    }

    private static byte[] roll(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
