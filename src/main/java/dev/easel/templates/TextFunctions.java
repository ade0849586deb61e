package dev.easel.templates;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/** Functions on texts; counts are of characters, where Go counts bytes in some. */
final class TextFunctions {
    private static final Pattern WORD = Pattern.compile("\\b\\p{L}");

    private TextFunctions() {}

    static void addTo(Map<String, Function> all) {
        cases(all);
        trims(all);
        parts(all);
        lines(all);
        encodings(all);
        questions(all);
    }

    private static void cases(Map<String, Function> all) {
        each(all, "upper", text -> text.toUpperCase(Locale.ROOT));
        each(all, "lower", text -> text.toLowerCase(Locale.ROOT));
        each(
                all,
                "title",
                text -> WORD.matcher(text).replaceAll(word -> word.group().toUpperCase(Locale.ROOT)));
        each(
                all,
                "untitle",
                text -> WORD.matcher(text).replaceAll(word -> word.group().toLowerCase(Locale.ROOT)));
    }

    private static void trims(Map<String, Function> all) {
        each(all, "trim", String::strip);
        each(all, "nospace", text -> text.replaceAll("\\s", ""));
        all.put("trimAll", text(2, given -> trimmed(given.text(1), given.text(0))));
        all.put("trimPrefix", text(2, given -> {
            var prefix = given.text(0);
            return given.text(1).startsWith(prefix) ? given.text(1).substring(prefix.length()) : given.text(1);
        }));
        all.put("trimSuffix", text(2, given -> {
            var text = given.text(1);
            var suffix = given.text(0);
            return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
        }));
    }

    private static void parts(Map<String, Function> all) {
        all.put("substr", text(3, given -> part(given.text(2), given.number(0), given.number(1))));
        all.put("trunc", text(2, given -> truncated(given.text(1), given.number(0))));
        all.put("abbrev", text(2, given -> {
            var text = given.text(1);
            var width = given.small(0);
            return width < 4 || text.length() <= width ? text : text.substring(0, width - 3) + "...";
        }));
        all.put("replace", text(3, given -> given.text(2).replace(given.text(0), given.text(1))));
        all.put("repeat", text(2, given -> given.text(1).repeat(Math.max(0, given.small(0)))));
        all.put("cat", Function.of(1, 99, given -> node(given.texts().collect(Collectors.joining(" ")))));
    }

    private static void lines(Map<String, Function> all) {
        all.put("indent", text(2, given -> indented(given.text(1), given.small(0))));
        all.put("nindent", text(2, given -> "\n" + indented(given.text(1), given.small(0))));
    }

    private static void encodings(Map<String, Function> all) {
        all.put(
                "quote",
                Function.of(
                        1,
                        99,
                        given -> node(given.texts().map(TextFunctions::quoted).collect(Collectors.joining(" ")))));
        all.put(
                "squote",
                Function.of(
                        1,
                        99,
                        given ->
                                node(given.texts().map(text -> "'" + text + "'").collect(Collectors.joining(" ")))));
        each(all, "b64enc", text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        each(all, "b64dec", TextFunctions::decoded);
        each(all, "sha1sum", text -> hash("SHA-1", text));
        each(all, "sha256sum", text -> hash("SHA-256", text));
        each(all, "toString", text -> text);
    }

    private static void questions(Map<String, Function> all) {
        all.put("contains", truth(2, given -> given.text(1).contains(given.text(0))));
        all.put("hasPrefix", truth(2, given -> given.text(1).startsWith(given.text(0))));
        all.put("hasSuffix", truth(2, given -> given.text(1).endsWith(given.text(0))));
    }

    private static void each(Map<String, Function> all, String name, UnaryOperator<String> change) {
        all.put(name, text(1, given -> change.apply(given.text(0))));
    }

    private static Function text(int takes, java.util.function.Function<Arguments, String> body) {
        return Function.of(takes, takes, given -> node(body.apply(given)));
    }

    private static Function truth(int takes, java.util.function.Predicate<Arguments> body) {
        return Function.of(takes, takes, given -> BooleanNode.valueOf(body.test(given)));
    }

    private static JsonNode node(String text) {
        return StringNode.valueOf(text);
    }

    /** A negative start means the beginning, a negative end the end. */
    private static String part(String text, long start, long end) {
        var from = Math.clamp(start, 0, text.length());
        var to = end < 0 ? text.length() : Math.clamp(end, 0, text.length());
        return from >= to ? "" : text.substring(from, to);
    }

    private static String truncated(String text, long count) {
        return count < 0 ? text.substring((int) Math.max(0, text.length() + count)) : part(text, 0, count);
    }

    private static String trimmed(String text, String letters) {
        int from = 0;
        int to = text.length();
        while (from < to && letters.indexOf(text.charAt(from)) >= 0) from++;
        while (to > from && letters.indexOf(text.charAt(to - 1)) >= 0) to--;
        return text.substring(from, to);
    }

    private static String indented(String text, int by) {
        var margin = " ".repeat(Math.max(0, by));
        return margin + text.replace("\n", "\n" + margin);
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t") + "\"";
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw new Wrong("the function \"b64dec\" is given something that is not base64");
        }
    }

    static String hash(String algorithm, String text) {
        try {
            var hash = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
