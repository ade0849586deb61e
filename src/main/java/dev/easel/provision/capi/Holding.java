package dev.easel.provision.capi;

import dev.easel.provision.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a management cluster holds a cluster that was made before. One that it does not hold may run on elsewhere, so it is
 * never made a second time.
 */
record Holding(Reach reach, Target target, Note note) {
    private static final String LACKS = "%s does not hold this cluster, which was made before; nothing is made a second"
            + " time. Name the management cluster that holds it, or one that was restored from it, or %s it";

    /** What is missing in the management cluster in which it was seen last has been deleted there. */
    Optional<Trouble> trouble(Instant now) {
        if (note.holder.isEmpty() || isThere()) return Optional.empty();
        var sameAsBefore = note.holder.equals(reach.identity());
        if (sameAsBefore && !note.leaving.isEmpty()) return Optional.empty();
        var message = LACKS.formatted(reach.address(), sameAsBefore ? "delete" : "force the deletion of");
        return Optional.of(new Trouble("ClusterMissing", message, note.lost.orElse(now)));
    }

    /** What was told of it so far may be incomplete, so the server is asked before it counts as missing. */
    private boolean isThere() {
        var namespace = Names.namespace(target);
        return reach.in(namespace).stream().anyMatch(thing -> thing.is("Cluster"))
                || !reach.list(Link.ALWAYS.get(1), namespace).isEmpty();
    }

    /** Throws when somebody else deletes it, since what is applied then would only be in the way. */
    void mustStay() {
        var leaves =
                reach.in(Names.namespace(target)).stream().anyMatch(thing -> thing.is("Cluster") && thing.leaving());
        if (leaves)
            throw new Wrong(
                    "ClusterDeleted", "somebody deletes this cluster in the management cluster; it is not held");
    }
}
