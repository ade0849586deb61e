package dev.easel.engines;

import static dev.easel.engines.Estate.CLUSTERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.demo.DevCloud;
import dev.easel.engines.Estate.Machine;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client can rely on whichever engine carries a cluster: the same tests, through the public API, on each. */
@ParameterizedClass
@EnumSource(Engine.class)
final class ClusterPromisesTest {
    private static final Map<String, String> made = new TreeMap<>();
    private static Optional<Fixture> house = Optional.empty();
    private static Optional<Estate> estate = Optional.empty();

    @Parameter
    private Engine engine;

    /** All clusters begin at once; each test waits for its own. */
    @BeforeParameterizedClassInvocation
    static void open(Engine engine) {
        house = engine.open();
        Assumptions.assumeTrue(house.isPresent(), "not run: CAPI_KUBECONFIG names no stack, see ./easel test capi");
        estate = house.map(server -> Estate.on(server, engine));
        for (var name : List.of("steady", "upgraded", "behind", "labelled", "tainted", "leaving", "forced"))
            made.put(name, estate.orElseThrow().create(name));
    }

    /** Nothing stays in a management cluster that others use. */
    @AfterParameterizedClassInvocation
    static void close(Engine engine) {
        if (house.isEmpty()) return;
        var left = made.values().stream().filter(uid -> !there().isGone(uid)).toList();
        left.forEach(there()::delete);
        left.forEach(there()::awaitGone);
        engine.assertNothingLeft(made.values());
        house.get().close();
        made.clear();
    }

    private static Estate there() {
        return estate.orElseThrow();
    }

    private static String whole(String name) {
        there().awaitWhole(made.get(name), 2);
        return made.get(name);
    }

    @Test
    void aClusterComesUpAndSaysHow() {
        var uid = whole("steady");
        for (var condition : there().conditions(uid)) assertEquals("True", condition.status(), condition::toString);
        var types = there().conditions(uid).stream().map(Estate.Condition::type).toList();
        for (var type : List.of(
                "EnvironmentValidationDone",
                "CloudInfrastructureReady",
                "ControlPlaneNodeAdditionDone",
                "WorkerNodeAdditionDone")) assertTrue(types.contains(type), types::toString);
        var events = there().events(uid);
        assertTrue(events.stream().anyMatch(event -> event.cause().equals("Machine")), events::toString);
        assertTrue(events.stream().anyMatch(event -> event.reason().equals("ClusterRunning")), events::toString);
        assertTrue(events.stream().noneMatch(event -> event.message().isBlank()), events::toString);
        assertEquals(
                engine.annotation(),
                there().cluster(uid).at("/status/health/agentVersion").asString());
    }

    @Test
    void whatMachinesAreMadeOfIsReady() {
        var uid = whole("steady");
        for (var pack : there().cluster(uid).at("/status/packs")) {
            assertEquals("Ready", pack.at("/condition/type").asString(), pack::toString);
            assertEquals("True", pack.at("/condition/status").asString(), pack::toString);
        }
    }

    @Test
    void searchAndDashboardsShowIt() {
        var uid = whole("steady");
        var summary =
                there().client().get("/v1/dashboard/spectroclusters/" + uid).ok();
        assertEquals(
                "Running",
                summary.at("/status/clusterState")
                        .asString(summary.at("/status/state").asString()));
        var line = line("steady");
        assertEquals(uid, line.at("/metadata/uid").asString());
        assertEquals("Healthy", line.at("/status/health/state").asString());
        assertEquals(
                2, line.at("/specSummary/cloudConfig/machinePools/1/healthy").asInt());
        assertEquals(
                0,
                there().client()
                        .post("/v1/dashboard/spectroclusters/search", named("nobody"))
                        .ok()
                        .path("items")
                        .size());
    }

    private static JsonNode line(String name) {
        var found = there().client()
                .post("/v1/dashboard/spectroclusters/search", named(name))
                .ok();
        assertEquals(1, found.path("items").size(), found::toString);
        return found.at("/items/0");
    }

    private static JsonNode named(String name) {
        return Estate.json("""
                {'filter':{'conjunction':'and','filterGroups':[{'conjunction':'and','filters':[{'property':'clusterName',
                'type':'string','condition':{'string':{'operator':'eq','match':{'conjunction':'or','values':['%s']}}}}]}]},
                'sort':[]}""".formatted(name));
    }

    @Test
    void itsKubeconfigOpensItsOwnApi() {
        var uid = whole("steady");
        var names = there().machines(uid).stream().map(Machine::name).sorted().toList();
        assertEquals(names, Nodes.names(there().client(), uid));
    }

    @Test
    void workersComeAndGoAndTheOthersStay() {
        var uid = whole("steady");
        var before = there().uids(uid, _ -> true);
        there().resize(uid, "workers", 3);
        there().awaitWhole(uid, 3);
        assertTrue(there().uids(uid, _ -> true).containsAll(before));
        there().resize(uid, "workers", 1);
        there().awaitWhole(uid, 1);
        assertEquals(
                controlPlane(uid, before),
                there().uids(uid, machine -> machine.pool().equals("control-plane")));
        there().resize(uid, "workers", 2);
        there().awaitWhole(uid, 2);
    }

    private static Set<String> controlPlane(String uid, Set<String> among) {
        return there().uids(uid, machine -> machine.pool().equals("control-plane") && among.contains(machine.uid()));
    }

    @Test
    void aPoolIsAddedAndTakenAway() {
        var uid = whole("steady");
        var before = there().uids(uid, _ -> true);
        var pools = there().pools(uid);
        var more = DevCloud.pool("more", DevCloud.values("workers", 2).replace("name: workers", "name: more"));
        there().client().post(pools, more).status(201);
        there().awaitWhole(uid, Map.of("control-plane", 1, "workers", 2, "more", 2));
        there().client().post(pools, more).status(409);
        there().client().delete(pools + "/more").status(204);
        there().awaitWhole(uid, 2);
        there().client().get(pools + "/more/machines").status(404);
        assertEquals(before, there().uids(uid, _ -> true));
        Waiting.until(
                "its nodes are gone",
                () -> Nodes.names(there().client(), uid).size() == 3,
                () -> Nodes.names(there().client(), uid).toString());
    }

    @Test
    void aMachineThatIsPickedGoes() {
        var uid = whole("steady");
        var workers = there().uids(uid, machine -> machine.pool().equals("workers"));
        var picked = workers.iterator().next();
        there().client()
                .delete(there().pools(uid) + "/workers/machines/" + picked)
                .status(204);
        there().awaitWhole(uid, 1);
        assertFalse(there().uids(uid, _ -> true).contains(picked));
        there().resize(uid, "workers", 2);
        there().awaitWhole(uid, 2);
    }

    @Test
    void aPoolThatIsRefusedChangesNothing() {
        var uid = whole("steady");
        var before = there().machines(uid);
        var bad = DevCloud.pool("workers", "kind: [");
        var answer = there().client().put(there().pools(uid) + "/workers", bad).status(400);
        assertEquals(
                "body.cloudConfig.values",
                answer.json().at("/details/faults/0/path").asString());
        there().client()
                .put(there().pools(uid) + "/nowhere", DevCloud.pool("nowhere", DevCloud.values("workers", 1)))
                .status(404);
        assertEquals(before, there().machines(uid));
    }

    @Test
    void aServerThatStartsAgainFindsItAsItWas() {
        var uid = whole("steady");
        var before = there().uids(uid, _ -> true);
        house.orElseThrow().restart();
        there().awaitWhole(uid, 2);
        assertEquals(before, there().uids(uid, _ -> true));
    }

    @Test
    void newerKubernetesWaitsForApprovalThenAllMachinesAreReplaced() {
        var uid = whole("upgraded");
        var before = there().uids(uid, _ -> true);
        var body = newer();
        assertEquals(before, named(uid, validated(uid, body)));
        there().client().patch(CLUSTERS + uid + "/profiles", body).status(204);
        assertEquals("Pending", there().cluster(uid).at("/status/repave/state").asString());
        assertEquals(before, there().uids(uid, _ -> true));
        there().client().patch(CLUSTERS + uid + "/repave/approve", "").status(204);
        Waiting.until(
                "no machine of before is left",
                () -> there().uids(uid, _ -> true).stream().noneMatch(before::contains),
                () -> there().picture(uid));
        there().awaitWhole(uid, 2);
        for (var node : Nodes.of(there().client(), uid))
            assertEquals("v" + Estate.NEW, node.getStatus().getNodeInfo().getKubeletVersion());
        assertEquals("Approved", there().cluster(uid).at("/status/repave/state").asString());
    }

    private static ObjectNode newer() {
        return Estate.upgrade(there().profile(Estate.NEW), there().profile(Estate.OLD));
    }

    private static JsonNode validated(String uid, ObjectNode body) {
        var answer =
                there().client().post(CLUSTERS + uid + "/validate/repave", body).ok();
        assertTrue(answer.path("isRepaveRequired").asBoolean(), answer::toString);
        return answer.path("reasons");
    }

    /** The machines that are named as those to go. */
    private static Set<String> named(String uid, JsonNode reasons) {
        var told = reasons.valueStream()
                .filter(reason -> reason.path("code").asString("").equals("MachinesReplaced"))
                .map(reason -> reason.path("message").asString(""))
                .toList();
        return there().uids(
                        uid,
                        machine -> told.stream()
                                .anyMatch(text ->
                                        text.contains(machine.name()) && text.contains("pool " + machine.pool())));
    }

    @Test
    void aRepaveReplacesTheMachinesThatItsAnswerNamesAndNoOthers() {
        var uid = whole("behind");
        var pool = DevCloud.pool("workers", DevCloud.values("workers", 2));
        ((ObjectNode) pool.path("poolConfig")).put("skipK8sUpgrade", "enabled");
        there().client().put(there().pools(uid) + "/workers", pool).status(204);
        there().awaitWhole(uid, 2);
        var before = there().uids(uid, _ -> true);
        var body = newer();
        var named = named(uid, validated(uid, body));
        assertEquals(there().uids(uid, machine -> machine.pool().equals("control-plane")), named);
        there().client().patch(CLUSTERS + uid + "/profiles", body).status(204);
        Waiting.until(
                "those who may approve are told",
                () -> named.equals(named(
                        uid,
                        there().client()
                                .get(CLUSTERS + uid + "/repave/status")
                                .ok()
                                .at("/spec/reasons"))),
                () -> there().picture(uid));
        there().client().patch(CLUSTERS + uid + "/repave/approve", "").status(204);
        Waiting.until(
                "those that were named are gone",
                () -> there().uids(uid, _ -> true).stream().noneMatch(named::contains),
                () -> there().picture(uid));
        there().awaitWhole(uid, 2);
        var gone = new java.util.HashSet<>(before);
        gone.removeAll(there().uids(uid, _ -> true));
        assertEquals(named, gone);
    }

    @Test
    void anotherLabelReachesTheNodesThatAreThere() {
        var uid = whole("labelled");
        var before = there().uids(uid, _ -> true);
        var body = DevCloud.pool("workers", DevCloud.values("workers", 2));
        ((ObjectNode) body.path("poolConfig")).putObject("additionalLabels").put("node.cluster.x-k8s.io/tier", "web");
        there().client().put(there().pools(uid) + "/workers", body).status(204);
        Waiting.until("two nodes are labelled", () -> labelled(uid) == 2, () -> there().picture(uid));
        assertEquals(before, there().uids(uid, _ -> true));
    }

    private static long labelled(String uid) {
        return Nodes.of(there().client(), uid).stream()
                .map(node -> node.getMetadata().getLabels())
                .filter(labels ->
                        labels.getOrDefault("node.cluster.x-k8s.io/tier", "").equals("web"))
                .count();
    }

    @Test
    void aTaintIsOnEveryNodeOfItsPool() {
        var uid = whole("tainted");
        var body = DevCloud.pool("workers", DevCloud.values("workers", 2));
        ((ObjectNode) body.path("poolConfig"))
                .putArray("taints")
                .addObject()
                .put("key", "dedicated")
                .put("value", "web")
                .put("effect", "NoSchedule");
        there().client().put(there().pools(uid) + "/workers", body).status(204);
        Waiting.until("two nodes are tainted", () -> tainted(uid) == 2, () -> there().picture(uid) + taints(uid));
        there().awaitWhole(uid, 2);
    }

    private static List<?> taints(String uid) {
        return Nodes.of(there().client(), uid).stream()
                .map(node -> node.getSpec().getTaints())
                .toList();
    }

    private static long tainted(String uid) {
        return Nodes.of(there().client(), uid).stream()
                .filter(ClusterPromisesTest::isDedicated)
                .count();
    }

    private static boolean isDedicated(Node node) {
        return node.getSpec().getTaints().stream()
                .anyMatch(taint -> taint.getKey().equals("dedicated") && "web".equals(taint.getValue()));
    }

    @Test
    void aCordonedMachineSaysSoAndItsNodeTakesNoPods() {
        var uid = whole("labelled");
        var machine = there().uids(uid, each -> each.pool().equals("workers"))
                .iterator()
                .next();
        var config = there().cluster(uid).at("/spec/cloudConfigRef/uid").asString();
        var path = "/v1/cloudconfigs/%s/%s/machinePools/workers/machines/%s/maintenance"
                .formatted("cloudTypes", config, machine);
        there().client().put(path, Estate.json("{'action':'cordon'}")).status(204);
        var shown = there().client()
                .get(there().pools(uid) + "/workers/machines/" + machine)
                .ok();
        assertEquals("cordon", shown.at("/status/maintenanceStatus/action").asString());
        Waiting.until("its node takes no pods", () -> cordoned(uid) == 1, () -> there().picture(uid));
        awaitDone(uid, machine, "cordon");
        assertEquals(1, cordoned(uid));
        there().client().put(path, Estate.json("{'action':'uncordon'}")).status(204);
        Waiting.until("its node takes pods again", () -> cordoned(uid) == 0, () -> there().picture(uid));
        awaitDone(uid, machine, "uncordon");
    }

    private static void awaitDone(String uid, String machine, String action) {
        Waiting.until(
                action + " is done",
                () -> {
                    var status = there().client()
                            .get(there().pools(uid) + "/workers/machines/" + machine)
                            .ok()
                            .at("/status/maintenanceStatus");
                    return status.path("action").asString().equals(action)
                            && status.path("state").asString().equals("Completed");
                },
                () -> there().picture(uid));
    }

    private static long cordoned(String uid) {
        return Nodes.of(there().client(), uid).stream()
                .filter(node -> Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
                .count();
    }

    @Test
    void whatIsDeletedLeavesNothingAndItsEventsTellHow() {
        var uid = whole("leaving");
        var pools = there().pools(uid);
        there().delete(uid);
        // Where machines go at once there is no time to ask again.
        var again = there().client().get(CLUSTERS + uid);
        if (again.status() == 200)
            assertEquals("Deleting", again.json().at("/status/state").asString());
        there().awaitGone(uid);
        there().client().get(pools.replaceFirst("/machinePools$", "")).status(404);
        there().client().get(CLUSTERS + uid + "/assets/kubeconfig").status(404);
        var events = there().events(uid);
        assertTrue(events.stream().anyMatch(event -> event.reason().equals("MachineDeleted")), events::toString);
        assertTrue(events.stream().anyMatch(event -> event.reason().equals("ClusterDeleted")), events::toString);
    }

    @Test
    void aDeletionIsForcedOnlyAfterAWhile() {
        var uid = made.get("forced");
        there().client().delete(CLUSTERS + uid + "?forceDelete=true").status(400);
        there().delete(uid);
        if (there().client().delete(CLUSTERS + uid + "?forceDelete=true").status() == 404) return;
        house.orElseThrow().pass(Duration.ofMinutes(20));
        var forced = there().client().delete(CLUSTERS + uid + "?forceDelete=true");
        assertTrue(forced.status() == 204 || forced.status() == 404, forced::text);
        there().awaitGone(uid);
    }

    @Test
    void aNameIsTakenOnce() {
        there().tryToCreate(there().body("steady")).status(409);
    }
}
