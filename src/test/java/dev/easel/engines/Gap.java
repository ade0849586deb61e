package dev.easel.engines;

import java.util.Arrays;
import java.util.List;

/** What an engine does not do yet of what clusters promise; each has a name, and they are counted. */
enum Gap {
    CORDON(Engine.CAPI, "a machine is marked as cordoned, and its node is not"),
    TAINTS(Engine.CAPI, "machines of the development provider are asked to register with taints, and do not");

    private final Engine engine;
    private final String what;

    Gap(Engine engine, String what) {
        this.engine = engine;
        this.what = what;
    }

    boolean is(Engine other) {
        return engine == other;
    }

    static List<String> of(Engine engine) {
        return Arrays.stream(values())
                .filter(gap -> gap.engine == engine)
                .map(gap -> gap.name() + ": " + gap.what)
                .toList();
    }
}
