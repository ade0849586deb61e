package dev.easel.users;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Kind;

/** Roles in workspaces, which clients ask for with every user and team. There are no workspaces yet, so nobody has any. */
record WorkspaceRoles(Desk desk) {

    void bind(Binder on) {
        on.op("v1UsersWorkspaceGetRoles", "user.get", call -> list(call, Kinds.USER, "userUid"));
        on.op("v1UsersWorkspaceRolesPut", "user.update", call -> set(call, Kinds.USER, "userUid"));
        on.op("v1TeamsWorkspaceGetRoles", "team.get", call -> list(call, Kinds.TEAM, "teamUid"));
        on.op("v1TeamsWorkspaceRolesPut", "team.update", call -> set(call, Kinds.TEAM, "teamUid"));
    }

    private Object list(Call call, Kind kind, String key) {
        desk.find(kind, call, call.path(key));
        var reply = Json.object();
        reply.putArray("projects");
        return reply;
    }

    private Object set(Call call, Kind kind, String key) {
        desk.find(kind, call, call.path(key));
        for (var workspace : call.object().path("workspaces")) {
            throw Problem.notFound("workspace", workspace.path("uid").asString(""));
        }
        return Reply.none();
    }
}
