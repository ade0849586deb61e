package dev.easel.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UsersTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private String user(String name, String... roles) {
        var list = roles.length == 0 ? "" : "'" + String.join("','", List.of(roles)) + "'";
        return bench.admin(
                        "v1UsersCreate",
                        "{'spec':{'emailId':'%s@acme.example','firstName':'%s','lastName':'Doe','roles':[%s]}}"
                                .formatted(name, name, list))
                .uid();
    }

    private String key(String user) {
        return bench.admin("v1ApiKeysCreate", "{'metadata':{'name':'k'},'spec':{'userUid':'%s'}}".formatted(user))
                .text("/apiKey");
    }

    private static String role(String name) {
        return BuiltInRoles.uid(name);
    }

    @Test
    void onlyThoseWhoMayKeepUsers() {
        var body = "{'spec':{'emailId':'new@acme.example'}}";
        var viewer = key(user("viewer", role("Tenant Viewer")));
        var keeper = key(user("keeper", role("Tenant User Admin")));
        assertEquals(401, bench.ask("", "", "v1UsersCreate", body).status());
        assertEquals(403, bench.ask(viewer, "", "v1UsersCreate", body).status());
        assertEquals(201, bench.ask(keeper, "", "v1UsersCreate", body).status());
        assertEquals(
                409,
                bench.ask(keeper, "", "v1UsersCreate", body.replace("new", "NEW"))
                        .status());
        assertEquals(
                400,
                bench.ask(keeper, "", "v1UsersCreate", "{'spec':{'emailId':'nobody'}}")
                        .status());
    }

    @Test
    void everybodyLearnsWhoTheyAre() {
        var uid = user("plain");
        var info = bench.ask(key(uid), "", "v1UsersInfoGet", "");
        assertEquals(uid, info.text("/userUid"));
        assertEquals(bench.house.tenant(), info.text("/tenantUid"));
        assertEquals("Acme", info.text("/orgName"));
        assertEquals(200, bench.ask(key(uid), "", "v1UsersUidGet", "", uid).status());
        assertEquals(403, bench.ask(key(uid), "", "v1UsersList", "").status());
    }

    @Test
    void aUserIsFoundByAddressInTheSummary() {
        var uid = user("jane");
        user("john");
        var team = bench.admin("v1TeamsCreate", "{'metadata':{'name':'red'},'spec':{'users':['%s']}}".formatted(uid));
        bench.admin(
                "v1UsersProjectRolesPut",
                "{'projects':[{'projectUid':'%s','roles':['%s']}]}"
                        .formatted(bench.house.project(), role("Project Viewer")),
                uid);
        var found = bench.admin("v1UsersSummaryGet", "{'filter':{'emailId':{'eq':'jane@acme.example'}}}")
                .body();
        assertEquals(1, found.path("items").size());
        assertEquals(uid, found.at("/items/0/metadata/uid").asString());
        assertEquals("Default", found.at("/items/0/spec/projects/0/name").asString());
        assertEquals(team.uid(), found.at("/items/0/spec/teams/0/uid").asString());
        assertEquals(
                3, bench.admin("v1UsersSummaryGet", "{}").body().path("items").size());
        assertEquals(3, bench.admin("v1UsersMetadata", "").body().path("items").size());
    }

    @Test
    void nobodyGivesMoreThanTheyHold() {
        var keeper = key(user("keeper", role("Tenant User Admin"), role("Tenant Team Admin")));
        var admin = bench.admin("v1UsersInfoGet", "").text("/userUid");
        var mighty = "{'roles':['%s']}".formatted(role("Tenant Admin"));
        var other = user("other");
        assertEquals(
                403,
                bench.ask(keeper, "", "v1UsersUidRolesUpdate", mighty, other).status());
        var created = "{'spec':{'emailId':'x@acme.example','roles':['%s']}}".formatted(role("Tenant Admin"));
        assertEquals(403, bench.ask(keeper, "", "v1UsersCreate", created).status());
        var project = "{'projects':[{'projectUid':'%s','roles':['%s']}]}"
                .formatted(bench.house.project(), role("Project Admin"));
        assertEquals(
                403,
                bench.ask(keeper, "", "v1UsersProjectRolesPut", project, other).status());
        var resource = "{'projectUids':['%s'],'roles':['%s']}"
                .formatted(bench.house.project(), role("Resource Cluster Admin"));
        assertEquals(
                403,
                bench.ask(keeper, "", "v1UsersUidResourceRolesCreate", resource, other)
                        .status());
        var strong = bench.admin(
                        "v1TeamsCreate",
                        "{'metadata':{'name':'strong'},'spec':{'roles':['%s']}}".formatted(role("Tenant Admin")))
                .uid();
        var join = "{'metadata':{'name':'strong'},'spec':{'users':['%s']}}".formatted(other);
        assertEquals(
                403, bench.ask(keeper, "", "v1TeamsUidUpdate", join, strong).status());
        var member = "{'spec':{'emailId':'y@acme.example','teams':['%s']}}".formatted(strong);
        assertEquals(403, bench.ask(keeper, "", "v1UsersCreate", member).status());
        var address = "{'spec':{'emailId':'mine@acme.example'}}";
        assertEquals(
                403, bench.ask(keeper, "", "v1UsersUidUpdate", address, admin).status());
        var password = "{'newPassword':'Other-horse-2'}";
        assertEquals(
                403,
                bench.ask(keeper, "", "v1UsersUidPasswordChange", password, admin)
                        .status());
        var own = "{'roles':['%s']}".formatted(role("Tenant User Admin"));
        assertEquals(
                204, bench.ask(keeper, "", "v1UsersUidRolesUpdate", own, other).status());
    }

    @Test
    void rolesCountOnlyWhereTheyAreGiven() {
        var uid = user("dev");
        var key = key(uid);
        var room = bench.house.project();
        var other =
                bench.admin("v1ProjectsCreate", "{'metadata':{'name':'Other'}}").uid();
        assertEquals(403, bench.ask(key, room, "v1ProjectsUidGet", "", room).status());
        var roles = "{'projects':[{'projectUid':'%s','roles':['%s']}]}".formatted(room, role("Project Editor"));
        assertEquals(204, bench.admin("v1UsersProjectRolesPut", roles, uid).status());
        assertEquals(200, bench.ask(key, room, "v1ProjectsUidGet", "", room).status());
        assertEquals(403, bench.ask(key, room, "v1ProjectsUidGet", "", other).status());
        assertEquals(
                403,
                bench.ask(key, room, "v1ProjectsUidUpdate", "{'metadata':{'name':'mine'}}", other)
                        .status());
        assertEquals(
                1,
                bench.ask(key, "", "v1ProjectsMetadata", "")
                        .body()
                        .path("items")
                        .size());
        var shown = bench.admin("v1UsersProjectRoles", "", uid);
        assertEquals("Project Editor", shown.text("/projects/0/roles/0/name"));
        assertEquals(
                204,
                bench.admin(
                                "v1UsersProjectRolesPut",
                                "{'projects':[{'projectUid':'%s','roles':[]}]}".formatted(room),
                                uid)
                        .status());
        assertTrue(bench.admin("v1UsersProjectRoles", "", uid)
                .body()
                .path("projects")
                .isEmpty());
        assertEquals(403, bench.ask(key, room, "v1ProjectsUidGet", "", room).status());
        var wrong = "{'projects':[{'projectUid':'%s','roles':['%s']}]}".formatted(room, role("Tenant Viewer"));
        assertEquals(400, bench.admin("v1UsersProjectRolesPut", wrong, uid).status());
        var unknown = "{'projects':[{'projectUid':'%s','roles':['x']}]}".formatted(room);
        assertEquals(404, bench.admin("v1UsersProjectRolesPut", unknown, uid).status());
    }

    @Test
    void rightsInAProjectMakeNoProjects() {
        var uid = user("dev");
        var room = bench.house.project();
        var role = bench.admin(
                        "v1RolesCreate",
                        "{'metadata':{'name':'R'},'spec':{'scope':'project','permissions':['project.create','project.update']}}")
                .uid();
        bench.admin(
                "v1UsersProjectRolesPut",
                "{'projects':[{'projectUid':'%s','roles':['%s']}]}".formatted(room, role),
                uid);
        var key = key(uid);
        assertEquals(
                403,
                bench.ask(key, room, "v1ProjectsCreate", "{'metadata':{'name':'Mine'}}")
                        .status());
        assertEquals(
                204,
                bench.ask(key, room, "v1ProjectsUidMetaUpdate", "{'name':'Default'}", room)
                        .status());
    }

    @Test
    void teamsGiveTheirRolesToTheirMembers() {
        var uid = user("dev");
        var key = key(uid);
        var team = bench.admin("v1TeamsCreate", "{'metadata':{'name':'red'},'spec':{'users':['%s']}}".formatted(uid))
                .uid();
        assertEquals(403, bench.ask(key, "", "v1RolesList", "").status());
        var viewer = "{'roles':['%s']}".formatted(role("Tenant Viewer"));
        assertEquals(
                204, bench.admin("V1TeamsUidTenantRolesUpdate", viewer, team).status());
        assertEquals(200, bench.ask(key, "", "v1RolesList", "").status());
        assertEquals("Tenant Viewer", bench.admin("v1UsersUidRoles", "", uid).text("/inheritedRoles/0/name"));
        assertEquals(
                "Tenant Viewer",
                bench.admin("V1TeamsUidTenantRolesGet", "", team).text("/roles/0/name"));
        var room = "{'projects':[{'projectUid':'%s','roles':['%s']}]}"
                .formatted(bench.house.project(), role("Project Admin"));
        assertEquals(204, bench.admin("v1TeamsProjectRolesPut", room, team).status());
        assertEquals("Default", bench.admin("v1TeamsProjectRoles", "", team).text("/projects/0/name"));
        assertEquals(
                204,
                bench.admin("v1TeamsUidUpdate", "{'metadata':{'name':'red'},'spec':{'users':[]}}", team)
                        .status());
        assertEquals(403, bench.ask(key, "", "v1RolesList", "").status());
        assertEquals(
                404,
                bench.admin("v1TeamsUidUpdate", "{'metadata':{'name':'red'},'spec':{'users':['x']}}", team)
                        .status());
        assertEquals(
                1,
                bench.admin("v1TeamsSummaryGet", "{'filter':{'name':{'contains':'RE'}}}")
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                1,
                bench.admin("v1TeamsList", "", "filters=metadata.name=red")
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                204,
                bench.admin("v1TeamsUidPatch", "[{'op':'replace','path':'/metadata','value':{'name':'blue'}}]", team)
                        .status());
        assertEquals("blue", bench.admin("v1TeamsUidGet", "", team).text("/metadata/name"));
        assertEquals(204, bench.admin("v1TeamsUidDelete", "", team).status());
        assertEquals(404, bench.admin("v1TeamsUidGet", "", team).status());
    }

    @Test
    void nobodyHasRolesInWorkspaces() {
        var uid = user("w");
        assertTrue(bench.admin("v1UsersWorkspaceGetRoles", "", uid)
                .body()
                .path("projects")
                .isEmpty());
        assertEquals(
                204,
                bench.admin("v1UsersWorkspaceRolesPut", "{'workspaces':[]}", uid)
                        .status());
        var some = "{'workspaces':[{'uid':'w1','roles':['x']}]}";
        assertEquals(404, bench.admin("v1UsersWorkspaceRolesPut", some, uid).status());
        assertEquals(404, bench.admin("v1TeamsWorkspaceGetRoles", "", uid).status());
    }

    @Test
    void resourceRolesLetTheirHoldersIntoTheirProjects() {
        var uid = user("dev");
        var key = key(uid);
        var room = bench.house.project();
        var filter = bench.admin(
                        "v1TagFiltersCreate",
                        "{'metadata':{'name':'f'},'spec':{'filterGroup':{'filters':[{'key':'a','operator':'eq','values':['b']}]}}}")
                .uid();
        var body = "{'filterRefs':['%s'],'projectUids':['%s'],'roles':['%s']}"
                .formatted(filter, room, role("Resource Cluster Viewer"));
        assertEquals(
                204, bench.admin("v1UsersUidResourceRolesCreate", body, uid).status());
        var held = bench.admin("v1UsersUidResourceRoles", "", uid);
        assertEquals("f", held.text("/resourceRoles/0/filterRefs/0/name"));
        assertEquals("Default", held.text("/resourceRoles/0/projectUids/0/name"));
        assertEquals(200, bench.ask(key, room, "v1UsersInfoGet", "").status());
        assertEquals(409, bench.admin("v1TagFilterUidDelete", "", filter).status());
        var role = held.text("/resourceRoles/0/uid");
        var free = body.replace("'" + filter + "'", "");
        assertEquals(
                204,
                bench.admin("v1UsersResourceRolesUidUpdate", free, uid, role).status());
        assertEquals(200, bench.ask(key, room, "v1UsersInfoGet", "").status());
        assertEquals(
                204,
                bench.admin("v1UsersUidResourceRolesUidDelete", "", uid, role).status());
        assertEquals(403, bench.ask(key, room, "v1UsersInfoGet", "").status());
    }

    @Test
    void aUserWhoGoesTakesKeysAndMembershipsAlong() {
        var uid = user("gone");
        var key = key(uid);
        var team = bench.admin("v1TeamsCreate", "{'metadata':{'name':'t'},'spec':{'users':['%s']}}".formatted(uid))
                .uid();
        assertEquals(200, bench.ask(key, "", "v1UsersInfoGet", "").status());
        assertEquals(204, bench.admin("v1UsersUidDelete", "", uid).status());
        assertEquals(401, bench.ask(key, "", "v1UsersInfoGet", "").status());
        assertTrue(
                bench.admin("v1TeamsUidGet", "", team).body().at("/spec/users").isEmpty());
        assertEquals("ResourceNotFound", bench.admin("v1UsersUidGet", "", uid).text("/code"));
        var self = bench.admin("v1UsersInfoGet", "").text("/userUid");
        assertEquals(409, bench.admin("v1UsersUidDelete", "", self).status());
    }

    @Test
    void aUserCanBeSwitchedOffAndChanged() {
        var uid = user("jo");
        var key = key(uid);
        assertEquals(
                204,
                bench.admin("v1UsersUidPatch", "[{'op':'replace','path':'/status','value':{'isActive':false}}]", uid)
                        .status());
        assertEquals(401, bench.ask(key, "", "v1UsersInfoGet", "").status());
        assertEquals(
                204,
                bench.admin("v1UsersUidPatch", "[{'op':'replace','path':'/status','value':{'isActive':true}}]", uid)
                        .status());
        assertEquals(200, bench.ask(key, "", "v1UsersInfoGet", "").status());
        assertEquals(
                204,
                bench.ask(
                                key,
                                "",
                                "v1UsersUidUpdate",
                                "{'spec':{'emailId':'jo@acme.example','firstName':'Joanna'}}",
                                uid)
                        .status());
        var shown = bench.admin("v1UsersUidGet", "", uid).body();
        assertEquals("Joanna", shown.at("/spec/firstName").asString());
        assertFalse(shown.toString().contains("easel\""), shown.toString());
        assertEquals(
                400,
                bench.admin("v1UsersUidPatch", "[{'op':'replace','path':'/nowhere/x','value':{}}]", uid)
                        .status());
    }

    @Test
    void aNewUserSetsAPasswordWithTheLink() {
        var uid = user("link", role("Tenant Viewer"));
        var link = bench.admin("v1UsersUidGet", "", uid).text("/status/activationLink");
        var token = link.split("/")[4];
        var viewer = key(user("viewer", role("Tenant Viewer")));
        assertEquals("", bench.ask(viewer, "", "v1UsersUidGet", "", uid).text("/status/activationLink"));
        assertFalse(bench.admin("v1UsersList", "").body().toString().contains("activationLink"));
        assertEquals(
                401,
                bench.ask("", "", "v1PasswordActivate", "{'password':'Right-horse-9'}", "nonsense")
                        .status());
        assertEquals(
                400,
                bench.ask("", "", "v1PasswordActivate", "{'password':'short'}", token)
                        .status());
        assertEquals(
                204,
                bench.ask("", "", "v1PasswordActivate", "{'password':'Right-horse-9'}", token)
                        .status());
        assertEquals(
                401,
                bench.ask("", "", "v1PasswordActivate", "{'password':'Right-horse-9'}", token)
                        .status());
        var signIn = "{'emailId':'link@acme.example','password':'%s'}";
        var session = bench.ask("", "", "v1Authenticate", signIn.formatted("Right-horse-9"))
                .text("/Authorization");
        var change = "{'currentPassword':'%s','newPassword':'Left-horse-9'}";
        assertEquals(
                401,
                bench.ask("token " + session, "", "v1UsersUidPasswordChange", change.formatted("x"), uid)
                        .status());
        assertEquals(
                204,
                bench.ask("token " + session, "", "v1UsersUidPasswordChange", change.formatted("Right-horse-9"), uid)
                        .status());
        assertEquals(
                401, bench.ask("token " + session, "", "v1UsersInfoGet", "").status());
        assertEquals(
                200,
                bench.ask("", "", "v1Authenticate", signIn.formatted("Left-horse-9"))
                        .status());
    }
}
