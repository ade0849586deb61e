package dev.easel.templates;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The functions that a template may use: those of sprig that answer the same whenever they are asked. */
public final class Functions {
    private static final SequencedMap<String, Function> ALL = all();

    private Functions() {}

    /** Their names, in groups as they are documented. */
    public static Iterable<String> names() {
        return ALL.sequencedKeySet();
    }

    static Function named(String name) {
        var function = ALL.get(name);
        if (function == null) throw new Wrong("there is no function \"%s\"", name);
        return function;
    }

    private static SequencedMap<String, Function> all() {
        var all = new LinkedHashMap<String, Function>();
        TextFunctions.addTo(all);
        NumberFunctions.addTo(all);
        ChoiceFunctions.addTo(all);
        return Collections.unmodifiableSequencedMap(all);
    }
}
