package dev.easel.projects;

import dev.easel.contract.Json;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Query.Reach;
import tools.jackson.databind.JsonNode;

/** How the clusters of a project are looked after; what a project does not say, its tenant says. */
record ProjectSettings(Desk desk) {
    private static final String REMEDIATION = "nodesAutoRemediationSetting";

    void bind(Binder on) {
        on.op("v1ProjectClusterSettingsGet", Projects.in("project.get", this::get));
        on.op("v1ProjectClustersNodesAutoRemediationSettingUpdate", Projects.in("project.update", this::set));
    }

    private Object get(Call call) {
        var project = desk.find(Kinds.PROJECT_ROOM, call, call.path("uid"));
        var tenant = desk.store().find(Kinds.TENANT_ROOT, Reach.tenant(project.tenant()), project.tenant());
        var inherited = tenant.map(root -> root.at("/settings/clusterSettings")).orElseGet(Json::object);
        var own = project.at("/easel/" + REMEDIATION);
        var reply = Json.object();
        reply.set(REMEDIATION, own.isObject() ? own : unset());
        reply.set("tenantClusterSettings", inherited);
        return reply;
    }

    private static JsonNode unset() {
        return Json.object().put("isEnabled", false).put("disableNodesAutoRemediation", false);
    }

    private Object set(Call call) {
        var given = call.object();
        var setting = Json.object()
                .put("isEnabled", given.path("isEnabled").asBoolean(false))
                .put(
                        "disableNodesAutoRemediation",
                        given.path("disableNodesAutoRemediation").asBoolean(false));
        return desk.change(
                Kinds.PROJECT_ROOM,
                call,
                call.path("uid"),
                body -> Metadata.child(body, Desk.PRIVATE).set(REMEDIATION, setting));
    }
}
