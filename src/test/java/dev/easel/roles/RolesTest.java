package dev.easel.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.http.Action;
import dev.easel.kinds.Kinds;
import dev.easel.permissions.Permissions;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RolesTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private String builtIn(String name) {
        return bench.admin("v1RolesList", "", "filters=metadata.name=" + name).text("/items/0/metadata/uid");
    }

    private String key(String... roles) {
        var list = "'" + String.join("','", List.of(roles)) + "'";
        var user = bench.admin("v1UsersCreate", "{'spec':{'emailId':'u@acme.example','roles':[%s]}}".formatted(list))
                .uid();
        return bench.admin("v1ApiKeysCreate", "{'metadata':{'name':'k'},'spec':{'userUid':'%s'}}".formatted(user))
                .text("/apiKey");
    }

    @Test
    void builtInRolesStandBesideCustomOnesAndCannotBeChanged() {
        var all = bench.admin("v1RolesList", "").body().path("items");
        assertEquals(39, all.size());
        var uid = builtIn("Project Viewer");
        var role = bench.admin("v1RolesUidGet", "", uid);
        assertEquals("system", role.text("/spec/type"));
        assertEquals("system", role.text("/metadata/annotations/scope"));
        var body = "{'metadata':{'name':'Mine'},'spec':{'scope':'project','permissions':[]}}";
        assertEquals(403, bench.admin("v1RolesUidUpdate", body, uid).status());
        assertEquals(403, bench.admin("v1RolesUidDelete", "", uid).status());
        assertEquals(
                409,
                bench.admin("v1RolesCreate", body.replace("Mine", "project VIEWER"))
                        .status());
    }

    @Test
    void customRolesAreMadeClonedAndLetGo() {
        var body =
                "{'metadata':{'name':'Readers'},'spec':{'scope':'project','type':'user','permissions':['cluster.get','cluster.list']}}";
        assertEquals(401, bench.ask("", "", "v1RolesCreate", body).status());
        assertEquals(
                403,
                bench.ask(key(builtIn("Tenant Viewer")), "", "v1RolesCreate", body)
                        .status());
        var uid = bench.admin("v1RolesCreate", body).uid();
        assertEquals(
                409,
                bench.admin("v1RolesCreate", body.replace("Readers", "readers")).status());
        var copy = bench.admin("v1RolesClone", "{'metadata':{'name':'Copy'}}", builtIn("Cluster Viewer"))
                .uid();
        assertEquals("user", bench.admin("v1RolesUidGet", "", copy).text("/spec/type"));
        assertEquals("tenant", bench.admin("v1RolesUidGet", "", copy).text("/metadata/annotations/scope"));
        var more = body.replace("'cluster.list'", "'cluster.list','cluster.update'");
        assertEquals(204, bench.admin("v1RolesUidUpdate", more, uid).status());
        assertEquals(
                3,
                bench.admin("v1RolesUidGet", "", uid)
                        .body()
                        .at("/spec/permissions")
                        .size());
        assertEquals(
                400,
                bench.admin("v1RolesUidUpdate", more.replace("'project'", "'tenant'"), uid)
                        .status());
        var self = bench.admin("v1UsersInfoGet", "").text("/userUid");
        bench.admin(
                "v1UsersProjectRolesPut",
                "{'projects':[{'projectUid':'%s','roles':['%s']}]}".formatted(bench.house.project(), uid),
                self);
        assertEquals(409, bench.admin("v1RolesUidDelete", "", uid).status());
        bench.admin(
                "v1UsersProjectRolesPut",
                "{'projects':[{'projectUid':'%s','roles':[]}]}".formatted(bench.house.project()),
                self);
        assertEquals(204, bench.admin("v1RolesUidDelete", "", uid).status());
    }

    @Test
    void aRoleGrantsWhatItsScopeCanAndItsMakerHolds() {
        var body = "{'metadata':{'name':'R'},'spec':{'scope':'%s','permissions':['%s']}}";
        assertEquals(
                400,
                bench.admin("v1RolesCreate", body.formatted("project", "user.create"))
                        .status());
        assertEquals(
                400,
                bench.admin("v1RolesCreate", body.formatted("tenant", "cluster.edit"))
                        .status());
        assertEquals(
                400,
                bench.admin("v1RolesCreate", body.formatted("system", "cluster.get"))
                        .status());
        assertEquals(
                400,
                bench.admin("v1RolesCreate", body.formatted("resource", "cluster.create"))
                        .status());
        var keeper = key(builtIn("Tenant Role Admin"));
        assertEquals(
                403,
                bench.ask(keeper, "", "v1RolesCreate", body.formatted("tenant", "user.create"))
                        .status());
        assertEquals(
                201,
                bench.ask(keeper, "", "v1RolesCreate", body.formatted("tenant", "role.get"))
                        .status());
    }

    @Test
    void permissionsAreListedByScope() {
        for (var scope : List.of("tenant", "project", "resource")) {
            var list = bench.admin("v1PermissionsList", "", "scope=" + scope).body();
            assertTrue(list.isArray() && !list.isEmpty());
            assertTrue(StreamSupport.stream(list.spliterator(), false)
                    .allMatch(entry -> entry.path("scope").asString().equals(scope)));
        }
        assertEquals(
                0, bench.admin("v1PermissionsList", "", "scope=system").body().size());
        var names = StreamSupport.stream(
                        bench.admin("v1PermissionsList", "", "scope=project")
                                .body()
                                .spliterator(),
                        false)
                .map(entry -> entry.path("name").asString())
                .toList();
        assertTrue(
                names.containsAll(List.of("App Deployment", "Cluster", "SSH Key", "Cloud Account")), names.toString());
    }

    @Test
    void everyPermissionOfTheTableAndOfEveryKindExists() {
        var permissions = Permissions.load();
        var unknown = new TreeSet<String>();
        bench.table().forEach((operation, bound) -> {
            var permission = bound.action().permission();
            var open = permission.equals(Action.OPEN) || permission.equals(Action.SIGNED_IN);
            if (!open && !permissions.knows(permission)) unknown.add(operation + " " + permission);
        });
        for (var kind : Kinds.all()) {
            for (var verb : List.of("create", "get", "list", "update", "delete")) {
                if (!permissions.knows(kind.name() + "." + verb)) unknown.add(kind.name() + "." + verb);
            }
        }
        assertEquals(new TreeSet<>(), unknown);
    }

    @Test
    void theAdministratorHoldsEverything() {
        var admin = bench.people
                .person(bench.house.tenant(), bench.admin("v1UsersInfoGet", "").text("/userUid"))
                .orElseThrow();
        for (var scope : List.of("tenant", "project", "resource")) {
            Permissions.load()
                    .in(scope)
                    .values()
                    .forEach(all -> assertTrue(admin.rights().covers("", all), all.toString()));
        }
        assertFalse(admin.rights().allows("", "cluster.edit"));
    }
}
