package dev.easel.provision.rehearsal;

import java.time.Instant;
import java.util.Optional;

/**
 * A failure that somebody ordered. A blank zone, node or pack means every one.
 *
 * @param node name or uid of a machine
 * @param until empty while nobody has said when it ends; a fault that is called off ends, it is not erased, so that a
 *     world that was not looked at meanwhile still lives through it
 */
public record Fault(
        String uid, Type type, String zone, String node, String pack, Instant from, Optional<Instant> until) {

    /** What can go wrong, by the name that the API uses. */
    public enum Type {
        NO_CAPACITY("noCapacity"),
        NODE_NOT_READY("nodeNotReady"),
        PACK_FAILS("packFails"),
        CREDENTIALS_REVOKED("credentialsRevoked"),
        HEARTBEAT_LOST("heartbeatLost");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        public static Optional<Type> named(String wire) {
            for (var type : values()) if (type.wire.equals(wire)) return Optional.of(type);
            return Optional.empty();
        }
    }

    boolean active(Instant at) {
        return !from.isAfter(at) && until.map(at::isBefore).orElse(true);
    }

    boolean hits(Instance machine) {
        var identity = machine.identity();
        return blankOr(zone, identity.zone()) && (blankOr(node, identity.name()) || node.equals(identity.uid()));
    }

    boolean hits(Install install) {
        return pack.isBlank() ? install.addon() : pack.equals(install.layer().name());
    }

    private static boolean blankOr(String wanted, String actual) {
        return wanted.isBlank() || wanted.equals(actual);
    }
}
