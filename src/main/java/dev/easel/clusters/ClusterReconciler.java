package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.jobs.Decision;
import dev.easel.jobs.Reconciler;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Catalogue;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Phase;
import dev.easel.provision.Provisioner;
import dev.easel.provision.Provisioner.Leave;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Times;
import dev.easel.store.Tx;
import dev.easel.tables.EventTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Keeps one cluster as its documents say. Declares, looks, reports; never waits. */
final class ClusterReconciler implements Reconciler {
    /** An engine that cannot say when something will change is asked again after this. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Store store;
    private final Provisioner provisioner;
    private final Blueprints blueprints;
    private final Resolver resolver;
    private final ChartShelf charts;
    private final Foresight foresight;

    ClusterReconciler(Store store, Provisioner provisioner, Blueprints blueprints, Catalogue catalogue) {
        this.store = store;
        this.provisioner = provisioner;
        this.blueprints = blueprints;
        resolver = new Resolver(store);
        charts = new ChartShelf(store, catalogue);
        foresight = new Foresight(store, provisioner, blueprints);
    }

    @Override
    public Kind kind() {
        return Kinds.CLUSTER;
    }

    @Override
    public Decision reconcile(Document cluster, Instant now) {
        if (Imports.isImported(cluster)) return Imports.reconcile(cluster);
        var target = Blueprints.target(cluster);
        if (cluster.leaving()) {
            var force = cluster.at("/easel/forced").asBoolean(false) ? Leave.FORCED : Leave.DRAINED;
            return leave(cluster, provisioner.forget(target, force));
        }
        var config = store.find(
                        Kinds.CLOUD_CONFIG, Reach.tenant(cluster.tenant()), cluster.text("/spec/cloudConfigRef/uid"))
                .orElseThrow(() -> new IllegalStateException(cluster.uid() + " has no cloud configuration"));
        var resolution = resolver.resolution(cluster.tenant(), cluster.project(), Held.applied(cluster.body()));
        var layers = Optional.of(resolution)
                .filter(found -> found.faults().isEmpty())
                .map(found -> charts.layers(cluster.tenant(), found));
        var turn = new RepaveTurn(foresight, cluster, layers, now);
        if (turn.step().isEmpty())
            layers.ifPresent(all -> provisioner.declare(
                    blueprints.render(cluster, config, all, CloudFiles.of(cluster, store, blueprints.clouds()))));
        var seen = provisioner.observe(target);
        var status = Status.of(cluster.at("/status"), seen, EngineChoice.of(cluster));
        layers.ifPresentOrElse(
                all -> turn.look(status, all), () -> Status.unresolved(status, resolution.faults(), now));
        Virtual.look(cluster, status, seen);
        Consumer<Tx> also = tx -> tell(tx, cluster, seen);
        if (turn.step().isPresent()) return step(turn.step().get(), cluster, status, also);
        return seen.next()
                .<Decision>map(after -> new Decision.LookAgain(status, after, also))
                .orElseGet(() -> new Decision.Settled(status, also));
    }

    /** What was approved is acted on by the next look, when this one has been written down: a kill forgets neither. */
    private static Decision step(RepaveTurn.Step step, Document cluster, ObjectNode status, Consumer<Tx> also) {
        return switch (step) {
            case RepaveTurn.Step.Wait _ -> new Decision.LookAgain(status, LATER, also);
            case RepaveTurn.Step.Begin _ ->
                new Decision.LookAgain(status, Duration.ZERO, also.andThen(tx -> Approval.spend(tx, cluster)));
            case RepaveTurn.Step.Ask ask ->
                new Decision.LookAgain(status, Duration.ZERO, also.andThen(tx -> {
                    Approval.avoid(tx, cluster, ask.why());
                    tell(tx, cluster, ask.event(cluster, tx.now()));
                }));
        };
    }

    private Decision leave(Document cluster, Observation seen) {
        if (seen.phase() == Phase.GONE) {
            return new Decision.Gone(tx -> {
                tell(tx, cluster, seen);
                removeConfig(tx, cluster);
            });
        }
        var status = Status.of(cluster.at("/status"), seen, EngineChoice.of(cluster));
        status.put("state", "Deleting");
        return new Decision.LookAgain(status, seen.next().orElse(LATER), tx -> tell(tx, cluster, seen));
    }

    static void removeConfig(Tx tx, Document cluster) {
        tx.find(Kinds.CLOUD_CONFIG, Reach.tenant(cluster.tenant()), cluster.text("/spec/cloudConfigRef/uid"))
                .ifPresent(tx::delete);
    }

    /** Writes down what happened since the status was written last. */
    private static void tell(Tx tx, Document cluster, Observation seen) {
        long known = cluster.at("/status/" + Status.OBSERVED + "/events").asLong(0);
        for (var event : seen.events()) if (event.number() > known) tell(tx, cluster, event);
    }

    private static void tell(Tx tx, Document cluster, Observation.Event event) {
        var subject = new EventTable.Subject(cluster.tenant(), cluster.project(), "spectrocluster", cluster.uid());
        var uid = Metadata.newUid();
        EventTable.add(tx.session(), subject, uid, event.at(), event(cluster, uid, event));
    }

    private static ObjectNode event(Document cluster, String uid, Observation.Event event) {
        var body = Json.object();
        body.putObject("metadata")
                .put("uid", uid)
                .put("name", event.reason())
                .put("creationTimestamp", Times.text(event.at()))
                .put("lastModifiedTimestamp", Times.text(event.at()));
        body.put("severity", event.severity()).put("reason", event.reason()).put("message", event.message());
        var involved = body.putObject("involvedObject");
        if (event.kind().equals("Cluster")) refer(involved, cluster);
        else involved.put("kind", event.kind()).put("name", event.name());
        refer(body.putObject("relatedObject"), cluster);
        body.putObject("source").put("component", EngineChoice.of(cluster));
        return body;
    }

    private static void refer(ObjectNode reference, Document cluster) {
        reference.put("kind", "spectrocluster").put("uid", cluster.uid()).put("name", cluster.name());
    }
}
