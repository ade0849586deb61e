package dev.easel.provision.capi;

import dev.easel.provision.Observation.Event;
import dev.easel.provision.Observation.LayerState;
import dev.easel.provision.install.Outcome;
import dev.easel.provision.install.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

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
        for (var outcome : report.outcomes()) states.add(state(outcome));
        note.packs = states;
        report.removed().forEach(name -> tell("Normal", "PackRemoved", "is removed with all that it owned", name));
        note.packTrouble = report.unfinished();
    }

    /** What is installed stays so while nobody can look at it. */
    void failed(String message) {
        if (!message.equals(note.packTrouble)) tell("Warning", "PacksNotReached", message, note.name);
        note.packTrouble = message;
    }

    private LayerState state(Outcome outcome) {
        var layer = outcome.layer();
        var before = note.pack(layer);
        var state = new LayerState(
                layer.profileUid(),
                layer.name(),
                layer.version(),
                layer.type(),
                outcome.condition(),
                outcome.fulfilled(),
                outcome.message(),
                before.flatMap(LayerState::started).or(() -> Optional.of(now)),
                outcome.fulfilled()
                        ? before.filter(LayerState::fulfilled)
                                .flatMap(LayerState::ended)
                                .or(() -> Optional.of(now))
                        : Optional.empty());
        tell(outcome, before);
        return state;
    }

    private void tell(Outcome outcome, Optional<LayerState> before) {
        var name = outcome.layer().name();
        for (var repaired : outcome.repaired())
            tell("Warning", "PackDriftRepaired", repaired + ", and is mended", name);
        var same = before.filter(was -> was.condition().equals(outcome.condition())
                        && was.message().equals(outcome.message())
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
