package dev.easel.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text with our braces in it, taken apart once. */
final class Template {
    private static final Pattern OURS = Pattern.compile("(?:^|[\\s(|])\\.spectro\\.");

    private final List<Piece> pieces = new ArrayList<>();

    /** How far lines have been counted, and in which one that is. */
    private int at;

    private int line = 1;

    private Template() {}

    /** Text as it is, or braces with what they mean. */
    private sealed interface Piece {
        record Text(String text) implements Piece {}

        record Braces(String source, int line, Term term) implements Piece {}
    }

    static Template of(String text) {
        var template = new Template();
        template.read(text);
        return template;
    }

    /** Whether a text mentions names of ours between braces; whether it does so rightly is another question. */
    static boolean mentions(String text, String prefix) {
        return text.contains("{{") && text.contains(prefix);
    }

    Stream<Reference> references() {
        return pieces.stream().flatMap(piece -> switch (piece) {
            case Piece.Text _ -> Stream.empty();
            case Piece.Braces braces -> braces.term().references();
        });
    }

    String render(Lookup names) {
        var text = new StringBuilder();
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Text plain -> text.append(plain.text());
                case Piece.Braces braces -> text.append(rendered(braces, names));
            }
        }
        return text.toString();
    }

    private static String rendered(Piece.Braces braces, Lookup names) {
        try {
            var stays = braces.term()
                    .references()
                    .anyMatch(reference -> names.of(reference).isEmpty());
            return stays ? braces.source() : Arguments.text(Term.known(braces.term(), names));
        } catch (Wrong wrong) {
            throw at(braces.line(), wrong);
        }
    }

    private void read(String text) {
        int from = 0;
        int open = text.indexOf("{{");
        while (open >= 0) {
            if (!isOurs(text, open)) {
                open = text.indexOf("{{", open + 2);
                continue;
            }
            var inside = open + (text.startsWith("{{- ", open) ? 3 : 2);
            var before = text.substring(from, open);
            pieces.add(new Piece.Text(inside == open + 3 ? before.stripTrailing() : before));
            from = braces(text, open, inside);
            open = text.indexOf("{{", from);
        }
        pieces.add(new Piece.Text(text.substring(from)));
    }

    /** Reads one pair of braces; answers where the text goes on. */
    private int braces(String text, int open, int inside) {
        for (; at < open; at++) line += text.charAt(at) == '\n' ? 1 : 0;
        try {
            var words = Lexer.read(text, inside);
            var source = text.substring(open, words.end());
            pieces.add(new Piece.Braces(source, line, Expression.of(words.tokens())));
            int end = words.end();
            while (words.trimsRight() && end < text.length() && Character.isWhitespace(text.charAt(end))) end++;
            return end;
        } catch (Wrong wrong) {
            throw at(line, wrong);
        } catch (StackOverflowError deep) {
            throw at(line, new Wrong("there is too much between these braces"));
        }
    }

    /** Whether a name of ours stands between these braces and the next ones; charts have templates of their own. */
    private static boolean isOurs(String text, int open) {
        int inside = open + (text.startsWith("{{-", open) ? 3 : 2);
        int next = text.indexOf("{{", inside);
        int end = next < 0 ? text.length() : next;
        int close = text.indexOf("}}", inside, end);
        var words = text.substring(inside, close < 0 ? end : close);
        return !words.startsWith("/*") && OURS.matcher(words).find();
    }

    private static Wrong at(int line, Wrong wrong) {
        return new Wrong("line %d: %s", line, wrong.message());
    }
}
