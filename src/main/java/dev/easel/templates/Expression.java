package dev.easel.templates;

import dev.easel.templates.Lexer.Sort;
import dev.easel.templates.Lexer.Token;
import java.util.ArrayList;
import java.util.List;

/** Builds a term from words: {@code .spectro.macro.x | trunc 8 | upper}. */
final class Expression {
    private static final int DEEPEST = 16;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private Expression(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Term of(List<Token> tokens) {
        var expression = new Expression(tokens);
        var term = expression.pipeline();
        if (expression.at < tokens.size())
            throw new Wrong("cannot read \"%s\"", tokens.get(expression.at).text());
        var single = term instanceof Term.Name;
        if (!single && term.references().anyMatch(reference -> reference.sort() == Reference.Sort.VAR)) {
            throw new Wrong("a variable must stand alone: functions take macros, not variables");
        }
        return term;
    }

    private Term pipeline() {
        if (++depth > DEEPEST) throw new Wrong("the parentheses are nested more than %d deep", DEEPEST);
        var term = command(new ArrayList<>());
        while (isNext("|")) {
            at++;
            term = command(new ArrayList<>(List.of(term)));
        }
        depth--;
        return term;
    }

    /** A function with its arguments, or a value alone; what is piped into a function is its last argument. */
    private Term command(List<Term> piped) {
        if (at == tokens.size()) throw new Wrong("a value is missing");
        if (tokens.get(at).sort() == Sort.FUNCTION) {
            var name = tokens.get(at++).text();
            var function = Functions.named(name);
            var given = new ArrayList<Term>();
            while (at < tokens.size() && !isNext("|") && !isNext(")")) given.add(operand());
            given.addAll(piped);
            return new Term.Call(name, function, given);
        }
        if (!piped.isEmpty())
            throw new Wrong("\"%s\" is not a function", tokens.get(at).text());
        return operand();
    }

    private Term operand() {
        var token = tokens.get(at++);
        return switch (token.sort()) {
            case NAME -> new Term.Name(Reference.of(token.text()));
            case LITERAL -> new Term.Literal(token.literal());
            case FUNCTION -> new Term.Call(token.text(), Functions.named(token.text()), List.of());
            case SIGN -> parenthesised(token);
        };
    }

    private Term parenthesised(Token sign) {
        if (!sign.text().equals("(")) throw new Wrong("cannot read \"%s\"", sign.text());
        var term = pipeline();
        if (!isNext(")")) throw new Wrong("a parenthesis is not closed");
        at++;
        return term;
    }

    private boolean isNext(String sign) {
        return at < tokens.size()
                && tokens.get(at).sort() == Sort.SIGN
                && tokens.get(at).text().equals(sign);
    }
}
