package dev.easel.provision;

import java.util.Optional;

/**
 * An engine that carries clusters: rehearsal now, Cluster API and agents next. Every call is idempotent, returns at once
 * and may be repeated after a kill; nothing above this interface knows which engine answers.
 */
public interface Provisioner {

    /** Whether it can make clusters of a cloud, by the name of the cloud. */
    boolean carries(String cloud);

    /** Makes the wish known. An equal blueprint changes nothing. */
    void declare(Blueprint blueprint);

    /** What declaring a blueprint would replace of the machines that are there; nothing is made known or changed. */
    Forecast foretell(Blueprint blueprint);

    /** What is there now. A cluster that was never declared, or is gone, has no machines and is {@code gone}. */
    Observation observe(Target target);

    /**
     * Begins, or goes on, to take the cluster away: drains, frees machines, then forgets it.
     *
     * @param force gives up on draining; what may be left behind is told in the observation's events
     */
    Observation forget(Target target, Leave force);

    /** The file by which kubectl finds a cluster that has an API server of its own; empty when it has none, or none yet. */
    Optional<String> kubeconfig(Target target);

    /** How a cluster leaves. */
    enum Leave {
        DRAINED,
        FORCED
    }
}
