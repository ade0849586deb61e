package dev.easel.provision.capi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.provision.Blueprint.Layer;
import dev.easel.provision.Observation.Event;
import dev.easel.provision.install.Outcome;
import dev.easel.provision.install.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of packs, and what is told once. */
final class PackDiaryTest {
    private static final Instant FIRST = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATER = FIRST.plusSeconds(60);
    private static final Layer LAYER = new Layer("p", "web", "1.0.0", "addon", "helm", 0, List.of(), "c");
    private final Note note = new Note(Wishes.USUAL.onDev().sketch(), "c", FIRST);

    @Test
    void eachChangeIsToldOnce() {
        for (int times = 0; times < 2; times++) write(FIRST, "Error", "no such chart", List.of());
        for (int times = 0; times < 2; times++) write(LATER, "Ready", "", List.of());
        write(LATER.plusSeconds(1), "Ready", "", List.of("ConfigMap a/b (changed)"));
        assertEquals(
                List.of("PackError", "PackReady", "PackDriftRepaired"),
                note.events.stream().map(Event::reason).toList());
        var state = note.pack(LAYER).orElseThrow();
        assertEquals(Optional.of(FIRST), state.started());
        assertEquals(Optional.of(LATER), state.ended());
    }

    @Test
    void whatIsInstalledStaysSoWhileNobodyCanLook() {
        write(FIRST, "Ready", "", List.of());
        for (int times = 0; times < 2; times++) new PackDiary(note, LATER).failed("it is away");
        assertEquals(
                List.of("PackReady", "PacksNotReached"),
                note.events.stream().map(Event::reason).toList());
        assertEquals("Ready", note.pack(LAYER).orElseThrow().condition());
        assertEquals("it is away", Note.of(note.tree()).packTrouble);
    }

    private void write(Instant now, String condition, String message, List<String> repaired) {
        var outcome = new Outcome(LAYER, condition, message, repaired, List.of());
        new PackDiary(note, now).write(new Report(List.of(outcome), List.of(), ""));
    }
}
