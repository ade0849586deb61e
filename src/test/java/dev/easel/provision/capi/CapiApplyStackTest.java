package dev.easel.provision.capi;

import static dev.easel.provision.capi.Wishes.USUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Forecast;
import dev.easel.provision.Forecast.Roll;
import dev.easel.provision.Material;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.Phase;
import dev.easel.provision.Provisioner.Leave;
import dev.easel.provision.Target;
import dev.easel.provision.install.Transport;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the engine does to objects of a real API server with real controllers. */
final class CapiApplyStackTest {
    private final Target target = new Target(
            "tenant", "project", UUID.randomUUID().toString().replace("-", "").substring(0, 24), "apply", "capi");
    private final Set<String> woken = ConcurrentHashMap.newKeySet();
    private final Notes notes = new Notes();
    private ObjectNode account = Wishes.account();
    private CapiEngine engine;
    private Link link;

    @BeforeEach
    void open() {
        var kubeconfig = Stack.kubeconfig();
        var clock = Clock.systemUTC();
        engine = new CapiEngine(
                new CapiEngine.House(
                        notes, Wishes.CLOUDS, (_, _) -> Optional.of(account), all -> woken.addAll(all.keySet())),
                clock,
                new CapiEngine.Place(kubeconfig, Transport.TLS));
        link = new Link(kubeconfig, clock, new Wakes(_ -> {}));
        Stack.until("the management cluster answers", () -> link.trouble().isEmpty());
        Stack.until("the engine reaches it", () -> engine.trouble().isEmpty());
    }

    @AfterEach
    void close() {
        if (engine == null) return;
        Stack.until("all is gone", () -> engine.forget(target, Leave.DRAINED).phase() == Phase.GONE);
        assertTrue(
                link.reach().list(Link.ALWAYS.get(1), Names.namespace(target)).isEmpty());
        link.close();
        engine.close();
    }

    private Blueprint wish(Wishes wishes) {
        return Wishes.as(target, wishes.onDev());
    }

    @Test
    void applyingTwiceChangesNothingAndWhatOthersChangeIsMended() {
        var wish = wish(USUAL);
        engine.declare(wish);
        Stack.until(
                "the machines are there",
                () -> engine.observe(target).machines().size() == 3);
        var plan = new Rendering(wish, Names.fit(target.name()), account).plan();
        for (var wanted : plan.all()) {
            var seen = link.reach().get(wanted).orElseThrow();
            assertTrue(
                    Likeness.covers(Sealed.of(seen).tree(), Sealed.of(wanted).tree()),
                    () -> wanted + " would be applied again:\n" + seen.tree());
        }
        var workers = plan.workers().getFirst().getFirst();
        var generation = generation(workers);
        engine.declare(wish);
        assertEquals(generation, generation(workers));
        assertTrue(woken.contains(target.uid()));
        mend(wish, workers);
    }

    @Test
    void whatWouldBeReplacedIsAskedOfTheApiServerAndNothingIsDone() {
        engine.declare(wish(USUAL));
        Stack.until(
                "the machines are there",
                () -> engine.observe(target).machines().size() == 3);
        Stack.until("it can be asked", () -> engine.foretell(wish(USUAL)).equals(Forecast.NOTHING));
        assertEquals(Forecast.NOTHING, engine.foretell(wish(USUAL.workers(5))));
        var plan = new Rendering(wish(USUAL), Names.fit(target.name()), account).plan();
        var before = plan.all().stream().map(this::generation).toList();
        var rolls = engine.foretell(wish(USUAL.kubernetes("1.32.11"))).rolls();
        assertEquals(
                List.of("control-plane", "workers"),
                rolls.stream().map(Roll::pool).toList());
        assertEquals("version from v1.32.10 to v1.32.11", rolls.getFirst().why());
        for (var roll : rolls)
            assertEquals(machines(roll.pool()), roll.machines().keySet());
        var other = engine.foretell(wish(USUAL.template("two"))).rolls();
        assertEquals(2, other.size());
        assertTrue(other.getLast().why().contains("another infrastructureRef"), other::toString);
        assertEquals(before, plan.all().stream().map(this::generation).toList());
        refusedWhenTried();
    }

    private Set<String> machines(String pool) {
        return engine.observe(target).machines().stream()
                .filter(machine -> machine.pool().equals(pool))
                .map(Observation.Machine::uid)
                .collect(Collectors.toSet());
    }

    private void refusedWhenTried() {
        var doubt = engine.foretell(refused()).doubt().orElseThrow();
        assertEquals(Code.Unprocessable, doubt.code());
        assertTrue(doubt.message().contains("noSuchField"), doubt::message);
        assertTrue(engine.observe(target).conditions().stream()
                .noneMatch(each -> each.reason().equals("ApplyRejected")));
    }

    @Test
    void theSizeOfAPoolBetweenBoundsIsLeftToTheAutoscaler() {
        engine.declare(Wishes.as(target, Wishes.bounded(1, 4, 2)));
        var workers = new Rendering(wish(USUAL), Names.fit(target.name()), account)
                .plan()
                .workers()
                .getFirst()
                .getFirst();
        Stack.until("it begins as large as wished", () -> size(workers) == 2);
        resize(workers, 3);
        engine.declare(Wishes.as(target, Wishes.bounded(1, 4, 1)));
        engine.declare(Wishes.as(target, Wishes.bounded(1, 5, 2)));
        Stack.until("its bounds are others", () -> {
            engine.declare(Wishes.as(target, Wishes.bounded(1, 5, 2)));
            return bound(workers).equals("5");
        });
        assertEquals(3, size(workers));
        Stack.until(
                "as many machines as the autoscaler wants",
                () -> machines("workers").size() == 3);
        engine.declare(wish(USUAL));
        Stack.until("it is ours again", () -> {
            engine.declare(wish(USUAL));
            return size(workers) == 2;
        });
    }

    private String bound(Thing workers) {
        return link.reach()
                .get(workers)
                .orElseThrow()
                .at("/metadata/annotations")
                .path("cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size")
                .asString("");
    }

    private int size(Thing workers) {
        return link.reach()
                .get(workers)
                .map(seen -> seen.at("/spec/replicas").asInt())
                .orElse(-1);
    }

    private void resize(Thing workers, int size) {
        var fields = Json.object();
        fields.putObject("spec").put("replicas", size);
        link.reach().merge(workers, fields);
    }

    /** API servers of the dev provider take nodes and pods, and know nothing of applying. */
    @Test
    void aClusterThatCannotTakePacksSaysSo() {
        var layer = new Blueprint.Layer("p", "maps", "1.0.0", "addon", "manifest", 0, List.of(), "c");
        var map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: it}\n";
        var wish = Wishes.with(wish(USUAL), layer, new Material.Texts("", Map.of("map", map)));
        engine.declare(wish);
        assertEquals("waits for the control plane", message());
        Stack.until("it says why", () -> {
            engine.declare(wish);
            return !message().equals("waits for the control plane");
        });
        assertEquals("the API server takes no such objects: it answers 415", message());
        assertTrue(engine.observe(target).events().stream()
                .anyMatch(event -> event.reason().equals("PackError")));
    }

    private String message() {
        return engine.observe(target).layers().getLast().message();
    }

    private void mend(Blueprint wish, Thing workers) {
        resize(workers, 0);
        Stack.until("it is mended", () -> {
            engine.declare(wish);
            return size(workers) == 2;
        });
    }

    private long generation(Thing thing) {
        return link.reach().get(thing).orElseThrow().at("/metadata/generation").asLong();
    }

    /** A wish with a field that no API server knows. */
    private Blueprint refused() {
        var workers = Wishes.dev("workers").replace("selector:", "noSuchField: true\n  selector:");
        var files = Map.of(
                "clusterTemplate", Wishes.dev("cluster"),
                "controlPlanePoolTemplate", Wishes.dev("control-plane"),
                "workerPoolTemplate", workers);
        var good = wish(USUAL).material();
        return Wishes.as(target, USUAL.blueprint("dev", good.config(), good.pools(), files));
    }

    @Test
    void whatTheServerRefusesIsToldAndCanBeMended() {
        engine.declare(refused());
        var refused = engine.observe(target).conditions().stream()
                .filter(condition -> condition.reason().equals("ApplyRejected"))
                .findFirst()
                .orElseThrow();
        assertTrue(refused.message().contains("noSuchField"), refused::message);
        engine.declare(wish(USUAL));
        assertTrue(engine.observe(target).conditions().stream()
                .noneMatch(each -> each.reason().equals("ApplyRejected")));
    }

    @Test
    void aForcedEndTellsWhatMayBeLeft() {
        engine.declare(wish(USUAL));
        Stack.until("a machine has a provider's id", () -> !ids().isEmpty());
        var ids = ids();
        var last = engine.forget(target, Leave.FORCED);
        assertEquals(Phase.GONE, last.phase());
        var told = last.events().stream()
                .filter(event -> event.reason().equals("ClusterForceDeleted"))
                .findFirst()
                .orElseThrow();
        assertEquals("Warning", told.severity());
        for (var id : ids) assertTrue(told.message().contains(id), told::message);
        assertTrue(told.message().contains("the network"), told::message);
        Stack.until(
                "its namespace is gone",
                () -> link.reach().get(new Stamp(target).namespace()).isEmpty());
    }

    private List<String> ids() {
        return engine.observe(target).machines().stream()
                .map(machine -> machine.providerId())
                .filter(id -> !id.isEmpty())
                .toList();
    }

    @Test
    void aMissingProviderIsToldByName() {
        var cluster = Wishes.dev("cluster").replace("DevCluster", "NoCluster");
        var files = Map.of("clusterTemplate", cluster);
        engine.declare(Wishes.as(target, USUAL.blueprint("dev", Json.object(), Map.of(), files)));
        var missing = engine.observe(target).conditions().getFirst();
        assertEquals("ProviderMissing", missing.reason());
        assertTrue(missing.message().contains("NoCluster"), missing::message);
    }
}
