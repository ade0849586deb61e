package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.contract.Fitting;
import dev.easel.contract.Operation;
import dev.easel.http.Binder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Resource roles: their holder has the documents that a tag filter finds, and no operation gives anything of the others. */
final class RightsOnTagsTest {
    private static final List<String> TAGGED =
            List.of("cluster", "cloudconfig", "machine", "clusterProfile", "cloudaccount");
    private static Fixture house;
    private static TestClient admin;
    private static String project;
    private static String role;
    private static Things blue;
    private static Things red;

    /** One of each sort, with a tag. */
    private record Things(String account, String profile, String cluster, String config) {
        List<String> uids() {
            return List.of(account, profile, cluster, config.substring(config.lastIndexOf('/') + 1));
        }
    }

    @BeforeAll
    static void open() {
        house = new Fixture();
        admin = house.project();
        project = admin.get("/v1/dashboard/projects/metadata")
                .ok()
                .at("/items/0/metadata/uid")
                .asString();
        var permissions = List.of(
                "cluster.get",
                "cluster.list",
                "cluster.update",
                "cluster.delete",
                "cloudconfig.get",
                "cloudconfig.list",
                "cloudconfig.update",
                "cloudconfig.delete",
                "machine.get",
                "machine.list",
                "clusterProfile.get",
                "clusterProfile.list",
                "clusterProfile.update",
                "clusterProfile.delete",
                "clusterProfile.publish",
                "cloudaccount.get",
                "cloudaccount.list",
                "macro.list");
        role = role("all", permissions);
        blue = things("blue");
        red = things("red");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static Things things(String team) {
        var account = Launch.account(admin, team);
        var profile = Launch.profile(admin, team, "1.0.0", "1.32.11");
        var cluster = admin.create(Launch.CLUSTERS, Launch.cluster(team, account, profile));
        var config = Launch.running(admin, cluster);
        tag("/v1/clusterprofiles/" + profile + "/metadata", team);
        tag("/v1/spectroclusters/" + cluster + "/metadata", team);
        var spec = Map.of("accessKey", "AK", "secretKey", "SK");
        var metadata = Map.of("name", team, "labels", Map.of("team", team));
        admin.put(Launch.ACCOUNTS + "/" + account, Map.of("metadata", metadata, "spec", spec))
                .status(204);
        return new Things(account, profile, cluster, config);
    }

    private static void tag(String path, String team) {
        var metadata = Map.of("name", team, "labels", Map.of("team", team));
        var method = path.contains("profiles") ? "PATCH" : "PATCH";
        admin.send(method, path, Map.of("metadata", metadata)).status(204);
    }

    private static String role(String name, List<String> permissions) {
        var spec = Map.of("scope", "resource", "type", "user", "permissions", permissions);
        return admin.without("ProjectUid").create("/v1/roles", Launch.named(name, Map.copyOf(spec)));
    }

    private static String filter(String name, String conjunction, List<?> items) {
        return admin.create(
                "/v1/filters/tag",
                Launch.named(name, Map.of("filterGroup", Map.of("conjunction", conjunction, "filters", items))));
    }

    private static Map<String, Object> is(String key, boolean negation, String... values) {
        return Map.of("key", key, "operator", "eq", "negation", negation, "values", List.of(values));
    }

    /** Somebody who has nothing but a role under a filter. */
    private static TestClient holder(String name, String role, String filter) {
        var tenant = admin.without("ProjectUid");
        var user = tenant.create(
                "/v1/users", Map.of("spec", Map.of("emailId", name + "@acme.example", "firstName", name)));
        tenant.post(
                        "/v1/users/" + user + "/resourceRoles",
                        Map.of(
                                "roles", List.of(role),
                                "projectUids", List.of(project),
                                "filterRefs", filter.isEmpty() ? List.of() : List.of(filter)))
                .status(204);
        var key = tenant.post("/v1/apiKeys", Launch.named(name, Map.of("userUid", user)))
                .status(201)
                .json()
                .path("apiKey")
                .asString();
        return house.stranger().with("ApiKey", key).in(project);
    }

    private static List<String> names(JsonNode items, String pointer) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.at(pointer).asString(""))
                .sorted()
                .toList();
    }

    private static List<String> found(TestClient client) {
        var search =
                client.post("/v1/dashboard/spectroclusters/search", Map.of()).ok();
        return names(search.path("items"), "/metadata/name");
    }

    @Test
    void aFilterFindsWhatARoleHoldsFor() {
        var client = holder("painter", role, filter("blue", "and", List.of(is("team", false, "blue"))));
        assertEquals(List.of("blue"), found(client));
        var accounts = client.get(Launch.ACCOUNTS).ok().path("items");
        assertEquals(List.of("blue"), names(accounts, "/metadata/name"));
        var profiles =
                client.post("/v1/dashboard/clusterprofiles", Map.of()).ok().path("items");
        assertEquals(List.of("blue"), names(profiles, "/metadata/name"));
        client.get("/v1/spectroclusters/" + blue.cluster()).status(200);
        client.get(blue.config()).status(200);
        client.get(blue.config() + "/machinePools/workers/machines").status(200);
        client.put(blue.config() + "/machinePools/workers", Launch.pool("workers", 3))
                .status(204);
        client.get("/v1/spectroclusters/" + red.cluster()).status(404);
        client.get(red.config()).status(404);
        client.put(red.config() + "/machinePools/workers", Launch.pool("workers", 3))
                .status(404);
        client.get("/v1/clusterprofiles/" + red.profile()).status(404);
        client.get(Launch.ACCOUNTS + "/" + red.account()).status(404);
        client.get("/v1/projects/" + project + "/macros").status(403);
        client.post(Launch.CLUSTERS, Launch.cluster("x", blue.account(), blue.profile()))
                .status(403);
        client.without("ProjectUid")
                .get("/v1/spectroclusters/" + blue.cluster())
                .status(403);
    }

    @Test
    void filtersSayIsAndIsNotAndCombine() {
        var not = holder("not", role, filter("not-blue", "and", List.of(is("team", true, "blue"))));
        assertEquals(List.of("red"), found(not));
        not.get(red.config()).status(200);
        not.get(blue.config()).status(404);
        var both = filter("both", "or", List.of(is("team", false, "red"), is("team", false, "blue")));
        assertEquals(List.of("blue", "red"), found(holder("both", role, both)));
        var none = filter("none", "and", List.of(is("team", false, "red"), is("team", false, "blue")));
        assertEquals(List.of(), found(holder("none", role, none)));
        var any = filter("any", "and", List.of(is("team", false)));
        assertEquals(List.of("blue", "red"), found(holder("any", role, any)));
    }

    @Test
    void whatIsSeenButNotPermittedIsForbidden() {
        var tenant = admin.without("ProjectUid");
        var reader = holder("reader", role("reading", List.of("cluster.get", "cluster.list")), "");
        var user = reader.get("/v1/users/info").ok().path("userUid").asString();
        var painting = filter("painting", "and", List.of(is("team", false, "blue")));
        var more = Map.of("roles", List.of(role), "projectUids", List.of(project), "filterRefs", List.of(painting));
        tenant.post("/v1/users/" + user + "/resourceRoles", more).status(204);
        assertEquals(List.of("blue", "red"), found(reader));
        var location = Map.of("location", Map.of("countryName", "x", "countryCode", "xx"));
        reader.put("/v1/spectroclusters/" + red.cluster() + "/location", location)
                .status(403);
        reader.put("/v1/spectroclusters/" + blue.cluster() + "/location", location)
                .status(204);
    }

    /** A filter that changes counts at once, and so do tags. */
    @Test
    void rightsFollowTheTags() {
        var filter = filter("moving", "and", List.of(is("shade", false, "dark")));
        var client = holder("mover", role, filter);
        assertEquals(List.of(), found(client));
        var tags = Map.of("name", "red", "labels", Map.of("team", "red", "shade", "dark"));
        admin.patch("/v1/spectroclusters/" + red.cluster() + "/metadata", Map.of("metadata", tags))
                .status(204);
        assertEquals(List.of("red"), found(client));
        client.get(red.config()).status(200);
        var group = Map.of("conjunction", "and", "filters", List.of(is("shade", false, "light")));
        admin.put("/v1/filters/tag/" + filter, Launch.named("moving", Map.of("filterGroup", group)))
                .status(204);
        assertEquals(List.of(), found(client));
        client.get(red.config()).status(404);
    }

    /** Whatever can be asked of a document by its uid: of one without the tag there is no answer, and nothing happens to it. */
    @Test
    void noOperationReachesBeyondTheFilter() {
        var client = holder("outsider", role, filter("nobody", "and", List.of(is("team", false, "nobody"))));
        var fitting = new Fitting(Fixture.contract());
        var before = etags();
        var wrong = new TreeSet<String>();
        int asked = 0;
        for (var bound : Fixture.binder().table().entrySet()) {
            if (!TAGGED.contains(noun(bound.getValue()))) continue;
            var operation = Fixture.contract().operation(bound.getKey());
            for (var path : paths(operation)) {
                var body = operation.method().equals("GET") ? "" : fitting.body(operation.id());
                var reply = client.send(operation.method(), path, body);
                asked++;
                if (reply.status() < 300 && !isEmpty(reply)) wrong.add(operation + " " + reply.status() + reply.text());
            }
        }
        assertEquals("", String.join("\n", wrong));
        assertEquals(before, etags());
        assertTrue(asked > 200, "only " + asked);
    }

    private static List<String> etags() {
        var paths =
                List.of("/v1/clusterprofiles/" + red.profile(), Launch.ACCOUNTS + "/" + red.account(), red.config());
        return paths.stream().map(path -> admin.get(path).header("ETag")).toList();
    }

    private static String noun(Binder.Bound bound) {
        return bound.action().permission().replaceFirst("\\..*", "");
    }

    /** The path of the operation with the uid of each thing in turn. */
    private static List<String> paths(Operation operation) {
        var paths = new ArrayList<String>();
        if (!operation.path().contains("{")) return paths;
        for (var uid : red.uids()) {
            paths.add(operation
                    .path()
                    .replace("{cloudType}", "aws")
                    .replace("{machinePoolName}", "workers")
                    .replaceAll("\\{[^}]*}", uid));
        }
        return paths;
    }

    /** A list of nothing gives nothing away, nor does what is the same for everybody. */
    private static boolean isEmpty(TestClient.Reply reply) {
        var text = reply.text();
        return red.uids().stream().noneMatch(text::contains) && !text.contains("red");
    }
}
