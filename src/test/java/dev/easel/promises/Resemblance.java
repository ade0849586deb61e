package dev.easel.promises;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether a living reply is to a client what the recorded one was: same status, same states, no field gone. */
final class Resemblance {
    /**
     * Fields that come and go: a heart that has not beaten yet, a word of explanation, the mark of a next page.
     * A client that decides by one of them would be broken already.
     */
    private static final Set<String> VOLATILE = Set.of("lastHeartBeatTimestamp", "message", "reason", "continue");

    /** What clients wait for. */
    private static final List<String> STATES =
            List.of("/status/state", "/status/health/state", "/status/repave/state", "/status/spcApply/canBeApplied");

    private static final Set<String> PASSING_STATES =
            Set.of("", "Pending", "Provisioning", "Importing", "Deleting", "Unknown");

    private Resemblance() {}

    static List<String> differences(Exchange.Reply recorded, Exchange.Reply live, List<Pair> pairs) {
        if (passing(recorded.body())) {
            return hasGoneOn(recorded, live) ? List.of() : List.of(status(recorded, live));
        }
        if (recorded.status() != live.status()) {
            return List.of(status(recorded, live));
        }
        var differences = new ArrayList<String>();
        STATES.forEach(state -> state(state, recorded.body(), live.body(), differences));
        if (recorded.status() >= 400) {
            state("/code", recorded.body(), live.body(), differences);
        }
        pairs.stream().flatMap(pair -> fault(pair).stream()).forEach(differences::add);
        return differences;
    }

    /** A reply from the midst of a change. How fast a change goes is not promised, so it is not waited for. */
    private static boolean passing(JsonNode body) {
        return PASSING_STATES.contains(body.at("/status/state").asString("-"))
                || !body.at("/status/health/state").asString("Healthy").equals("Healthy")
                || !body.at("/status/spcApply/canBeApplied").asBoolean(true);
    }

    private static boolean hasGoneOn(Exchange.Reply recorded, Exchange.Reply live) {
        return live.status() == recorded.status()
                || live.status() == 404
                        && recorded.body().at("/status/state").asString("").equals("Deleting");
    }

    private static String status(Exchange.Reply recorded, Exchange.Reply live) {
        return "answered %d instead of %d: %s".formatted(live.status(), recorded.status(), live.body());
    }

    private static void state(String pointer, JsonNode recorded, JsonNode live, List<String> differences) {
        var expected = recorded.at(pointer);
        if (!expected.isMissingNode() && !expected.isNull() && !expected.equals(live.at(pointer))) {
            differences.add("%s is %s instead of %s".formatted(pointer, live.at(pointer), expected));
        }
    }

    private static List<String> fault(Pair pair) {
        if (VOLATILE.contains(pair.key())) {
            return List.of();
        }
        if (pair.gone()) {
            return List.of(pair.path() + " is gone");
        }
        return pair.recorded().getNodeType() == pair.live().getNodeType()
                ? List.of()
                : List.of("%s is %s instead of %s"
                        .formatted(
                                pair.path(),
                                pair.live().getNodeType(),
                                pair.recorded().getNodeType()));
    }
}
