package dev.easel.projects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.store.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProjectsTest {
    private static final String PROJECT =
            "{'metadata':{'name':'Shop','labels':{'a':'b'},'annotations':{'description':'d'}}}";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private String role(String name) {
        return bench.admin("v1RolesList", "", "filters=metadata.name=" + name).text("/items/0/metadata/uid");
    }

    private String user(String name, String roles) {
        return bench.admin(
                        "v1UsersCreate", "{'spec':{'emailId':'%s@acme.example','roles':[%s]}}".formatted(name, roles))
                .uid();
    }

    private String keyOf(String user) {
        return bench.admin("v1ApiKeysCreate", "{'metadata':{'name':'k'},'spec':{'userUid':'%s'}}".formatted(user))
                .text("/apiKey");
    }

    @Test
    void aProjectIsMadeChangedAndLetGo() {
        var viewer = keyOf(user("viewer", "'" + role("Tenant Viewer") + "'"));
        assertEquals(401, bench.ask("", "", "v1ProjectsCreate", PROJECT).status());
        assertEquals(403, bench.ask(viewer, "", "v1ProjectsCreate", PROJECT).status());
        var uid = bench.admin("v1ProjectsCreate", PROJECT).uid();
        assertEquals(
                "ResourceAlreadyExists",
                bench.admin("v1ProjectsCreate", PROJECT).text("/code"));
        assertEquals("d", bench.ask(viewer, "", "v1ProjectsUidGet", "", uid).text("/metadata/annotations/description"));
        assertEquals(
                403, bench.ask(viewer, "", "v1ProjectsUidUpdate", PROJECT, uid).status());
        assertEquals(
                204,
                bench.admin("v1ProjectsUidUpdate", "{'metadata':{'name':'Store'}}", uid)
                        .status());
        var shown = bench.admin("v1ProjectsUidGet", "", uid).body();
        assertEquals("Store", shown.at("/metadata/name").asString());
        assertTrue(shown.at("/metadata/labels").isMissingNode());
        assertEquals(
                204,
                bench.admin("v1ProjectsUidMetaUpdate", "{'name':'Store','labels':{'x':'y'}}", uid)
                        .status());
        assertEquals("y", bench.admin("v1ProjectsUidGet", "", uid).text("/metadata/labels/x"));
        assertEquals(
                1,
                bench.admin("v1ProjectsMetadata", "", "name=Store")
                        .body()
                        .path("items")
                        .size());
        assertEquals(204, bench.admin("v1ProjectsUidDelete", "{}", uid).status());
        assertEquals(
                "ResourceNotFound", bench.admin("v1ProjectsUidGet", "", uid).text("/code"));
        assertEquals(404, bench.ask("admin-key", uid, "v1UsersInfoGet", "").status());
    }

    @Test
    void membersAreGivenWithTheProjectAndReplaced() {
        var jane = user("jane", "");
        var john = user("john", "");
        var viewer = role("Project Viewer");
        var body =
                "{'metadata':{'name':'P'},'spec':{'users':[{'userId':'%s','roles':['%s']}]}}".formatted(jane, viewer);
        var uid = bench.admin("v1ProjectsCreate", body).uid();
        assertEquals(jane, bench.admin("v1ProjectsUidGet", "", uid).text("/spec/users/0/userId"));
        var key = keyOf(jane);
        assertEquals(200, bench.ask(key, "", "v1ProjectsUidGet", "", uid).status());
        assertEquals(
                1,
                bench.ask(key, "", "v1ProjectsFilterSummary", "{}")
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                204,
                bench.admin("v1ProjectsUidUpdate", "{'metadata':{'name':'P'},'spec':{'users':[],'teams':null}}", uid)
                        .status());
        assertEquals(
                1,
                bench.admin("v1ProjectsUidGet", "", uid)
                        .body()
                        .at("/spec/users")
                        .size());
        var other = "{'users':[{'userId':'%s','roles':['%s']}]}".formatted(john, viewer);
        assertEquals(204, bench.admin("v1ProjectsUidUsersUpdate", other, uid).status());
        assertEquals(john, bench.admin("v1ProjectsUidGet", "", uid).text("/spec/users/0/userId"));
        assertEquals(403, bench.ask(key, "", "v1ProjectsUidGet", "", uid).status());
        var team = bench.admin("v1TeamsCreate", "{'metadata':{'name':'t'},'spec':{'users':['%s']}}".formatted(jane))
                .uid();
        var teams = "{'teams':[{'teamId':'%s','roles':['%s']}]}".formatted(team, viewer);
        assertEquals(204, bench.admin("v1ProjectsUidTeamsUpdate", teams, uid).status());
        assertEquals(200, bench.ask(key, "", "v1ProjectsUidGet", "", uid).status());
        var editor = "{'teams':[{'teamId':'%s','roles':['%s']}]}".formatted(team, role("Project Admin"));
        assertEquals(
                403, bench.ask(key, "", "v1ProjectsUidTeamsUpdate", editor, uid).status());
        var summary = bench.admin(
                "v1ProjectsFilterSummary", "{'filter':{'name':{'eq':'p'}},'sort':[{'field':'name','order':'desc'}]}");
        assertEquals("t", summary.text("/items/0/specSummary/teams/0/name"));
        assertEquals(204, bench.admin("v1ProjectsUidDelete", "", uid).status());
        assertTrue(bench.admin("v1UsersProjectRoles", "", john)
                .body()
                .path("projects")
                .isEmpty());
    }

    @Test
    void aProjectWithContentsIsNotDeleted() {
        var uid = bench.admin("v1ProjectsCreate", PROJECT).uid();
        var tenant = bench.house.tenant();
        var cluster = Json.object();
        cluster.putObject("metadata").put("name", "c1").put("uid", "c1");
        cluster.putObject("status").put("state", "Running");
        bench.store.write(Actor.house(tenant, uid, "test"), tx -> tx.insert(Kinds.CLUSTER, uid, "c1", cluster));
        assertEquals(
                1,
                bench.admin("v1ProjectsUidValidate", "", uid)
                        .body()
                        .at("/clusters/count")
                        .asInt());
        assertEquals(
                "ProjectNotEmpty", bench.admin("v1ProjectsUidDelete", "{}", uid).text("/code"));
        assertEquals(
                409,
                bench.admin("v1ProjectsUidDelete", "{}", uid, "cleanupProjectResources=true")
                        .status());
        bench.store.write(Actor.house(tenant, uid, "test"), tx -> {
            tx.delete(tx.find(Kinds.CLUSTER, dev.easel.store.Query.Reach.tenant(tenant), "c1")
                    .orElseThrow());
            return "";
        });
        bench.ask(
                "admin-key",
                uid,
                "v1UserAssetsSshCreate",
                "{'metadata':{'name':'s'},'spec':{'publicKey':'ssh-rsa A'}}");
        bench.admin("v1ProjectsUidMacrosCreate", "{'macros':[{'name':'a','value':'b'}]}", uid);
        assertEquals(
                "ProjectNotEmpty", bench.admin("v1ProjectsUidDelete", "{}", uid).text("/code"));
        assertEquals(
                204,
                bench.admin("v1ProjectsUidDelete", "{}", uid, "cleanupProjectResources=true")
                        .status());
    }

    @Test
    void alertsAreReplacedAndKeptInTheProject() {
        var uid = bench.house.project();
        var channels = "{'channels':[{'type':'email','isActive':true,'identifiers':['a@b.c'],'createdBy':'x'},"
                + "{'type':'http','http':{'method':'POST','url':'https://h','headers':{'k':'v'}}}]}";
        assertEquals(
                204,
                bench.admin("v1ProjectsUidAlertUpdate", channels, uid, "ClusterHealth")
                        .status());
        var shown = bench.admin("v1ProjectsUidGet", "", uid);
        assertEquals("ClusterHealth", shown.text("/spec/alerts/0/component"));
        assertEquals(2, shown.body().at("/spec/alerts/0/channels").size());
        var more = bench.admin("v1ProjectsUidAlertCreate", "{'type':'app'}", uid, "ClusterHealth")
                .uid();
        assertEquals(
                "app",
                bench.admin("v1ProjectsUidAlertsUidGet", "", uid, "ClusterHealth", more)
                        .text("/type"));
        assertEquals(
                204,
                bench.admin("v1ProjectsUidAlertsUidUpdate", "{'type':'email'}", uid, "ClusterHealth", more)
                        .status());
        assertEquals(
                204,
                bench.admin("v1ProjectsUidAlertsUidDelete", "", uid, "ClusterHealth", more)
                        .status());
        assertEquals(
                404,
                bench.admin("v1ProjectsUidAlertsUidGet", "", uid, "ClusterHealth", more)
                        .status());
        assertEquals(
                404,
                bench.admin("v1ProjectsUidAlertUpdate", channels, uid, "Weather")
                        .status());
        assertEquals(
                204,
                bench.admin("v1ProjectsUidAlertUpdate", "{'channels':[]}", uid, "ClusterHealth")
                        .status());
        assertTrue(bench.admin("v1ProjectsUidGet", "", uid)
                .body()
                .at("/spec/alerts")
                .isEmpty());
        assertEquals(
                1, bench.admin("v1ProjectsAlerts", "").body().path("components").size());
    }

    @Test
    void clusterSettingsInheritFromTheTenant() {
        var uid = bench.house.project();
        var before = bench.admin("v1ProjectClusterSettingsGet", "", uid).body();
        assertTrue(before.at("/tenantClusterSettings/nodesAutoRemediationSetting/isEnabled")
                .asBoolean());
        var set = "{'isEnabled':true,'disableNodesAutoRemediation':true}";
        assertEquals(
                204,
                bench.admin("v1ProjectClustersNodesAutoRemediationSettingUpdate", set, uid)
                        .status());
        var after = bench.admin("v1ProjectClusterSettingsGet", "", uid).body();
        assertTrue(after.at("/nodesAutoRemediationSetting/disableNodesAutoRemediation")
                .asBoolean());
    }
}
