package dev.easel.provision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A cluster as it is: what an engine sees. All times are the engine's clock.
 *
 * @param phase how far it is as a whole
 * @param layers state of each pack, in blueprint order
 * @param events everything that happened so far, oldest first, numbered without gaps; older ones may be trimmed
 * @param heartbeat when the cluster was last heard of
 * @param next when the picture will change by itself, if it will; another heartbeat is no change
 */
public record Observation(
        Phase phase,
        List<Machine> machines,
        List<LayerState> layers,
        List<Condition> conditions,
        List<Event> events,
        Optional<Instant> heartbeat,
        Health health,
        Optional<Duration> next) {

    /** Coarse progress; a cluster is GONE when nothing of it is left or it was never declared. */
    public enum Phase {
        PENDING,
        PROVISIONING,
        RUNNING,
        LEAVING,
        GONE
    }

    /**
     * One machine.
     *
     * @param state Pending, Provisioning, Provisioned, Running, Deleting, Failed
     * @param ready whether its node serves
     * @param internalAddress "" until it has one; likewise external
     * @param template the pool template that it was made from
     * @param maintenance "cordon" or "uncordon" when asked for, else ""
     * @param message why it is in this state, "" when all is well
     */
    public record Machine(
            String uid,
            String name,
            String pool,
            boolean controlPlane,
            String state,
            boolean ready,
            String zone,
            String instanceType,
            String internalAddress,
            String externalAddress,
            String kubernetes,
            String providerId,
            String template,
            String maintenance,
            String message,
            Instant born) {}

    /**
     * A pack on the cluster.
     *
     * @param condition ReadyForInstall, WaitingForOtherLayers, Installed, Ready or Error
     */
    public record LayerState(
            String profileUid,
            String name,
            String version,
            String type,
            String condition,
            boolean fulfilled,
            String message,
            Optional<Instant> started,
            Optional<Instant> ended) {}

    /** A condition of the cluster, in the words of its API: type, status True, False or Unknown, reason, message. */
    public record Condition(String type, String status, String reason, String message, Instant since) {}

    /** Something that happened, with its cause: severity Normal or Warning. */
    public record Event(
            long number, Instant at, String severity, String reason, String message, String kind, String name) {}

    /** Healthy, UnHealthy or Unknown, and why. */
    public record Health(String state, List<String> reasons) {}
}
