package dev.easel.users;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.resource.Show;
import dev.easel.resource.Verbs;
import dev.easel.store.Query.Reach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Teams: users who hold roles together. */
final class Teams {
    private final Verbs verbs;
    private final Desk desk;
    private final Rule withinLimit;

    Teams(Verbs verbs, Rule withinLimit) {
        this.verbs = verbs;
        this.desk = verbs.desk();
        this.withinLimit = withinLimit;
    }

    void bind(Binder on) {
        on.op(
                "v1TeamsCreate",
                verbs.create(
                        Kinds.TEAM,
                        withinLimit,
                        Teams::begin,
                        Profiles.mustHoldGrantableRoles(),
                        Teams::mustHaveMembers));
        on.op("v1TeamsList", "team.list", this::list);
        on.op("v1TeamsUidGet", verbs.get(Kinds.TEAM));
        on.op("v1TeamsUidUpdate", "team.update", call -> change(call, call.body()));
        on.op("v1TeamsUidPatch", "team.update", this::patch);
        on.op("v1TeamsUidDelete", verbs.delete(Kinds.TEAM));
        var roles = new Assignments(desk, Kinds.TEAM);
        on.op("V1TeamsUidTenantRolesGet", "team.get", roles::tenantRoles);
        on.op("V1TeamsUidTenantRolesUpdate", "team.update", roles::setTenantRoles);
        on.op("v1TeamsProjectRoles", "team.get", roles::projectRoles);
        on.op("v1TeamsProjectRolesPut", "team.update", roles::setProjectRoles);
        var resources = new ResourceRoles(desk, Kinds.TEAM);
        on.op("v1TeamsUidResourceRoles", "team.get", resources::list);
        on.op("v1TeamsUidResourceRolesCreate", "team.update", resources::add);
        on.op("v1TeamsResourceRolesUidUpdate", "team.update", resources::replace);
        on.op("v1TeamsUidResourceRolesUidDelete", "team.update", resources::remove);
    }

    /** All of them unless a limit is named: the published clients ask once and expect everything. */
    private Object list(Call call) {
        var query = desk.query(Kinds.TEAM, call);
        var whole = call.query("limit").isEmpty() ? query.page(0, query.offset(), query.token()) : query;
        return desk.page(whole, call, Show.PLAIN);
    }

    private Object patch(Call call) {
        return change(call, Patch.apply(desk.show(desk.find(Kinds.TEAM, call, call.path("uid"))), call.body()));
    }

    private Object change(Call call, JsonNode given) {
        return desk.change(
                Kinds.TEAM,
                call,
                call.path("uid"),
                body -> {
                    if (given.path("metadata").isObject()) Metadata.adopt(body, given.get("metadata"), desk.now());
                    var spec = Metadata.child(body, "spec");
                    spec.set("users", Assignments.list(given.at("/spec/users")));
                    if (given.at("/spec/sources") instanceof ArrayNode sources) spec.set("sources", sources);
                    if (given.at("/spec/roles") instanceof ArrayNode roles) spec.set("roles", roles);
                },
                Profiles.mustHoldGrantableRoles(),
                Teams::mustHaveMembers);
    }

    private static void begin(Draft draft) {
        draft.body().set("status", Json.object());
        var spec = Metadata.child(draft.body(), "spec");
        spec.set("users", Assignments.list(spec.path("users")));
        spec.set("roles", Assignments.list(spec.path("roles")));
    }

    /** Members exist; who lets new ones in gives them all that the team holds. */
    private static void mustHaveMembers(Draft draft) {
        var fresh = Grants.texts(draft.at("/spec/users"));
        draft.old().ifPresent(old -> fresh.removeAll(Grants.texts(old.at("/spec/users"))));
        var reach = Reach.tenant(draft.call().caller().tenant());
        for (var uid : fresh) {
            draft.tx()
                    .find(Kinds.USER, reach, uid)
                    .orElseThrow(() -> Problem.of(Code.UserNotFound, "Specified user not found: %s", uid));
        }
        if (!fresh.isEmpty()) draft.old().ifPresent(new Grants(draft.tx(), draft.call())::mustCover);
    }
}
