package dev.easel.templates;

import dev.easel.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A part of an expression that has a value. */
sealed interface Term {
    JsonNode value(Lookup names);

    Stream<Reference> references();

    record Literal(JsonNode node) implements Term {
        @Override
        public JsonNode value(Lookup names) {
            return node;
        }

        @Override
        public Stream<Reference> references() {
            return Stream.empty();
        }
    }

    record Name(Reference reference) implements Term {
        @Override
        public JsonNode value(Lookup names) {
            return names.of(reference).orElseGet(Json.MAPPER::missingNode);
        }

        @Override
        public Stream<Reference> references() {
            return Stream.of(reference);
        }
    }

    /** A function and what it is given; what was piped into it comes last. */
    record Call(String name, Function function, List<Term> given) implements Term {
        @Override
        public JsonNode value(Lookup names) {
            var values = new ArrayList<JsonNode>();
            for (var term : given) values.add(given(term, names));
            var result = function.apply(name, values);
            if (result.isString() && result.stringValue().length() > Function.MOST) {
                throw new Wrong("the function \"%s\" makes a text of more than %d letters", name, Function.MOST);
            }
            return result;
        }

        private JsonNode given(Term term, Lookup names) {
            return function.takes() == Function.Takes.ANYTHING ? term.value(names) : known(term, names);
        }

        @Override
        public Stream<Reference> references() {
            return given.stream().flatMap(Term::references);
        }
    }

    /** The value of a term that must have one. */
    static JsonNode known(Term term, Lookup names) {
        var value = term.value(names);
        if (!value.isMissingNode()) return value;
        var absent = term.references()
                .filter(reference ->
                        names.of(reference).filter(JsonNode::isMissingNode).isPresent());
        throw absent.findFirst().map(Term::undefined).orElseGet(() -> new Wrong("an expression has no value"));
    }

    private static Wrong undefined(Reference reference) {
        return switch (reference.sort()) {
            case MACRO ->
                new Wrong("the macro \"%s\" is defined neither in the project nor in the tenant", reference.name());
            case SYSTEM -> new Wrong("the system macro \"%s\" has no value here", reference.name());
            case VAR -> new Wrong("the variable \"%s\" has no value", reference.name());
            case PACK -> new Wrong("%s has no value", reference);
        };
    }
}
