package dev.easel.provision.capi;

import dev.easel.provision.install.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What is otherwise in a cluster than it was installed, and is left so. */
final class Drifts {
    private Drifts() {}

    static String key(Outcome outcome) {
        return outcome.layer().profileUid() + "/" + outcome.layer().name();
    }

    /** What has drifted before has done so since then. */
    static SequencedMap<String, Instant> since(Note note, Outcome outcome, Instant now) {
        var before = note.drift.getOrDefault(key(outcome), new LinkedHashMap<>());
        var all = new LinkedHashMap<String, Instant>();
        for (var what : outcome.drifted()) all.put(what, before.getOrDefault(what, now));
        return all;
    }

    static String text(SequencedMap<String, Instant> drift) {
        return drift.entrySet().stream()
                .map(each -> each.getKey() + " since " + each.getValue())
                .collect(Collectors.joining(", ", "drifted: ", ""));
    }

    static Optional<Trouble> trouble(Note note) {
        var first = note.drift.values().stream()
                .flatMap(each -> each.values().stream())
                .min(Comparator.naturalOrder());
        var text = note.drift.entrySet().stream()
                .map(each -> each.getKey().replaceFirst("^[^/]*/", "") + " has " + text(each.getValue()))
                .collect(Collectors.joining("; "));
        return first.map(since -> new Trouble("PackDrift", text, since));
    }
}
