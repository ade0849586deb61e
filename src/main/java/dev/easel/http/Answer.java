package dev.easel.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What goes out on the wire: a status, headers and bytes. */
public record Answer(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NOTHING = {};

    public static Answer of(int status, String type, byte[] body) {
        return new Answer(status, Map.of("Content-Type", type), body);
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), NOTHING);
    }

    /** The same answer with further headers, which replace those of the same name. */
    public Answer with(Map<String, String> further) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(further);
        return new Answer(status, all, body);
    }

    Answer with(String name, String value) {
        return with(Map.of(name, value));
    }

    public String type() {
        return headers.getOrDefault("Content-Type", "");
    }
}
