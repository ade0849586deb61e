package dev.easel.users;

import dev.easel.Family;
import dev.easel.auth.Directory;
import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import dev.easel.tables.SessionTable;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Users and teams: who there is, and which roles they hold. */
public final class Users implements Family {
    private final Verbs verbs;
    private final Desk desk;
    private final Directory directory;
    private final Rule withinLimit;
    private final Teams teams;

    /** With the rules that keep the numbers of users and of teams within what the tenant may have. */
    public Users(Verbs verbs, Directory directory, Rule usersWithinLimit, Rule teamsWithinLimit) {
        this.verbs = verbs;
        this.desk = verbs.desk();
        this.directory = directory;
        this.withinLimit = usersWithinLimit;
        this.teams = new Teams(verbs, teamsWithinLimit);
    }

    @Override
    public void bind(Binder on) {
        on.op("v1UsersInfoGet", Action.SIGNED_IN, this::info);
        on.op(
                "v1UsersCreate",
                verbs.create(
                        Kinds.USER,
                        withinLimit,
                        Profiles::mustHaveAddress,
                        Profiles.mustHoldGrantableRoles(),
                        Profiles::begin,
                        Profiles::join));
        on.op("v1UsersList", verbs.list(Kinds.USER, Summaries::withoutLink));
        on.op("v1UsersUidGet", Action.SIGNED_IN, this::get);
        on.op("v1UsersUidUpdate", Action.SIGNED_IN, this::update);
        on.op("v1UsersUidPatch", "user.update", this::patch);
        on.op("v1UsersUidDelete", verbs.delete(Kinds.USER, Profiles::mustBeSomebodyElse, Profiles::leave));
        on.op("v1UsersStatusLoginMode", Action.SIGNED_IN, this::setLoginMode);
        on.op("v1UsersSystemFeature", Action.SIGNED_IN, _ -> none());
        new Summaries(verbs).bind(on);
        bindRoles(on);
        teams.bind(on);
        new WorkspaceRoles(desk).bind(on);
    }

    private void bindRoles(Binder on) {
        var roles = new Assignments(desk, Kinds.USER);
        on.op("v1UsersUidRoles", "user.get", roles::tenantRoles);
        on.op("v1UsersUidRolesUpdate", "user.update", roles::setTenantRoles);
        on.op("v1UsersProjectRoles", "user.get", roles::projectRoles);
        on.op("v1UsersProjectRolesPut", "user.update", roles::setProjectRoles);
        var resources = new ResourceRoles(desk, Kinds.USER);
        on.op("v1UsersUidResourceRoles", "user.get", resources::list);
        on.op("v1UsersUidResourceRolesCreate", "user.update", resources::add);
        on.op("v1UsersResourceRolesUidUpdate", "user.update", resources::replace);
        on.op("v1UsersUidResourceRolesUidDelete", "user.update", resources::remove);
    }

    /** Role uids in a project by uid of the user or team that holds them. */
    public Map<String, JsonNode> rolesIn(Kind holders, String tenant, String project) {
        var roles = new LinkedHashMap<String, JsonNode>();
        for (var holder : new Assignments(desk, holders).in(tenant, project)) {
            var held = Assignments.rolesIn(holder, project);
            if (!held.isEmpty()) roles.put(holder.uid(), held);
        }
        return roles;
    }

    /** Gives users or teams exactly these roles in a project, under the rules of granting. */
    public void assign(Tx tx, Call call, Kind holders, String project, Map<String, JsonNode> roles) {
        var assignments = new Assignments(desk, holders);
        roles.forEach((uid, held) -> assignments.assign(tx, call, uid, project, held));
    }

    /** Forgets a project that goes. */
    public void forget(Tx tx, Call call, String project) {
        new Assignments(desk, Kinds.USER).forget(tx, call, project);
        new Assignments(desk, Kinds.TEAM).forget(tx, call, project);
    }

    private Object info(Call call) {
        var caller = call.caller();
        var tenant = desk.store().find(Kinds.TENANT_ROOT, Reach.tenant(caller.tenant()), caller.tenant());
        return Json.object()
                .put("userUid", caller.user())
                .put("tenantUid", caller.tenant())
                .put("orgName", tenant.map(root -> root.text("/spec/orgName")).orElse(""));
    }

    private Object get(Call call) {
        mustBeAllowed(call, "user.get");
        var user = find(call);
        var shown = desk.show(user);
        if (!mayHaveLink(call, user)) Metadata.child(shown, "status").remove("activationLink");
        return Reply.tagged(shown, user.version());
    }

    private Object update(Call call) {
        mustBeAllowed(call, "user.update");
        return change(call, call.body());
    }

    private Object patch(Call call) {
        return change(call, Patch.apply(desk.show(find(call)), call.body()));
    }

    private Object change(Call call, JsonNode given) {
        desk.write(call, tx -> {
            var old = Desk.hold(tx, Kinds.USER, call, call.path("uid"));
            var user = Desk.change(
                    tx,
                    old,
                    call,
                    body -> Profiles.adopt(body, given, tx.now()),
                    Profiles::mustHaveAddress,
                    Profiles.mustHoldGrantableRoles());
            // Whoever owns the address of an account can become it.
            if (!old.text("/easel/email").equals(user.text("/easel/email"))) new Grants(tx, call).mustCover(old);
            if (!user.at("/status/isActive").asBoolean(true)) SessionTable.endAll(tx, user.uid());
            return user;
        });
        return Reply.none();
    }

    private Object setLoginMode(Call call) {
        mustBeAllowed(call, "user.update");
        var mode = call.object().path("loginMode");
        return desk.change(
                Kinds.USER,
                call,
                call.path("uid"),
                body -> Metadata.child(body, Desk.PRIVATE).set("loginMode", mode));
    }

    private Document find(Call call) {
        return desk.peek(Kinds.USER, call, call.path("uid"))
                .orElseThrow(() -> Problem.of(Code.ResourceNotFound, "Specified user not found: %s", call.path("uid")));
    }

    private boolean mayHaveLink(Call call, Document user) {
        var person = directory.person(user.tenant(), user.uid());
        return call.caller().in("").may("user.update")
                && person.filter(owner -> call.caller().rights().covers(owner.rights()))
                        .isPresent();
    }

    /** Everybody may look after themselves. */
    private static void mustBeAllowed(Call call, String permission) {
        if (call.path("uid").equals(call.caller().user())
                || call.caller().in("").may(permission)) return;
        throw Problem.forbidden(permission);
    }

    private static ObjectNode none() {
        var reply = Json.object();
        reply.putArray("items");
        return reply;
    }
}
