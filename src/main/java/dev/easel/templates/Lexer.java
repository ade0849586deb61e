package dev.easel.templates;

import dev.easel.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Cuts what follows two opening braces into words, up to the two that close. */
final class Lexer {
    private static final Pattern WORD = Pattern.compile("\\s*(?:(?<close>-?}})"
            + "|(?<name>\\.[\\w.$-]+?(?=\\s|[|()]|-?}}|}|\\{|$))"
            + "|(?<function>[A-Za-z_]\\w*)"
            + "|(?<number>-?\\d+(?:\\.\\d+)?)"
            + "|(?<text>\"(?:[^\"\\\\\\n]|\\\\.)*\")"
            + "|`(?<raw>[^`]*)`"
            + "|(?<sign>[|()]))");

    private static final int MOST_WORDS = 1_000;

    private final List<Token> tokens = new ArrayList<>();
    private int end;
    private boolean trims;

    private Lexer() {}

    /** What a word is. */
    enum Sort {
        NAME,
        FUNCTION,
        LITERAL,
        SIGN
    }

    record Token(Sort sort, String text, JsonNode literal) {}

    static Lexer read(String text, int from) {
        var lexer = new Lexer();
        lexer.run(text, from);
        return lexer;
    }

    List<Token> tokens() {
        return tokens;
    }

    /** Where the text goes on after the braces. */
    int end() {
        return end;
    }

    /** Whether the white space behind goes as well. */
    boolean trimsRight() {
        return trims;
    }

    private void run(String text, int from) {
        var words = WORD.matcher(text);
        int at = from;
        while (true) {
            if (!words.region(at, text.length()).lookingAt()) throw unreadable(text, at);
            at = words.end();
            if (words.group("close") != null) break;
            tokens.add(token(words));
            if (tokens.size() > MOST_WORDS) throw new Wrong("there are more than %d words in the braces", MOST_WORDS);
        }
        end = at;
        trims = words.group("close").startsWith("-");
    }

    private static Token token(java.util.regex.Matcher word) {
        var nothing = Json.MAPPER.missingNode();
        if (word.group("name") != null) return new Token(Sort.NAME, word.group("name"), nothing);
        if (word.group("sign") != null) return new Token(Sort.SIGN, word.group("sign"), nothing);
        var function = word.group("function");
        if (function == null) return new Token(Sort.LITERAL, word.group(), literal(word));
        var truth = function.equals("true") || function.equals("false");
        if (truth) return new Token(Sort.LITERAL, function, Json.MAPPER.readTree(function));
        return new Token(Sort.FUNCTION, function, nothing);
    }

    private static JsonNode literal(java.util.regex.Matcher word) {
        if (word.group("raw") != null) return Json.MAPPER.valueToTree(word.group("raw"));
        try {
            return Json.MAPPER.readTree(word.group("text") != null ? word.group("text") : word.group("number"));
        } catch (JacksonException wrong) {
            throw new Wrong("cannot read %s", word.group().strip());
        }
    }

    private static Wrong unreadable(String text, int at) {
        var rest = text.substring(at).strip();
        if (rest.startsWith("{")) return new Wrong("braces stand inside braces: names cannot be made of other names");
        if (rest.isEmpty() || rest.startsWith("}")) return new Wrong("the braces are not closed");
        return new Wrong(
                "cannot read \"%s\"",
                rest.lines().findFirst().orElse("").split("}}")[0].strip());
    }
}
