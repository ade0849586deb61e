package dev.easel.templates;

import java.util.regex.Pattern;

/** Versions of profiles: {@code 1.2.3} or {@code 1.2.3-rc.1}, and nothing less. */
public final class SemanticVersion {
    private static final Pattern SHAPE = Pattern.compile(Format.SEMANTIC);

    private SemanticVersion() {}

    public static boolean is(String text) {
        return text.length() <= 64 && SHAPE.matcher(text).matches();
    }

    /** A text that sorts as the version does, whatever the alphabet: digits, and a release above its candidates. */
    public static String order(String version) {
        var release = version.split("[-+]", 2)[0].split("\\.");
        var order = new StringBuilder();
        for (var number : release)
            order.append("0".repeat(Math.max(0, 20 - number.length()))).append(number);
        return order.append(version.contains("-") ? "0" : "1").toString();
    }
}
