package dev.easel.projects;

import dev.easel.Family;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Handler;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import tools.jackson.databind.node.ArrayNode;

/**
 * Projects: rooms of a tenant. Clients name a project in the path and leave out the header, so what counts are the caller's
 * rights in the project of the path.
 */
public final class Projects implements Family {
    private final Verbs verbs;
    private final Desk desk;
    private final ProjectMembers members;
    private final Rule withinLimit;
    private final Rule alertsWithinLimit;

    /** With the rules that keep the numbers of projects, and of alerts in one, within what the tenant may have. */
    public Projects(Verbs verbs, Members members, Rule withinLimit, Rule alertsWithinLimit) {
        this.verbs = verbs;
        this.desk = verbs.desk();
        this.members = new ProjectMembers(desk, members);
        this.withinLimit = withinLimit;
        this.alertsWithinLimit = alertsWithinLimit;
    }

    @Override
    public void bind(Binder on) {
        on.op("v1ProjectsCreate", verbs.create(Kinds.PROJECT_ROOM, withinLimit, Projects::begin, members::adopt));
        on.op("v1ProjectsUidGet", in("project.get", this::get));
        on.op("v1ProjectsUidUpdate", in("project.update", this::update));
        on.op("v1ProjectsUidMetaUpdate", in("project.update", this::setMetadata));
        on.op("v1ProjectsUidUsersUpdate", in("project.update", call -> members.replace(call, Kinds.USER)));
        on.op("v1ProjectsUidTeamsUpdate", in("project.update", call -> members.replace(call, Kinds.TEAM)));
        var contents = new ProjectContents(desk, members);
        on.op("v1ProjectsUidValidate", in("project.delete", contents::explain));
        on.op("v1ProjectsUidDelete", in("project.delete", contents::delete));
        new ProjectAlerts(desk, alertsWithinLimit).bind(on);
        new ProjectSettings(desk).bind(on);
        new ProjectDashboards(desk, members).bind(on);
    }

    /** An action that takes a permission in the project of the path. */
    static Action in(String permission, Handler handler) {
        return new Action(Action.SIGNED_IN, call -> {
            if (!call.caller().in(call.path("uid")).may(permission)) {
                throw Problem.forbidden(permission);
            }
            return handler.handle(call);
        });
    }

    private Object get(Call call) {
        var project = desk.find(Kinds.PROJECT_ROOM, call, call.path("uid"));
        var shown = desk.show(project);
        var spec = Metadata.child(shown, "spec");
        if (!(spec.path("alerts") instanceof ArrayNode)) spec.putArray("alerts");
        spec.set("users", members.list(project, Kinds.USER));
        spec.set("teams", members.list(project, Kinds.TEAM));
        return Reply.tagged(shown, project.version());
    }

    /** Members stay as they are unless the body names some: there are operations of their own to take them away. */
    private Object update(Call call) {
        var given = call.object();
        desk.write(call, tx -> {
            Document project = Desk.hold(tx, Kinds.PROJECT_ROOM, call, call.path("uid"));
            members.adopt(tx, call, project.uid(), given.path("spec"));
            return Desk.change(tx, project, call, body -> {
                if (given.path("metadata").isObject()) Metadata.adopt(body, given.get("metadata"), tx.now());
                Metadata.child(body, "spec")
                        .put("logoUid", given.at("/spec/logoUid").asString(""));
            });
        });
        return Reply.none();
    }

    private Object setMetadata(Call call) {
        return desk.change(
                Kinds.PROJECT_ROOM, call, call.path("uid"), body -> Metadata.adopt(body, call.object(), desk.now()));
    }

    private static void begin(Draft draft) {
        Metadata.child(draft.body(), "spec").putArray("alerts");
        Metadata.child(draft.body(), "status").put("isDisabled", false);
    }
}
