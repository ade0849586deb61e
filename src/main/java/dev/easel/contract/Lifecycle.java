package dev.easel.contract;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where an operation stands in its life; read from {@code x-lifecycle}. Operations without one are in production. */
public record Lifecycle(Phase phase, Optional<LocalDate> date, Optional<String> successor) {
    static Optional<Lifecycle> of(JsonNode operation) {
        return operation
                .optional("x-lifecycle")
                .map(node -> new Lifecycle(
                        Phase.valueOf(node.path("phase").asString("").toUpperCase(Locale.ROOT)),
                        node.optional("date").map(JsonNode::asString).map(LocalDate::parse),
                        node.optional("successor").map(JsonNode::asString)));
    }

    /** Whether clients should move away from the operation. */
    public boolean leaving() {
        return phase != Phase.PRODUCTION;
    }

    /** Deprecated: still here, do not start using it. Sunset: gone after the date. */
    public enum Phase {
        PRODUCTION,
        DEPRECATED,
        SUNSET
    }
}
