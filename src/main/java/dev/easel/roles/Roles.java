package dev.easel.roles;

import dev.easel.Family;
import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.permissions.Permissions;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.resource.Show;
import dev.easel.resource.Verbs;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Roles, built in and custom, and the permissions that they are made of. */
public final class Roles implements Family {
    private static final List<String> SCOPES = List.of("tenant", "project", "resource");

    private final Permissions permissions = Permissions.load();
    private final Verbs verbs;
    private final Desk desk;
    private final Rule withinLimit;

    public Roles(Verbs verbs, Rule withinLimit) {
        this.verbs = verbs;
        this.desk = verbs.desk();
        this.withinLimit = withinLimit;
    }

    @Override
    public void bind(Binder on) {
        on.op("v1PermissionsList", Action.SIGNED_IN, this::listPermissions);
        on.op(
                "v1RolesCreate",
                verbs.create(Kinds.ROLE, withinLimit, Roles::begin, Roles::mustHaveName, this::mustHavePermissions));
        on.op("v1RolesList", "role.list", this::list);
        on.op("v1RolesUidGet", verbs.get(Kinds.ROLE));
        on.op(
                "v1RolesUidUpdate",
                verbs.replace(Kinds.ROLE, Roles::mustKeepScope, Roles::mustHaveName, this::mustHavePermissions));
        on.op("v1RolesUidDelete", verbs.delete(Kinds.ROLE, Roles::mustBeUnused));
        on.op("v1RolesClone", "role.create", this::copy);
    }

    private Object listPermissions(Call call) {
        var reply = Json.MAPPER.createArrayNode();
        for (var scope : call.query("scope").map(List::of).orElse(SCOPES)) {
            permissions.in(scope).forEach((noun, granted) -> {
                var entry =
                        reply.addObject().put("name", permissions.name(noun)).put("scope", scope);
                var list = entry.putArray("permissions");
                granted.forEach(list::add);
            });
        }
        return reply;
    }

    /** All of them unless a limit is named: the published clients ask once and expect everything. */
    private Object list(Call call) {
        var query = desk.query(Kinds.ROLE, call);
        var whole = call.query("limit").isEmpty() ? query.page(0, query.offset(), query.token()) : query;
        return desk.page(whole, call, Show.PLAIN);
    }

    private Object copy(Call call) {
        var role = desk.find(Kinds.ROLE, call, call.path("uid"));
        var body = Json.object();
        body.putObject("metadata").set("name", call.object().at("/metadata/name"));
        body.set("spec", role.at("/spec").deepCopy());
        var made = desk.create(
                Kinds.ROLE, call, body, withinLimit, Roles::begin, Roles::mustHaveName, this::mustHavePermissions);
        return Reply.uid(made.uid());
    }

    private static void begin(Draft draft) {
        Metadata.child(draft.body(), "spec").put("type", "user");
        Metadata.child(draft.body(), "status").put("isEnabled", true);
    }

    /** Letters of either case are the same in a role's name. */
    private static void mustHaveName(Draft draft) {
        var name = draft.text("/metadata/name").strip();
        if (name.isEmpty()) throw Problem.invalid("body.metadata.name", "is required");
        Metadata.child(draft.body(), Desk.PRIVATE).put("name", name.toLowerCase(Locale.ROOT));
        Metadata.child(draft.body(), "spec").put("type", "user");
    }

    private static void mustKeepScope(Draft draft) {
        var before = draft.old().map(old -> old.text("/spec/scope")).orElse("");
        if (!draft.text("/spec/scope").equals(before)) {
            throw Problem.invalid("body.spec.scope", "must stay " + before + ": others hold the role there");
        }
    }

    private void mustHavePermissions(Draft draft) {
        var scope = draft.text("/spec/scope");
        if (!SCOPES.contains(scope)) {
            throw Problem.invalid("body.spec.scope", "must be one of " + String.join(", ", SCOPES));
        }
        var possible = new HashSet<String>();
        permissions.in(scope).values().forEach(possible::addAll);
        var wanted = new HashSet<String>();
        int at = 0;
        for (var permission : draft.at("/spec/permissions")) {
            if (!possible.contains(permission.asString(""))) {
                var path = "body.spec.permissions[%d]".formatted(at);
                throw Problem.invalid(
                        path,
                        "must be a permission that a %s role can grant, and %s is none"
                                .formatted(scope, permission.asString("")));
            }
            wanted.add(permission.asString(""));
            at++;
        }
        mustNotExceed(draft, wanted);
    }

    /** Who makes a role could be given it: what is new in it must be held already. */
    private static void mustNotExceed(Draft draft, Set<String> wanted) {
        draft.old().ifPresent(old -> old.at("/spec/permissions").forEach(known -> wanted.remove(known.asString(""))));
        new Widening(draft).mustBeHeld(wanted);
        var rights = draft.call().caller().rights();
        var held = draft.text("/spec/scope").equals("tenant") ? rights.tenant() : rights.all();
        wanted.removeAll(held);
        wanted.remove("tag.get");
        if (wanted.isEmpty()) return;
        throw Problem.of(
                Code.Forbidden,
                "The role would exceed your own rights by "
                        + String.join(", ", wanted.stream().sorted().toList()));
    }

    private static void mustBeUnused(Draft draft) {
        for (Kind holders : List.of(Kinds.USER, Kinds.TEAM)) {
            var query = Query.all(holders, Reach.tenant(draft.call().caller().tenant()));
            var holding = draft.tx().count(query.where(Filter.equal("roles", draft.uid())));
            if (holding > 0) {
                throw Problem.of(Code.ResourceInUse, "%d %ss hold this role", holding, holders.name());
            }
        }
    }
}
