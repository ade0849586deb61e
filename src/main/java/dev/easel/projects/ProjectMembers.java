package dev.easel.projects;

import dev.easel.contract.Json;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A project's users and teams as the project's own operations speak of them. */
record ProjectMembers(Desk desk, Members members) {

    /** {@code [{userId, roles}]} or {@code [{teamId, roles}]}. */
    ArrayNode list(Document project, Kind holders) {
        var list = Json.MAPPER.createArrayNode();
        members.rolesIn(holders, project.tenant(), project.uid())
                .forEach((uid, roles) -> list.addObject().put(id(holders), uid).set("roles", roles.deepCopy()));
        return list;
    }

    /** {@code [{uid, name}]} */
    ArrayNode named(Document project, Kind holders) {
        var names = new HashMap<String, String>();
        var all = Query.all(holders, Reach.tenant(project.tenant()));
        desk.store().list(all).items().forEach(holder -> names.put(holder.uid(), holder.name()));
        var list = Json.MAPPER.createArrayNode();
        for (var uid : members.rolesIn(holders, project.tenant(), project.uid()).keySet()) {
            list.addObject().put("uid", uid).put("name", names.getOrDefault(uid, ""));
        }
        return list;
    }

    /** A new project gets the members that the request names; they are kept with the users and teams. */
    void adopt(Draft draft) {
        var spec = Metadata.child(draft.body(), "spec");
        adopt(draft.tx(), draft.call(), draft.uid(), spec);
        spec.remove(List.of("users", "teams"));
    }

    void adopt(Tx tx, Call call, String project, JsonNode spec) {
        members.assign(tx, call, Kinds.USER, project, asked(spec.path("users"), Kinds.USER));
        members.assign(tx, call, Kinds.TEAM, project, asked(spec.path("teams"), Kinds.TEAM));
    }

    /** Exactly the members that the body names; who is left out loses the roles in the project. */
    Object replace(Call call, Kind holders) {
        desk.write(call, tx -> {
            var project = Desk.hold(tx, Kinds.PROJECT_ROOM, call, call.path("uid"));
            var roles = new LinkedHashMap<String, JsonNode>();
            members.rolesIn(holders, project.tenant(), project.uid())
                    .forEach((uid, _) -> roles.put(uid, Json.MAPPER.createArrayNode()));
            roles.putAll(asked(call.object().path(holders == Kinds.USER ? "users" : "teams"), holders));
            members.assign(tx, call, holders, project.uid(), roles);
            return project;
        });
        return Reply.none();
    }

    void forget(Tx tx, Call call, String project) {
        members.forget(tx, call, project);
    }

    private static Map<String, JsonNode> asked(JsonNode list, Kind holders) {
        var asked = new LinkedHashMap<String, JsonNode>();
        list.forEach(entry -> asked.put(entry.path(id(holders)).asString(""), entry.path("roles")));
        return asked;
    }

    private static String id(Kind holders) {
        return holders == Kinds.USER ? "userId" : "teamId";
    }
}
