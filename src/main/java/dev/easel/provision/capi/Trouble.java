package dev.easel.provision.capi;

import java.time.Instant;
import java.util.Optional;

/** What is wrong with a management cluster, or with what was asked of it, and since when. */
record Trouble(String reason, String message, Instant since) {

    /** The same, when it began before this server did. */
    Trouble orSince(Optional<Instant> earlier) {
        return new Trouble(reason, message, earlier.filter(since::isAfter).orElse(since));
    }
}
