package dev.easel.provision.capi;

import java.time.Instant;
import java.util.Optional;

/** Writes into the note of a cluster when its management cluster was lost, and why, and when it was back. */
record Outage(Optional<Trouble> trouble, Instant now) {

    /** A server that has just started has not looked yet; that is no news. */
    boolean isNewsFor(Note note) {
        return trouble.filter(is -> is.reason().equals(Link.UNKNOWN)).isEmpty()
                && !(note.lost.equals(trouble.map(Trouble::since))
                        && note.lostBy.equals(trouble.map(Trouble::reason).orElse("")));
    }

    /** What was lost since a moment is told once for each way in which it is. */
    void write(Note note) {
        if (!isNewsFor(note)) return;
        note.lost = trouble.map(Trouble::since);
        note.lostBy = trouble.map(Trouble::reason).orElse("");
        trouble.ifPresentOrElse(
                is -> note.tell(
                        now,
                        "Warning",
                        is.reason(),
                        "The management cluster is lost since %s: %s".formatted(is.since(), is.message())),
                () -> note.tell(now, "Normal", "ManagementClusterReached", "The management cluster answers again"));
    }
}
