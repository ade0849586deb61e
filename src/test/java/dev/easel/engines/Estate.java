package dev.easel.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.contract.Json;
import dev.easel.demo.Api;
import dev.easel.demo.DevCloud;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Clusters of the development provider, a custom cloud, as a client of the public API has them on any engine. */
final class Estate {
    static final String CLUSTERS = "/v1/spectroclusters/";
    static final String OLD = "1.32.10";
    static final String NEW = "1.32.11";
    private static final String CREATE = CLUSTERS + "cloudTypes/" + DevCloud.NAME;

    private final Supplier<TestClient> client;
    private final Engine engine;
    private String account = "";
    private final Map<String, String> profiles = new TreeMap<>();

    /** @param client whoever asks, in a project; another one after a restart */
    Estate(Supplier<TestClient> client, Engine engine) {
        this.client = client;
        this.engine = engine;
    }

    /** On a server that runs in this process, with the cloud registered. */
    static Estate on(Fixture house, Engine engine) {
        register(new Api(house.http(), house.url(), Fixture.ADMIN_KEY, ""));
        return new Estate(house::project, engine);
    }

    static void register(Api api) {
        DevCloud.register(api);
    }

    record Machine(String uid, String name, String pool, String state, boolean ready) {
        boolean works() {
            return ready && state.equals("Running");
        }
    }

    record Event(String severity, String reason, String message, String cause) {}

    record Condition(String type, String status, String reason, String message, String since) {}

    TestClient client() {
        return client.get();
    }

    String profile(String kubernetes) {
        return profiles.computeIfAbsent(kubernetes, this::publish);
    }

    private String publish(String kubernetes) {
        var packs = new ArrayList<Map<String, Object>>();
        for (var layer : DevCloud.layers(kubernetes)) packs.add(client().pack(layer));
        return profile("dev-" + kubernetes.replace('.', '-'), packs);
    }

    private String profile(String name, List<Map<String, Object>> packs) {
        var template = Map.of("type", "cluster", "cloudType", DevCloud.NAME, "packs", packs);
        var body = Map.of("metadata", Map.of("name", name), "spec", Map.of("version", "1.0.0", "template", template));
        var uid = client().create("/v1/clusterprofiles", body);
        client().patch("/v1/clusterprofiles/" + uid + "/publish", "").status(204);
        return uid;
    }

    /** One control plane machine and two workers. */
    String create(String name) {
        return create(name, body(name));
    }

    String create(String name, ObjectNode body) {
        return client().with("Idempotency-Key", name).create(CREATE, body);
    }

    ObjectNode body(String name) {
        if (account.isEmpty()) {
            var none = Map.of("credentials", Map.of("none", "needed"));
            var asked = Map.of("metadata", Map.of("name", "dev"), "spec", none);
            account = client().create("/v1/cloudaccounts/cloudTypes/" + DevCloud.NAME, asked);
        }
        var body = DevCloud.cluster(name, account, profile(OLD));
        ((ObjectNode) body.at("/metadata/annotations")).put("easel.dev/engine", engine.annotation());
        return body;
    }

    /** A body that puts a profile in the place of another. */
    static ObjectNode upgrade(String profile, String instead) {
        var body = Json.object();
        body.putArray("profiles").addObject().put("uid", profile).put("replaceWithProfile", instead);
        return body;
    }

    TestClient.Reply tryToCreate(ObjectNode body) {
        return client().post(CREATE, body);
    }

    JsonNode cluster(String uid) {
        return client().get(CLUSTERS + uid).ok();
    }

    boolean isGone(String uid) {
        return client().get(CLUSTERS + uid).status() == 404;
    }

    String state(String uid) {
        return cluster(uid).at("/status/state").asString("");
    }

    /** Path of the pools of a cluster. */
    String pools(String uid) {
        var config = cluster(uid).at("/spec/cloudConfigRef/uid").asString();
        return "/v1/cloudconfigs/cloudTypes/%s/%s/machinePools".formatted(DevCloud.NAME, config);
    }

    void resize(String uid, String pool, int size) {
        client().put(pools(uid) + "/" + pool, DevCloud.pool(pool, DevCloud.values(named(pool), size)))
                .status(204);
    }

    /** The templates of the cloud know two kinds of pools; any other name is one of workers. */
    static String named(String pool) {
        return pool.equals("control-plane") ? pool : "workers";
    }

    List<Machine> machines(String uid) {
        var path = pools(uid);
        var names = client().get(path.replaceFirst("/machinePools$", "")).ok().at("/spec/machinePoolConfig");
        return names.valueStream()
                .map(pool -> pool.path("name").asString())
                .flatMap(pool -> client().get(path + "/" + pool + "/machines?limit=0")
                        .ok()
                        .path("items")
                        .valueStream()
                        .map(item -> machine(pool, item)))
                .toList();
    }

    private static Machine machine(String pool, JsonNode item) {
        return new Machine(
                item.at("/metadata/uid").asString(),
                item.at("/metadata/name").asString(),
                pool,
                item.at("/status/instanceState").asString(""),
                item.at("/status/ready").asBoolean(false));
    }

    Set<String> uids(String uid, Predicate<Machine> which) {
        return machines(uid).stream().filter(which).map(Machine::uid).collect(Collectors.toSet());
    }

    /** Waits until the cluster runs, is healthy, and has exactly so many machines in each pool, all of which work. */
    void awaitWhole(String uid, Map<String, Integer> pools) {
        Waiting.until("%s is whole with %s".formatted(uid, pools), () -> isWhole(uid, pools), () -> picture(uid));
    }

    void awaitWhole(String uid, int workers) {
        awaitWhole(uid, Map.of("control-plane", 1, "workers", workers));
    }

    private boolean isWhole(String uid, Map<String, Integer> pools) {
        var reply = client().get(CLUSTERS + uid);
        if (reply.status() != 200) return false;
        var status = reply.json().path("status");
        if (!status.path("state").asString("").equals("Running")
                || !status.at("/health/state").asString("").equals("Healthy")) return false;
        var machines = machines(uid);
        var count = machines.stream().collect(Collectors.toMap(Machine::pool, _ -> 1, Integer::sum));
        return count.equals(pools) && machines.stream().allMatch(Machine::works);
    }

    /** What there is of it, for messages. */
    String picture(String uid) {
        if (isGone(uid)) return "it is gone";
        return state(uid) + " " + cluster(uid).at("/status/health") + " " + machines(uid) + "\n" + conditions(uid)
                + "\n"
                + String.join("\n", events(uid).stream().map(Event::toString).toList());
    }

    List<Condition> conditions(String uid) {
        return cluster(uid)
                .at("/status/conditions")
                .valueStream()
                .map(item -> new Condition(
                        item.path("type").asString(""),
                        item.path("status").asString(""),
                        item.path("reason").asString(""),
                        item.path("message").asString(""),
                        item.path("lastTransitionTime").asString("")))
                .toList();
    }

    /** Waits for a condition that is not as it should be, with a word in its message; answers it. */
    Condition awaitFault(String uid, String reason, String word) {
        Predicate<Condition> fits = found -> found.status().equals("False")
                && found.reason().matches(reason)
                && found.message().contains(word);
        Waiting.until(
                "a condition says %s with %s".formatted(reason, word),
                () -> conditions(uid).stream().anyMatch(fits),
                () -> picture(uid));
        return conditions(uid).stream().filter(fits).findFirst().orElseThrow();
    }

    void awaitNoFault(String uid, String reason) {
        Waiting.until(
                "nothing says " + reason,
                () -> conditions(uid).stream().noneMatch(found -> found.reason().matches(reason)),
                () -> picture(uid));
    }

    /** Newest first. */
    List<Event> events(String uid) {
        var all = new ArrayList<Event>();
        var next = "";
        do {
            var path = "/v1/events/components/spectrocluster/" + uid + "?limit=50" + next;
            var page = client().get(path).ok();
            for (var item : page.path("items")) all.add(event(item));
            var more = page.at("/listmeta/continue").asString("");
            next = more.isEmpty() ? "" : "&continue=" + more;
        } while (!next.isEmpty());
        return all;
    }

    private static Event event(JsonNode item) {
        return new Event(
                item.path("severity").asString(""),
                item.path("reason").asString(""),
                item.path("message").asString(""),
                item.at("/involvedObject/kind").asString(""));
    }

    void delete(String uid) {
        client().delete(CLUSTERS + uid).status(204);
    }

    void awaitGone(String uid) {
        Waiting.until(uid + " is gone", () -> isGone(uid), () -> picture(uid));
    }

    static JsonNode json(String text) {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }

    void assertRunning(String uid) {
        assertEquals("Running", state(uid), () -> picture(uid));
    }
}
