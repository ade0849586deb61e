package dev.easel.promises;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Secrets that stand out, by what they are; says where one of them is seen. */
record Canaries(Map<String, String> secrets) {
    Canaries() {
        this(new LinkedHashMap<>());
    }

    /** Answers the secret itself. */
    String add(String what, String secret) {
        secrets.put(what, secret);
        return secret;
    }

    /** What is seen in a text, as it is or encoded as clients and headers do. */
    List<String> in(String where, String text) {
        var seen = new ArrayList<String>();
        secrets.forEach((what, secret) -> {
            var encoded = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            if (text.contains(secret) || text.contains(encoded)) seen.add(what + " in " + where);
        });
        return seen;
    }

    /** What is seen in the files below a folder, but for those that hold secrets for their owner. */
    TreeSet<String> on(Path folder) throws IOException {
        var seen = new TreeSet<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("secrets.json")) continue;
                seen.addAll(in(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
            }
        }
        return seen;
    }
}
