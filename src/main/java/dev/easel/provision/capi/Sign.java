package dev.easel.provision.capi;

import dev.easel.provision.Observation.Condition;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Conditions of objects of Cluster API. */
final class Sign {
    private Sign() {}

    static Optional<Condition> of(Thing thing, String type) {
        return of(thing, "/status/conditions", type);
    }

    /** What Cluster API still says in its old words alone. */
    static Optional<Condition> old(Thing thing, String type) {
        return of(thing, "/status/deprecated/v1beta1/conditions", type);
    }

    private static Optional<Condition> of(Thing thing, String pointer, String type) {
        for (var condition : thing.at(pointer)) {
            if (!condition.path("type").asString("").equals(type)) continue;
            return Optional.of(new Condition(
                    type,
                    condition.path("status").asString("Unknown"),
                    condition.path("reason").asString(""),
                    plain(condition.path("message").asString("")),
                    Instant.parse(condition.path("lastTransitionTime").asString())));
        }
        return Optional.empty();
    }

    /** Messages of Cluster API are lists; told in one line. */
    private static String plain(String message) {
        return message.lines()
                .map(line -> line.strip().replaceFirst("^\\* ", ""))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
    }

    static boolean isTrue(Thing thing, String type) {
        return of(thing, type).filter(sign -> sign.status().equals("True")).isPresent();
    }
}
