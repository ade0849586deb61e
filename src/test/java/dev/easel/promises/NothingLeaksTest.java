package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.contract.Fitting;
import dev.easel.contract.Json;
import dev.easel.contract.Operation;
import dev.easel.contract.Parameter;
import dev.easel.http.Action;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two tenants, two projects in each, four roles: what is another's is not there, wherever its uid is put. That takes as long
 * as for what is nowhere, since both are the same query that finds nothing.
 */
final class NothingLeaksTest {
    private static final Fitting FITTING = new Fitting(Fixture.contract());
    private static final Map<String, TestClient> CALLERS = new LinkedHashMap<>();

    /** Things of which a tenant has one set for all its projects: not another's for those of the same tenant. */
    private static final List<String> SHARED = List.of(
            "tenantUid",
            "registries",
            "roles",
            "users",
            "teams",
            "filters",
            "apiKeys",
            "audits",
            "resourceRoleUid",
            "userUid",
            "teamUid",
            "registryUid");

    private static Fixture house;
    private static World own;
    private static World sibling;
    private static World other;
    private static World otherSibling;

    @BeforeAll
    static void open() {
        house = new Fixture();
        var stranger = house.otherTenant();
        own = World.make(house.admin(), "ownthing");
        sibling = World.make(house.admin(), "siblingthing").alone();
        other = World.make(stranger, "otherthing");
        otherSibling = World.make(stranger, "remotething");
        CALLERS.put("tenant admin", house.admin());
        CALLERS.put("tenant admin in a project", own.client());
        for (var name : List.of("Project Admin", "Project Viewer")) CALLERS.put(name, member(name));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    /** Somebody who has a role in one project, and nothing else. */
    private static TestClient member(String role) {
        var admin = house.admin();
        var uid = admin.get("/v1/roles")
                .ok()
                .path("items")
                .valueStream()
                .filter(item -> item.at("/metadata/name").asString("").equals(role))
                .map(item -> item.at("/metadata/uid").asString())
                .findFirst()
                .orElseThrow();
        var email = role.replace(" ", "") + "@easel.test";
        var user = admin.create("/v1/users", Map.of("spec", Map.of("emailId", email, "firstName", "M")));
        var project = Map.of("projectUid", own.uids().get("projects"), "roles", List.of(uid));
        admin.put("/v1/users/" + user + "/projects", Map.of("projects", List.of(project)))
                .status(204);
        var key = admin.post("/v1/apiKeys", Launch.named(role, Map.of("userUid", user)))
                .status(201)
                .json();
        return house.stranger()
                .with("ApiKey", key.path("apiKey").asString())
                .in(own.uids().get("projects"));
    }

    private static List<Operation> operations() {
        return Fixture.binder().table().entrySet().stream()
                .filter(bound -> !bound.getValue().action().permission().equals(Action.OPEN))
                .map(bound -> Fixture.contract().operation(bound.getKey()))
                .toList();
    }

    private static String body(Operation operation) {
        return operation.method().equals("GET") ? "" : Probe.pointing(FITTING.body(operation.id()));
    }

    @Test
    void noPathReachesAnotherTenant() {
        var before = versions(other, otherSibling);
        int asked = 0;
        var wrong = new TreeSet<String>();
        for (var caller : CALLERS.entrySet()) {
            for (var foreign : List.of(other, otherSibling)) asked += sweep(caller, foreign, operations(), wrong);
        }
        System.out.printf("tenancy: %d paths asked for things of another tenant%n", asked);
        assertEquals("", String.join("\n", wrong));
        assertEquals(before, versions(other, otherSibling));
        assertTrue(asked > 3_000, "only " + asked);
    }

    @Test
    void noPathReachesAnotherProject() {
        var before = versions(sibling);
        int asked = 0;
        var wrong = new TreeSet<String>();
        for (var caller : CALLERS.entrySet()) {
            var inside = operations().stream()
                    .filter(operation -> isOfProject(operation, caller.getKey()))
                    .toList();
            if (!caller.getKey().equals("tenant admin")) asked += sweep(caller, sibling, inside, wrong);
        }
        System.out.printf("tenancy: %d paths asked for things of another project%n", asked);
        assertEquals("", String.join("\n", wrong));
        assertEquals(before, versions(sibling));
        assertTrue(asked > 700, "only " + asked);
    }

    /** What tells of a whole tenant is for those who have rights in all of it. */
    private static boolean isOfProject(Operation operation, String caller) {
        var folders = operation.path().split("/");
        var ofTenant = SHARED.contains(folders[2]) && !operation.path().contains("assets")
                || operation.path().contains("audits");
        var open = folders[2].equals("projects") || operation.path().contains("dashboard/projects");
        // That a project of one's tenant is closed to somebody is a 403, as it is with the header.
        if (operation.path().endsWith("/macros") || operation.path().contains("/rehearsal/")) return false;
        return !ofTenant && !(caller.startsWith("tenant") && open);
    }

    /** Every uid of the path in turn is the foreign one, the others are one's own. */
    private static int sweep(
            Map.Entry<String, TestClient> caller, World foreign, List<Operation> all, TreeSet<String> wrong) {
        int asked = 0;
        var probe = new Probe(caller.getValue()::send, foreign);
        for (var operation : all) {
            for (var parameter : Probe.names(operation)) {
                var uid = foreign.uid(operation.path(), parameter);
                if (uid.isEmpty() || foreign == sibling && SHARED.contains(parameter)) continue;
                asked++;
                var path = Probe.path(operation, own, parameter).orElseThrow();
                probe.ask(operation.method(), path, body(operation), uid.get())
                        .ifPresent(
                                fault -> wrong.add("%s as %s: %s".formatted(operation.id(), caller.getKey(), fault)));
            }
        }
        return asked;
    }

    /** Lists, counts, searches and overviews, without and with a foreign uid among what is asked for. */
    @Test
    void noQueryFindsAnothers() {
        int asked = 0;
        var wrong = new TreeSet<String>();
        for (var caller : CALLERS.entrySet()) {
            for (var foreign : List.of(other, otherSibling, sibling)) {
                if (foreign == sibling && caller.getKey().equals("tenant admin")) continue;
                var probe = new Probe(caller.getValue()::send, foreign);
                for (var operation : operations()) asked += queries(caller.getKey(), probe, operation, wrong);
            }
        }
        System.out.printf("tenancy: %d lists and look-ups asked%n", asked);
        assertEquals("", String.join("\n", wrong));
        assertTrue(asked > 700, "only " + asked);
    }

    private static int queries(String caller, Probe probe, Operation operation, TreeSet<String> wrong) {
        var reads = operation.method().equals("GET") || operation.path().contains("/dashboard/");
        // One's own configuration is of one cloud; at the paths of others there is nothing of it to ask.
        if (operation.path().startsWith("/v1/cloudconfigs/")
                && !operation.path().contains("/aws/")) return 0;
        if (!reads || probe.foreign() == sibling && !isOfProject(operation, caller)) return 0;
        var asks = new ArrayList<String>(List.of(""));
        for (var parameter : operation.parameters()) {
            if (parameter.place() == Parameter.Place.QUERY && parameter.name().matches("(?i).*uids?"))
                asks.add(parameter.name());
        }
        for (var ask : asks) {
            var uid = probe.foreign().uid(operation.path(), ask).orElse("");
            var path = Probe.path(operation, own, "").orElseThrow()
                    + (ask.isEmpty() ? "" : "?region=eu-west-1&" + ask + "=FOREIGN");
            var given = operation.method().equals("GET") ? "" : "{}";
            probe.ask(operation.method(), path, given, uid)
                    .ifPresent(fault -> wrong.add("%s as %s: %s".formatted(operation.id(), caller, fault)));
        }
        return asks.size();
    }

    /** Bodies that are right in every other way: taken with one's own, refused with another's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POST /v1/teams | {'metadata':{'name':'NEW'},'spec':{'users':['FOREIGN'],'roles':[]}} | users",
                "POST /v1/teams | {'metadata':{'name':'NEW'},'spec':{'users':[],'roles':['FOREIGN']}} | roles",
                "POST /v1/users | {'spec':{'emailId':'NEW@easel.test','firstName':'N','roles':['FOREIGN']}} | roles",
                "POST /v1/users | {'spec':{'emailId':'NEW@easel.test','firstName':'N','teams':['FOREIGN']}} | teams",
                "PUT /v1/users/{users}/roles | {'roles':['FOREIGN']} | roles",
                "PUT /v1/users/{users}/projects | {'projects':[{'projectUid':'FOREIGN','roles':[]}]} | projects",
                "PUT /v1/users/{users}/projects | {'projects':[{'projectUid':'{projects}','roles':['FOREIGN']}]} | project role",
                "POST /v1/users/{users}/resourceRoles | {'roles':['FOREIGN'],'projectUids':['{projects}']} | resource role",
                "POST /v1/users/{users}/resourceRoles | {'roles':[],'projectUids':['FOREIGN']} | projects",
                "POST /v1/users/{users}/resourceRoles | {'roles':[],'projectUids':[],'filterRefs':['FOREIGN']} | filters",
                "PUT /v1/teams/{teams}/roles | {'roles':['FOREIGN']} | roles",
                "PUT /v1/teams/{teams}/projects | {'projects':[{'projectUid':'FOREIGN','roles':[]}]} | projects",
                "POST /v1/teams/{teams}/resourceRoles | {'roles':[],'projectUids':['FOREIGN']} | projects",
                "POST /v1/apiKeys | {'metadata':{'name':'NEW'},'spec':{'userUid':'FOREIGN'}} | users",
                "PUT /v1/projects/{projects}/users | {'users':[{'userId':'FOREIGN','roles':[]}]} | users",
                "PUT /v1/projects/{projects}/teams | {'teams':[{'teamId':'FOREIGN','roles':[]}]} | teams",
                "POST /v1/projects | {'metadata':{'name':'NEW'},'spec':{'users':[{'userId':'FOREIGN','roles':[]}]}} | users",
                "POST /v1/projects | {'metadata':{'name':'NEW'},'spec':{'teams':[{'teamId':'FOREIGN','roles':[]}]}} | teams",
                "POST /v1alpha1/rehearsal/faults | {'spec':{'type':'heartbeatLost','clusterUid':'FOREIGN','durationSeconds':1}} | spectroclusters",
                "POST /v1alpha1/rehearsal/faults | {'spec':{'type':'credentialsRevoked','cloudAccountUid':'FOREIGN','durationSeconds':1}} | cloudaccounts",
            })
    void noBodyRefersToAnother(String request, String given, String noun) {
        for (var foreign : List.of(other, otherSibling)) refers(house.admin(), request, given, noun, foreign);
    }

    /** What a project's cluster is made of is the project's, or the tenant's. */
    @ParameterizedTest
    @CsvSource({"cloudaccounts", "clusterprofiles"})
    void noClusterIsMadeOfAnothers(String noun) {
        for (var foreign : List.of(sibling, other, otherSibling)) {
            var account = noun.equals("cloudaccounts") ? "FOREIGN" : own.uids().get("cloudaccounts");
            var profile =
                    noun.equals("clusterprofiles") ? "FOREIGN" : own.uids().get("clusterprofiles");
            var body = Json.MAPPER.writeValueAsString(Launch.cluster("NEW", account, profile));
            refers(own.client(), "POST " + Launch.CLUSTERS, body, noun, foreign);
        }
    }

    private static int names;

    private static void refers(TestClient client, String request, String given, String noun, World foreign) {
        var parts = filled(request).split(" ");
        var body = filled(given.replace('\'', '"'));
        var fault = new Probe(client::send, foreign)
                .ask(parts[0], parts[1], fresh(body), foreign.uids().get(noun));
        assertEquals("", fault.orElse(""));
        var refused = client.send(
                parts[0],
                parts[1],
                fresh(body).replace("FOREIGN", foreign.uids().get(noun)));
        assertTrue(List.of(403, 404).contains(refused.status()), () -> refused.status() + refused.text());
        var taken = client.send(
                parts[0], parts[1], fresh(body).replace("FOREIGN", own.uids().get(noun)));
        assertTrue(taken.status() < 300, () -> "one's own is refused: " + taken.status() + taken.text());
    }

    private static String fresh(String body) {
        return body.replace("NEW", "new-" + names++);
    }

    private static String filled(String text) {
        var filled = text;
        for (var uid : own.uids().entrySet()) filled = filled.replace("{" + uid.getKey() + "}", uid.getValue());
        return filled;
    }

    @Test
    void noHeaderLeadsIntoAnothersProject() {
        for (var caller : CALLERS.entrySet()) {
            for (var foreign : List.of(other, otherSibling)) {
                var reply = caller.getValue().in(foreign.uids().get("projects")).get("/v1/users/info");
                assertEquals(404, reply.status(), caller.getKey());
            }
            if (!caller.getKey().startsWith("tenant")) {
                var reply = caller.getValue().in(sibling.uids().get("projects")).get("/v1/users/info");
                assertEquals(403, reply.status(), caller.getKey());
            }
        }
    }

    /** Whatever bodies say: every uid in them is another's, and nothing of theirs changes or shows. */
    @Test
    void noBodyReachesAnother() {
        var before = versions(other, otherSibling);
        var wrong = new TreeSet<String>();
        int asked = 0;
        for (var operation : operations()) {
            var body = body(operation);
            if (!body.contains("FOREIGN") || operation.method().equals("DELETE")) continue;
            var path = Probe.path(operation, own, "").orElseThrow();
            for (var uid : other.uids().values()) {
                asked++;
                new Probe(own.client()::send, other)
                        .ask(operation.method(), path, body, uid)
                        .ifPresent(fault -> wrong.add(operation.id() + ": " + fault));
            }
        }
        System.out.printf("tenancy: %d bodies sent%n", asked);
        assertEquals("", String.join("\n", wrong));
        assertEquals(before, versions(other, otherSibling));
        assertTrue(asked > 700, "only " + asked);
    }

    /** A server that let another's things through would be noticed, in each way that it could. */
    @Test
    void aLeakIsFound() {
        var cluster = other.uids().get("spectroclusters");
        var path = "/v1/spectroclusters/FOREIGN";
        var broken = new Probe((method, asked, body) -> other.client().send(method, asked, body), other);
        assertTrue(broken.ask("GET", path, "", cluster).orElse("").contains("shows"));
        assertTrue(broken.ask("PUT", path + "/location", "{}", cluster).isPresent());
        var telling = new Probe(
                (method, asked, body) -> asked.contains(cluster)
                        ? house.stranger().get(asked)
                        : house.admin().send(method, asked, body),
                other);
        assertTrue(telling.ask("GET", path, "", cluster).orElse("").contains("401"));
        var honest = new Probe(house.admin()::send, other);
        assertEquals("", honest.ask("GET", path, "", cluster).orElse(""));
        assertTrue(honest.ask("GET", "/v1/users/info?x=otherthing", "", cluster).isEmpty());
    }

    /** Documents with their versions; what clusters report by themselves is left out. */
    private static Map<String, Long> versions(World... worlds) {
        var versions = new TreeMap<String, Long>();
        try (var store = house.store()) {
            for (var world : worlds) {
                for (var kind : Kinds.all()) {
                    if (List.of(Kinds.CLUSTER, Kinds.REHEARSAL_FAULT).contains(kind)) continue;
                    var all = store.list(Query.all(
                                    kind,
                                    Reach.tenant(world.uids()
                                            .getOrDefault(
                                                    "tenantUid", own.uids().get("tenantUid")))))
                            .items();
                    for (var document : all)
                        if (isOf(world, document)) versions.put(kind.name() + document.uid(), document.version());
                }
            }
        }
        return versions;
    }

    private static boolean isOf(World world, Document document) {
        return world != sibling || document.project().equals(world.uids().get("projects"));
    }
}
