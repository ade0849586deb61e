package dev.easel.provision.capi;

import dev.easel.provision.Blueprint.Layer;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Condition;
import dev.easel.provision.Observation.Health;
import dev.easel.provision.Observation.LayerState;
import dev.easel.provision.Observation.Phase;
import dev.easel.provision.install.Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an engine says of a cluster: what it remembers, what it sees, and what is wrong with the management cluster. */
record Sight(Note note, Optional<Trouble> trouble, Optional<Duration> packs, Instant now) {
    static final Observation NOTHING = new Observation(
            Phase.GONE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            new Health("Unknown", List.of()),
            Optional.empty());

    /** A cluster that is not heard of for so long is not healthy. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What is wrong for a moment, as when machines are replaced, is no illness. */
    private static final Duration BLINK = Duration.ofSeconds(30);

    private static final Duration SOON = Duration.ofSeconds(10);

    /** What is not told by an event, if anything, is seen after this. */
    private static final Duration LATER = Duration.ofMinutes(1);

    Observation observation() {
        var heartbeat = heartbeat();
        return new Observation(
                phase(),
                note.members,
                note.wish.layers().stream().map(this::layer).toList(),
                conditions(),
                List.copyOf(note.events),
                heartbeat,
                health(heartbeat),
                Stream.concat(next(heartbeat).stream(), packs.stream()).min(Comparator.naturalOrder()));
    }

    private Phase phase() {
        if (!note.leaving.isEmpty()) return Phase.LEAVING;
        if (note.running.isPresent()) return Phase.RUNNING;
        return note.holder.isEmpty() ? Phase.PENDING : Phase.PROVISIONING;
    }

    private List<Condition> conditions() {
        var all = new LinkedHashMap<>(note.conditions);
        note.trouble.ifPresent(is -> put(all, "EnvironmentValidationDone", is));
        trouble.ifPresent(is -> put(all, "ManagementClusterReachable", is));
        Drifts.trouble(note).ifPresent(is -> put(all, "PacksInSync", is));
        return new ArrayList<>(all.values());
    }

    private static void put(LinkedHashMap<String, Condition> all, String type, Trouble is) {
        all.put(type, new Condition(type, "False", is.reason(), is.message(), is.since()));
    }

    /** The management cluster looks after the cluster all the time, so it was heard of until one of them fell silent. */
    private Optional<Instant> heartbeat() {
        var probe = Optional.ofNullable(note.conditions.get("AgentConnected"));
        if (probe.isEmpty()) return Optional.empty();
        var heard = probe.get().status().equals("True") ? now : probe.get().since();
        return trouble.map(Trouble::since)
                .filter(since -> since.isBefore(heard))
                .or(() -> Optional.of(heard));
    }

    private Health health(Optional<Instant> heartbeat) {
        if (note.running.isEmpty() || !note.leaving.isEmpty()) return new Health("Unknown", List.of());
        var reasons = new ArrayList<String>();
        if (heartbeat.isPresent() && !heartbeat.get().plus(PATIENCE).isAfter(now))
            reasons.add("No heartbeat since " + heartbeat.get());
        for (var condition : note.conditions.values()) {
            var lasts = !condition.since().plus(BLINK).isAfter(now);
            if (isTrouble(condition) && lasts) reasons.add(condition.type() + ": " + condition.message());
        }
        return new Health(reasons.isEmpty() ? "Healthy" : "UnHealthy", reasons);
    }

    /** Events of the management cluster wake the cluster; the clock does so only for what silence means. */
    private Optional<Duration> next(Optional<Instant> heartbeat) {
        if (note.trouble.isPresent()) return Optional.of(SOON);
        if (note.running.isEmpty() || !note.leaving.isEmpty()) return Optional.of(trouble.isPresent() ? SOON : LATER);
        var silence = heartbeat.filter(heard -> heard.isBefore(now)).map(heard -> heard.plus(PATIENCE));
        var blinks = note.conditions.values().stream()
                .filter(Sight::isTrouble)
                .map(condition -> condition.since().plus(BLINK));
        return Stream.concat(silence.stream(), blinks)
                .filter(moment -> moment.isAfter(now))
                .min(Comparator.naturalOrder())
                .map(moment -> Duration.between(now, moment));
    }

    /** A missing voice has a longer patience of its own. */
    private static boolean isTrouble(Condition condition) {
        return condition.status().equals("False") && !condition.type().equals("AgentConnected");
    }

    private LayerState layer(Layer layer) {
        if (Bundle.isOfMachines(layer)) {
            var condition = note.running.isPresent() ? "Ready" : "ReadyForInstall";
            return state(layer, condition, "", Optional.of(note.declared), note.running);
        }
        var known = note.pack(layer);
        if (known.isEmpty()) {
            var message = note.packTrouble.isEmpty() ? "waits for the control plane" : note.packTrouble;
            return state(layer, "ReadyForInstall", message, Optional.empty(), Optional.empty());
        }
        var pack = known.get();
        var message = pack.message().isEmpty() ? note.packTrouble : pack.message();
        return state(layer, pack.condition(), message, pack.started(), pack.ended());
    }

    private static LayerState state(
            Layer layer, String condition, String message, Optional<Instant> started, Optional<Instant> ended) {
        return new LayerState(
                layer.profileUid(),
                layer.name(),
                layer.version(),
                layer.type(),
                condition,
                condition.equals("Ready"),
                message,
                started,
                ended);
    }
}
