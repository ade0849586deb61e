package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.TestClient;
import dev.easel.auth.Rights;
import dev.easel.kinds.Kinds;
import dev.easel.store.Actor;
import dev.easel.store.Query.Reach;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.node.ArrayNode;

/** Whatever people with whatever rights do, nobody gets more than they had and whoever gave it has. */
final class NobodyRisesTest {
    private static final Map<Deed, Integer> DONE = new EnumMap<>(Deed.class);
    private static Court court;

    /** A way in which rights can move. */
    enum Deed {
        TENANT_ROLES,
        PROJECT_ROLES,
        RESOURCE_ROLES,
        USER_WITH_ROLES,
        USER_CREATED,
        ADDRESS,
        PASSWORD,
        LINK,
        KEY,
        ROLE_CREATED,
        ROLE_WIDENED,
        ROLE_COPIED,
        TEAM_CHANGED,
        TEAM_ROLES,
        TEAM_PROJECT_ROLES,
        TEAM_CREATED,
        PROJECT_USERS,
        PROJECT_TEAMS,
        PROJECT_CREATED,
        FILTER_CHANGED;

        /** What gives nothing to its target, but lets the actor be the target. */
        boolean actsForAnother() {
            return this == ADDRESS || this == PASSWORD || this == LINK || this == KEY;
        }
    }

    /** Somebody does something to somebody, with the rest drawn from a seed. */
    record Step(int actor, Deed deed, int whom, long seed) {}

    @BeforeContainer
    static void open() {
        court = new Court();
    }

    @AfterContainer
    static void close() {
        System.out.println("privilege: accepted " + DONE);
        court.close();
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void nobodyRises(@ForAll long dealt, @ForAll @Size(60) List<Long> seeds) {
        court.deal(new Random(dealt));
        var before = court.rights();
        for (var seed : seeds) {
            var step = step(seed);
            var actor = before.get(court.users.get(step.actor()));
            var accepted = done(step);
            if (!accepted) continue;
            DONE.merge(step.deed(), 1, Integer::sum);
            var after = court.rights();
            assertEquals(List.of(), new Rise(before, actor).found(after), () -> step + " by " + actor);
            if (step.deed().actsForAnother()) {
                var whom = before.getOrDefault(court.users.get(step.whom()), Rights.NONE);
                assertEquals(List.of(), Rise.missing(actor, whom), step::toString);
            }
            before = after;
        }
    }

    private static Step step(long seed) {
        var random = new Random(seed);
        var actor = random.nextInt(3);
        var whom = (actor + 1 + random.nextInt(court.users.size() - 1)) % court.users.size();
        return new Step(actor, Deed.values()[random.nextInt(Deed.values().length)], whom, random.nextLong());
    }

    private static boolean done(Step step) {
        var random = new Random(step.seed());
        var client = court.clients.get(step.actor());
        var own = random.nextInt(4) == 0 && !step.deed().actsForAnother();
        var whom = court.users.get(own ? step.actor() : step.whom());
        var reply = switch (step.deed()) {
            case TENANT_ROLES -> client.put("/v1/users/" + whom + "/roles", Map.of("roles", roles("tenant", random)));
            case PROJECT_ROLES -> client.put("/v1/users/" + whom + "/projects", projects(random));
            case RESOURCE_ROLES -> client.post("/v1/users/" + whom + "/resourceRoles", court.resourceRole(random));
            case USER_WITH_ROLES, ADDRESS -> user(client, step.deed(), whom, random);
            case USER_CREATED -> client.post("/v1/users", newcomer(random));
            case PASSWORD ->
                client.patch(
                        "/v1/users/" + whom + "/password/change",
                        Map.of("newPassword", "Correct-horse-9-" + random.nextInt(9999)));
            case LINK -> client.get("/v1/users/" + whom);
            case KEY -> client.post("/v1/apiKeys", Launch.named(court.name(), Map.of("userUid", whom)));
            case ROLE_CREATED, ROLE_WIDENED, ROLE_COPIED -> role(client, step.deed(), random);
            case TEAM_CHANGED, TEAM_ROLES, TEAM_PROJECT_ROLES, TEAM_CREATED -> team(client, step.deed(), whom, random);
            case PROJECT_USERS, PROJECT_TEAMS, PROJECT_CREATED -> project(client, step.deed(), whom, random);
            case FILTER_CHANGED ->
                client.put(
                        "/v1/filters/tag/" + Court.pick(court.filters, random),
                        Launch.named(court.name(), Court.filter(random.nextInt(5))));
        };
        if (step.deed() == Deed.LINK) return reply.text().contains("activationLink");
        return reply.status() < 300;
    }

    private static List<String> roles(String scope, Random random) {
        return List.of(Court.pick(court.roles.get(scope), random));
    }

    private static Map<String, Object> projects(Random random) {
        var entry = Map.of("projectUid", Court.pick(court.projects, random), "roles", roles("project", random));
        return Map.of("projects", List.of(entry));
    }

    private static Map<String, Object> newcomer(Random random) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("emailId", court.name() + "@easel.test");
        spec.put("firstName", "New");
        spec.put("roles", roles("tenant", random));
        if (random.nextBoolean()) spec.put("teams", List.of(Court.pick(court.teams, random)));
        return Map.of("spec", spec);
    }

    private static TestClient.Reply user(TestClient client, Deed deed, String whom, Random random) {
        var spec = new LinkedHashMap<String, Object>();
        var address = court.user(whom).at("/spec/emailId").asString();
        spec.put("emailId", deed == Deed.ADDRESS ? court.name() + "@easel.test" : address);
        spec.put("firstName", "A");
        if (deed == Deed.USER_WITH_ROLES) spec.put("roles", roles("tenant", random));
        var path = "/v1/users/" + whom;
        if (random.nextBoolean()) return client.put(path, Map.of("spec", spec));
        var patch = new ArrayList<Map<String, Object>>();
        spec.forEach((name, value) -> patch.add(Map.of("op", "replace", "path", "/spec/" + name, "value", value)));
        return client.patch(path, patch);
    }

    private static TestClient.Reply role(TestClient client, Deed deed, Random random) {
        var scope = Court.pick(List.copyOf(court.roles.keySet()), random);
        var path = "/v1/roles/" + Court.pick(court.roles.get(scope), random);
        var body = court.roleBody(scope, Court.some(scope, random));
        return switch (deed) {
            case ROLE_CREATED -> client.post("/v1/roles", body);
            case ROLE_WIDENED -> client.put(path, body);
            default -> client.post(path + "/clone", Map.of("metadata", Map.of("name", court.name())));
        };
    }

    private static TestClient.Reply team(TestClient client, Deed deed, String whom, Random random) {
        var path = "/v1/teams/" + Court.pick(court.teams, random);
        var given = random.nextInt(3) == 0 ? List.<String>of() : roles("tenant", random);
        var body = Launch.named(court.name(), Map.of("users", List.of(whom), "roles", given));
        return switch (deed) {
            case TEAM_CHANGED -> client.put(path, body);
            case TEAM_CREATED -> client.post("/v1/teams", body);
            case TEAM_ROLES -> client.put(path + "/roles", Map.of("roles", roles("tenant", random)));
            default -> client.put(path + "/projects", projects(random));
        };
    }

    private static TestClient.Reply project(TestClient client, Deed deed, String whom, Random random) {
        var users = List.of(Map.of("userId", whom, "roles", roles("project", random)));
        var teams = List.of(Map.of("teamId", Court.pick(court.teams, random), "roles", roles("project", random)));
        var path = "/v1/projects/" + Court.pick(court.projects, random);
        return switch (deed) {
            case PROJECT_USERS -> client.put(path + "/users", Map.of("users", users));
            case PROJECT_TEAMS -> client.put(path + "/teams", Map.of("teams", teams));
            default -> client.post("/v1/projects", Launch.named(court.name(), Map.of("users", users, "teams", teams)));
        };
    }

    /** Rights that come from nowhere are seen: a role slipped into a user, and a role that grew, past all checks. */
    @Example
    void whoRisesIsFound() {
        court.deal(new Random(1));
        var before = court.rights();
        var poor = court.users.get(4);
        var rise = new Rise(before, Rights.NONE);
        assertEquals(List.of(), rise.found(court.rights()));
        var strong = court.role(court.admin, "tenant", List.of("cluster.create"));
        plant(poor, strong);
        var found = rise.found(court.rights());
        assertTrue(found.stream().anyMatch(each -> each.contains("rises in '' by [cluster.create")), found::toString);
        assertTrue(found.stream().allMatch(each -> each.startsWith(poor)), found::toString);
        var admin = before.values().stream()
                .filter(each -> each.tenant().contains("cluster.create"))
                .findFirst();
        assertEquals(List.of(), new Rise(before, admin.orElseThrow()).found(court.rights()));
        assertFalse(Rise.missing(before.get(poor), admin.orElseThrow()).isEmpty());
    }

    /** Two ways to give more than one has, without granting: by what others hold already. */
    @Example
    void whatOthersHoldIsNotWidenedWhereOneHoldsLess() {
        var admin = court.admin;
        var here = court.projects.get(0);
        var there = court.projects.get(1);
        var strong = court.role(admin, "project", List.of("cluster.update", "cluster.get"));
        admin.put(
                        "/v1/users/" + court.users.get(0) + "/roles",
                        Map.of("roles", List.of(court.roles.get("tenant").get(4))))
                .status(204);
        holds(court.users.get(0), here, strong);
        for (var project : List.of(here, there)) {
            var expected = project.equals(here) ? 204 : 403;
            var weak = court.role(admin, "project", List.of("cluster.get"));
            holds(court.users.get(3), project, weak);
            var wider = Launch.named(
                    "wider-" + project,
                    Map.of("scope", "project", "permissions", List.of("cluster.get", "cluster.update")));
            court.clients.get(0).put("/v1/roles/" + weak, wider).status(expected);
            var filter = admin.create("/v1/filters/tag", Launch.named("f-" + project, Map.copyOf(Court.filter(7))));
            var under = court.role(admin, "resource", List.of("cluster.get", "cluster.update"));
            var entry = Map.of("roles", List.of(under), "projectUids", List.of(project), "filterRefs", List.of(filter));
            admin.post("/v1/users/" + court.users.get(3) + "/resourceRoles", entry)
                    .status(204);
            var path = "/v1/filters/tag/" + filter;
            court.clients
                    .get(0)
                    .put(path, Launch.named("f-" + project, Map.copyOf(Court.filter(7))))
                    .status(204);
            court.clients
                    .get(0)
                    .put(path, Launch.named("f-" + project, Map.copyOf(Court.filter(8))))
                    .status(expected);
        }
    }

    private static void holds(String user, String project, String role) {
        var entries = court.projects.stream()
                .map(each -> Map.of("projectUid", each, "roles", each.equals(project) ? List.of(role) : List.of()))
                .toList();
        court.admin
                .put("/v1/users/" + user + "/projects", Map.of("projects", entries))
                .status(204);
    }

    private static void plant(String user, String role) {
        try (var store = court.house.store()) {
            store.write(Actor.house(court.tenant, "", "planted"), tx -> {
                var old = tx.find(Kinds.USER, Reach.tenant(court.tenant), user).orElseThrow();
                var body = old.body().deepCopy();
                ((ArrayNode) body.at("/spec/roles")).add(role);
                return tx.replace(old, body);
            });
        }
    }
}
