package dev.easel.templates;

import dev.easel.contract.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What the names in a profile's templates stand for.
 *
 * @param variables values of the profile's variables by name
 * @param system values of system macros by name, such as {@code cluster.name}; a known one that is absent has no value yet
 * @param absent what becomes of variables and system macros without a value
 */
public record Names(Macros macros, Map<String, String> variables, Map<String, String> system, Absent absent) {
    /** The system macros that there are. */
    public static final Set<String> SYSTEM = Set.of(
            ("user.name user.uid user.email tenant.uid project.name project.uid clusterprofile.name clusterprofile.uid"
                            + " clusterprofile.version clusterprofile.infra.name clusterprofile.infra.uid"
                            + " clusterprofile.infra.version cluster.name cluster.uid cluster.kubevip cloudaccount.name"
                            + " cloudaccount.uid kubernetes.version reverseproxy.server reverseproxy.port"
                            + " reverseproxy.protocol reverseproxy.vhostport cloud.type cloud.region")
                    .split(" "));

    /** Before there is a cluster, what only a cluster knows stays as it is; on a cluster it must have a value. */
    public enum Absent {
        KEPT,
        REFUSED
    }

    Optional<JsonNode> value(Reference reference) {
        return switch (reference.sort()) {
            case MACRO ->
                Optional.of(macros.value(reference.name())
                        .map(value -> plain(reference, value))
                        .orElseGet(Names::nothing));
            case VAR -> given(reference, variables);
            case SYSTEM -> {
                if (!SYSTEM.contains(reference.name()))
                    throw new Wrong("there is no system macro \"%s\"", reference.name());
                yield given(reference, system);
            }
            case PACK -> Optional.empty();
        };
    }

    private Optional<JsonNode> given(Reference reference, Map<String, String> values) {
        var value = values.get(reference.name());
        if (value != null) return Optional.of(plain(reference, value));
        return absent == Absent.KEPT ? Optional.empty() : Optional.of(nothing());
    }

    /** A value is taken as it is; one that holds names itself would never be read again, so it is refused. */
    private static JsonNode plain(Reference reference, String value) {
        if (Template.mentions(value, ".spectro.")) {
            throw new Wrong(
                    "the value of the %s \"%s\" holds names itself",
                    reference.sort().word(), reference.name());
        }
        return StringNode.valueOf(value);
    }

    private static JsonNode nothing() {
        return Json.MAPPER.missingNode();
    }
}
