package dev.easel.users;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Kind;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Roles that hold for some of the objects of some projects: those that the filters find. */
record ResourceRoles(Desk desk, Kind kind) {

    Object list(Call call) {
        var holder = desk.find(kind, call, call.path("uid"));
        var roles = new Names(desk.store(), Kinds.ROLE, holder.tenant());
        var projects = new Names(desk.store(), Kinds.PROJECT_ROOM, holder.tenant());
        var filters = new Names(desk.store(), Kinds.FILTER, holder.tenant());
        var reply = Json.object();
        var list = reply.putArray("resourceRoles");
        for (var entry : holder.at("/easel/resourceRoles")) {
            var shown = list.addObject().put("uid", entry.path("uid").asString(""));
            shown.set("roles", roles.of(entry.path("roles")));
            shown.set("projectUids", projects.of(entry.path("projectUids")));
            shown.set("filterRefs", filters.of(entry.path("filterRefs")));
        }
        return reply;
    }

    Object add(Call call) {
        return change(call, (tx, entries) -> {
            var entry = checked(tx, call);
            entries.add(entry.put("uid", Metadata.newUid()));
        });
    }

    Object replace(Call call) {
        return change(call, (tx, entries) -> {
            var at = index(entries, call);
            entries.set(at, checked(tx, call).put("uid", call.path("resourceRoleUid")));
        });
    }

    Object remove(Call call) {
        return change(call, (_, entries) -> entries.remove(index(entries, call)));
    }

    private interface Edit {
        void apply(Tx tx, ArrayNode entries);
    }

    private Object change(Call call, Edit edit) {
        desk.write(call, tx -> {
            var holder = Desk.hold(tx, kind, call, call.path("uid"));
            Consumer<ObjectNode> change = body -> {
                var own = Metadata.child(body, Desk.PRIVATE);
                edit.apply(
                        tx,
                        own.path("resourceRoles") instanceof ArrayNode known ? known : own.putArray("resourceRoles"));
            };
            return Desk.change(tx, holder, call, change);
        });
        return Reply.none();
    }

    private static ObjectNode checked(Tx tx, Call call) {
        var given = call.object();
        var entry = Json.object();
        for (var field : new String[] {"roles", "projectUids", "filterRefs"}) {
            entry.set(field, Assignments.list(given.path(field)));
        }
        mustExist(tx, call, Kinds.PROJECT_ROOM, entry.path("projectUids"));
        mustExist(tx, call, Kinds.FILTER, entry.path("filterRefs"));
        // The same roles in more projects are more: each time they are checked as new ones.
        var projects = Grants.texts(entry.path("projectUids"));
        for (var project : projects.isEmpty() ? Set.of("") : projects) {
            new Grants(tx, call)
                    .mustBeGrantable("resource", project, entry.path("roles"), Json.MAPPER.createArrayNode());
        }
        return entry;
    }

    private static void mustExist(Tx tx, Call call, Kind kind, JsonNode uids) {
        for (var uid : uids) {
            tx.find(kind, Reach.tenant(call.caller().tenant()), uid.asString(""))
                    .orElseThrow(() -> Problem.notFound(kind.name(), uid.asString("")));
        }
    }

    private static int index(ArrayNode entries, Call call) {
        var uid = call.path("resourceRoleUid");
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).path("uid").asString("").equals(uid)) return i;
        }
        throw Problem.notFound("resource role", uid);
    }
}
