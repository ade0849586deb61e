package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.provision.Forecast;
import dev.easel.provision.Forecast.Doubt;
import dev.easel.provision.Observation.Event;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Times;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A look at a cluster, as far as it is about a repave: asks for approval, and holds what was approved against what would be done. */
final class RepaveTurn {
    private static final String TYPE = "RepaveForetold";

    private final Foresight foresight;
    private final Document cluster;
    private final Instant now;
    private final Optional<Step> step;

    RepaveTurn(Foresight foresight, Document cluster, Optional<Layers> layers, Instant now) {
        this.foresight = foresight;
        this.cluster = cluster;
        this.now = now;
        step = layers.flatMap(all -> Approval.of(cluster.body()).map(approval -> step(approval, all)));
    }

    /** What has to be decided before a wish that was approved may be declared. */
    sealed interface Step {
        /** Nobody can say what it would do. */
        record Wait(Doubt doubt) implements Step {}

        /** What was approved is what would be done. */
        record Begin() implements Step {}

        /** It would do something else by now. */
        record Ask(String why) implements Step {
            Event event(Document cluster, Instant now) {
                return new Event(0, now, "Warning", "ApprovalVoid", why, "Cluster", cluster.name());
            }
        }
    }

    Optional<Step> step() {
        return step;
    }

    private Step step(Approval approval, Layers layers) {
        var forecast = foresight.of(cluster, layers, standing());
        if (forecast.doubt().isPresent()) return new Step.Wait(forecast.doubt().get());
        if (approval.isFor(forecast)) return new Step.Begin();
        return new Step.Ask(approval.difference(forecast));
    }

    private Foundation standing() {
        return Foundation.read(cluster.at("/easel/foundation"));
    }

    /**
     * What profiles stand for may change without them, by a macro: machines wait for approval then, too, while the
     * foundation that they have stays.
     */
    void look(ObjectNode status, Layers layers) {
        if (step.isPresent()) {
            if (step.get() instanceof Step.Wait(var doubt)) tell(status, doubt);
            return;
        }
        var wanted = Foundation.wanted(layers.all());
        var reasons = standing().reasonsFor(wanted);
        if (reasons.isEmpty() || status.at("/" + Status.OBSERVED + "/machines").isEmpty()) return;
        Verbs.put(status, "/repave/state", Json.MAPPER.valueToTree("Pending"));
        Verbs.put(status, "/" + Status.OBSERVED + "/repave", Foundation.write(reasons));
        foretell(status, foresight.of(cluster, layers, wanted));
    }

    private void foretell(ObjectNode status, Forecast forecast) {
        if (forecast.doubt().isEmpty()) Foreseen.of(forecast).write(status);
        else {
            Foreseen.of(cluster).keep(status);
            tell(status, forecast.doubt().get());
        }
        var why = status.at("/repave/message").asString("");
        if (!why.isEmpty()) tell(status, "ApprovalVoid", why);
    }

    private void tell(ObjectNode status, Doubt doubt) {
        tell(status, doubt.code().name(), doubt.message());
    }

    /** What keeps a repave from being foretold or done, since it was so first. */
    private void tell(ObjectNode status, String reason, String message) {
        var before = cluster.at("/status/conditions")
                .valueStream()
                .filter(old -> old.path("type").asString("").equals(TYPE)
                        && old.path("reason").asString("").equals(reason))
                .map(old -> old.path("lastTransitionTime").asString(""))
                .findFirst();
        var since = before.orElseGet(() -> Times.text(now));
        status.withArrayProperty("conditions")
                .addObject()
                .put("type", TYPE)
                .put("status", "False")
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", since)
                .put("lastProbeTime", since);
    }
}
