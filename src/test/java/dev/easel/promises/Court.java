package dev.easel.promises;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.auth.Rights;
import dev.easel.kinds.Kinds;
import dev.easel.permissions.Permissions;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.users.People;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Some people with random rights, and everything by which one may give rights to another. */
final class Court implements AutoCloseable {
    /** What one needs to give anything at all. */
    private static final List<String> OFFICE = List.of(
            "user.get",
            "user.list",
            "user.create",
            "user.update",
            "team.get",
            "team.create",
            "team.update",
            "role.get",
            "role.create",
            "role.update",
            "project.get",
            "project.update",
            "project.create",
            "apiKey.create",
            "apiKey.update",
            "filter.get",
            "filter.create",
            "filter.update");

    private static final List<String> POOL = List.of(
            "cluster.get",
            "cluster.update",
            "cluster.delete",
            "clusterProfile.get",
            "clusterProfile.publish",
            "cloudaccount.get",
            "macro.list",
            "sshKey.get");

    final Fixture house = new Fixture();
    final TestClient admin = house.admin();
    final String tenant = admin.get("/v1/users/info").ok().path("tenantUid").asString();
    final List<String> users = new ArrayList<>();
    final List<TestClient> clients = new ArrayList<>();
    final List<String> projects = new ArrayList<>();
    final List<String> teams = new ArrayList<>();
    final List<String> filters = new ArrayList<>();
    final Map<String, List<String>> roles = new LinkedHashMap<>();
    private int names;

    Court() {
        makeRoom();
        for (int i = 0; i < 2; i++)
            projects.add(admin.create("/v1/projects", Map.of("metadata", Map.of("name", name()))));
        for (var scope : List.of("tenant", "project", "resource")) {
            var made = new ArrayList<String>();
            for (int i = 0; i < 4; i++) made.add(role(admin, scope, some(scope, new Random(i))));
            roles.put(scope, made);
        }
        roles.get("tenant").add(role(admin, "tenant", OFFICE));
        for (int i = 0; i < 2; i++) {
            teams.add(admin.create("/v1/teams", Launch.named(name(), Map.of("users", List.of(), "roles", List.of()))));
            filters.add(admin.create("/v1/filters/tag", Launch.named(name(), filter(i))));
        }
        for (int i = 0; i < 5; i++) people();
    }

    private void people() {
        var user =
                admin.create("/v1/users", Map.of("spec", Map.of("emailId", name() + "@easel.test", "firstName", "A")));
        var key = admin.post("/v1/apiKeys", Launch.named(name(), Map.of("userUid", user)))
                .status(201)
                .json()
                .path("apiKey")
                .asString();
        users.add(user);
        clients.add(house.stranger().with("ApiKey", key));
    }

    private void makeRoom() {
        var limits = Stream.of("user", "team", "role", "project", "filter", "apiKey")
                .map(kind -> Map.of("kind", kind, "limit", 10_000))
                .toList();
        admin.patch("/v1/tenants/" + tenant + "/resourceLimits", Map.of("resources", limits))
                .status(204);
    }

    String name() {
        return "court-" + names++;
    }

    String role(TestClient by, String scope, List<String> permissions) {
        return by.create("/v1/roles", roleBody(scope, permissions));
    }

    Map<String, Object> roleBody(String scope, List<String> permissions) {
        return Launch.named(name(), Map.of("scope", scope, "permissions", permissions));
    }

    static Map<String, Object> filter(int color) {
        var is = Map.of("key", "color", "operator", "eq", "negation", false, "values", List.of("c" + color));
        return Map.of("filterGroup", Map.of("conjunction", "and", "filters", List.of(is)));
    }

    /** Permissions of the pool that a role of the scope can grant, some of them. */
    static List<String> some(String scope, Random random) {
        return Permissions.load().in(scope).values().stream()
                .flatMap(java.util.Collection::stream)
                .filter(POOL::contains)
                .sorted()
                .filter(_ -> random.nextInt(3) == 0)
                .toList();
    }

    /** Deals the rights anew: two hold the office and little else, one much, two little. */
    void deal(Random random) {
        for (int i = 0; i < 4; i++) {
            for (var scope : roles.keySet()) {
                admin.put("/v1/roles/" + roles.get(scope).get(i), roleBody(scope, some(scope, random)))
                        .status(204);
            }
        }
        for (var team : teams) {
            var spec = Map.of("users", List.of(pick(users, random)), "roles", List.of());
            admin.put("/v1/teams/" + team, Launch.named(name(), Map.copyOf(spec)))
                    .status(204);
        }
        for (int i = 0; i < users.size(); i++) deal(users.get(i), i, random);
    }

    private void deal(String user, int rank, Random random) {
        var held = new ArrayList<String>();
        if (rank < 3) held.add(roles.get("tenant").get(4));
        if (rank == 2 || random.nextInt(3) == 0) held.add(roles.get("tenant").get(random.nextInt(4)));
        admin.put("/v1/users/" + user + "/roles", Map.of("roles", held)).status(204);
        var entries = projects.stream()
                .map(project -> Map.of(
                        "projectUid",
                        project,
                        "roles",
                        random.nextBoolean() ? List.of(pick(roles.get("project").subList(0, 4), random)) : List.of()))
                .toList();
        admin.put("/v1/users/" + user + "/projects", Map.of("projects", entries))
                .status(204);
        var known = admin.get("/v1/users/" + user + "/resourceRoles").ok().path("resourceRoles");
        for (var entry : known)
            admin.delete("/v1/users/" + user + "/resourceRoles/"
                            + entry.path("uid").asString())
                    .status(204);
        if (random.nextBoolean()) {
            admin.post("/v1/users/" + user + "/resourceRoles", resourceRole(random))
                    .status(204);
        }
    }

    Map<String, Object> resourceRole(Random random) {
        return Map.of(
                "roles", List.of(pick(roles.get("resource").subList(0, 4), random)),
                "projectUids", List.of(pick(projects, random)),
                "filterRefs", random.nextBoolean() ? List.of(pick(filters, random)) : List.of());
    }

    static <T> T pick(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** What everybody of the tenant may do, read from the database by somebody who remembers nothing. */
    Map<String, Rights> rights() {
        try (var store = house.store()) {
            var people = new People(store);
            var rights = new LinkedHashMap<String, Rights>();
            for (var user :
                    store.list(Query.all(Kinds.USER, Reach.tenant(tenant))).items()) {
                people.person(tenant, user.uid()).ifPresent(person -> rights.put(user.uid(), person.rights()));
            }
            return rights;
        }
    }

    JsonNode user(String uid) {
        return admin.get("/v1/users/" + uid).ok();
    }

    @Override
    public void close() {
        house.close();
    }
}
