package dev.easel.provision.capi;

import dev.easel.provision.Observation.Event;
import dev.easel.provision.Observation.LayerState;
import dev.easel.provision.install.Outcome;
import dev.easel.provision.install.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** Writes down how the packs of a cluster stand, and what has happened to them. */
final class PackDiary {
    private final Note note;
    private final Instant now;

    PackDiary(Note note, Instant now) {
        this.note = note;
        this.now = now;
    }

    void write(Report report) {
        var states = new ArrayList<LayerState>();
        var drift = new LinkedHashMap<String, SequencedMap<String, Instant>>();
        for (var outcome : report.outcomes()) {
            var since = Drifts.since(note, outcome, now);
            drifted(outcome, since);
            if (!since.isEmpty()) drift.put(Drifts.key(outcome), since);
            states.add(state(outcome, message(outcome, since)));
        }
        note.packs = states;
        note.drift = drift;
        report.removed().forEach(name -> tell("Normal", "PackRemoved", "is removed with all that it owned", name));
        note.packTrouble = report.unfinished();
    }

    void cordoned(Set<String> nodes) {
        for (var node : new TreeSet<>(nodes))
            if (!note.cordoned.contains(node)) tell("NodeCordoned", node, "takes no new pods");
        for (var node : new TreeSet<>(note.cordoned))
            if (!nodes.contains(node)) tell("NodeUncordoned", node, "takes pods again");
        note.cordoned = Set.copyOf(nodes);
    }

    private void tell(String reason, String node, String what) {
        note.tell(new Event(note.told + 1, now, "Normal", reason, node + " " + what, "Machine", node));
    }

    private void drifted(Outcome outcome, SequencedMap<String, Instant> drift) {
        var name = outcome.layer().name();
        var before = note.drift.getOrDefault(Drifts.key(outcome), new LinkedHashMap<>());
        if (drift.keySet().equals(before.keySet())) return;
        if (drift.isEmpty()) tell("Normal", "PackDriftGone", "is as it was installed again", name);
        else
            tell(
                    "Warning",
                    "PackDrifted",
                    Drifts.text(drift) + "; nothing is mended, since reports are asked for",
                    name);
    }

    private static String message(Outcome outcome, SequencedMap<String, Instant> drift) {
        if (drift.isEmpty()) return outcome.message();
        return outcome.message().isEmpty() ? Drifts.text(drift) : outcome.message() + "; " + Drifts.text(drift);
    }

    /** What is installed stays so while nobody can look at it. */
    void failed(String message) {
        if (!message.equals(note.packTrouble)) tell("Warning", "PacksNotReached", message, note.name);
        note.packTrouble = message;
    }

    private LayerState state(Outcome outcome, String message) {
        var layer = outcome.layer();
        var before = note.pack(layer);
        var state = new LayerState(
                layer.profileUid(),
                layer.name(),
                layer.version(),
                layer.type(),
                outcome.condition(),
                outcome.fulfilled(),
                message,
                before.flatMap(LayerState::started).or(() -> Optional.of(now)),
                outcome.fulfilled()
                        ? before.filter(LayerState::fulfilled)
                                .flatMap(LayerState::ended)
                                .or(() -> Optional.of(now))
                        : Optional.empty());
        tell(outcome, message, before);
        return state;
    }

    private void tell(Outcome outcome, String message, Optional<LayerState> before) {
        var name = outcome.layer().name();
        for (var repaired : outcome.repaired()) tell("Warning", "PackDriftRepaired", repaired + " is mended", name);
        var same = before.filter(was -> was.condition().equals(outcome.condition())
                        && was.message().equals(message)
                        && was.version().equals(outcome.layer().version()))
                .isPresent();
        if (same) return;
        if (outcome.fulfilled())
            tell(
                    "Normal",
                    "PackReady",
                    "version %s is ready".formatted(outcome.layer().version()),
                    name);
        if (outcome.condition().equals("Error")) tell("Warning", "PackError", outcome.message(), name);
    }

    private void tell(String severity, String reason, String message, String name) {
        note.tell(new Event(note.told + 1, now, severity, reason, name + ": " + message, "Pack", name));
    }
}
