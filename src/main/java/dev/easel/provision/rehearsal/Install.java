package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Layer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A pack on a rehearsed cluster; {@code there} once some version of it was installed. */
record Install(Layer layer, Step step, boolean there) {
    private static final Set<String> INFRASTRUCTURE = Set.of("os", "k8s", "cni", "csi");
    private static final String AGENT = "palette-agent-config";

    enum State {
        WAITING,
        INSTALLING,
        CHECKING,
        READY,
        ERROR,
        REMOVING
    }

    /** How far it is, and when that changes. */
    record Step(
            State state,
            String message,
            int attempts,
            Optional<Instant> started,
            Optional<Instant> ended,
            Optional<Instant> due) {

        static Step waiting() {
            return new Step(State.WAITING, "", 0, Optional.empty(), Optional.empty(), Optional.empty());
        }

        Step to(State next, Optional<Instant> due) {
            return new Step(next, "", 0, started, ended, due);
        }

        Step startedAt(Instant at) {
            return new Step(state, message, attempts, Optional.of(at), Optional.empty(), due);
        }

        Step endedAt(Instant at) {
            return new Step(state, message, attempts, started, Optional.of(at), due);
        }

        Step failing(String why, Instant again) {
            return new Step(State.ERROR, why, attempts + 1, started, Optional.empty(), Optional.of(again));
        }
    }

    static String key(Layer layer) {
        return layer.profileUid() + "/" + layer.name();
    }

    String key() {
        return key(layer);
    }

    Install with(Step next) {
        return new Install(layer, next, there);
    }

    Install with(Layer next) {
        return new Install(next, step, there);
    }

    Install landed(Step next) {
        return new Install(layer, next, true);
    }

    boolean in(State state) {
        return step.state() == state;
    }

    boolean addon() {
        return !INFRASTRUCTURE.contains(layer.layer());
    }

    /** Layers that live in the machines' image and have nothing to install. */
    boolean baked() {
        return layer.layer().equals("os") || layer.layer().equals("k8s");
    }

    boolean same(Layer other) {
        return layer.version().equals(other.version()) && layer.content().equals(other.content());
    }

    /** Place in the order of installation: lower first, equal ones together. */
    long rank() {
        return layer.name().equals(AGENT) ? Long.MIN_VALUE : layer.priority();
    }
}
