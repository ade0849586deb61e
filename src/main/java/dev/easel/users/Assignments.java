package dev.easel.users;

import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tenant and project roles that a user or a team holds. Tenant roles stand in {@code /spec/roles}; project roles in
 * {@code /easel/projects} as {@code [{projectUid, roles}]}.
 */
record Assignments(Desk desk, Kind kind) {
    private static final JsonNode NONE = Json.MAPPER.createArrayNode();

    Object tenantRoles(Call call) {
        var holder = desk.find(kind, call, call.path("uid"));
        var names = new Names(desk.store(), Kinds.ROLE, holder.tenant());
        var reply = Json.object();
        reply.set("roles", names.of(holder.at("/spec/roles")));
        if (kind == Kinds.USER) reply.set("inheritedRoles", names.of(inherited(holder)));
        return reply;
    }

    Object setTenantRoles(Call call) {
        var wanted = list(call.object().path("roles"));
        desk.write(call, tx -> {
            var holder = Desk.hold(tx, kind, call, call.path("uid"));
            new Grants(tx, call).mustBeGrantable("tenant", "", wanted, holder.at("/spec/roles"));
            return Desk.change(
                    tx, holder, call, body -> Metadata.child(body, "spec").set("roles", wanted));
        });
        return Reply.none();
    }

    Object projectRoles(Call call) {
        var holder = desk.find(kind, call, call.path("uid"));
        var roles = new Names(desk.store(), Kinds.ROLE, holder.tenant());
        var projects = new Names(desk.store(), Kinds.PROJECT_ROOM, holder.tenant());
        var reply = Json.object();
        var list = reply.putArray("projects");
        for (var entry : holder.at("/easel/projects")) {
            var project = projects.of(entry.path("projectUid").asString(""));
            project.set("roles", roles.of(entry.path("roles")));
            project.putArray("inheritedRoles");
            list.add(project);
        }
        return reply;
    }

    /** Projects that the body names get exactly these roles, none takes the project away; the others stay as they are. */
    Object setProjectRoles(Call call) {
        desk.write(call, tx -> {
            var holder = Desk.hold(tx, kind, call, call.path("uid"));
            return Desk.change(tx, holder, call, body -> {
                for (var entry : call.object().path("projects")) {
                    var project = entry.path("projectUid").asString("");
                    mustExist(tx, call, project);
                    put(tx, call, body, project, list(entry.path("roles")));
                }
            });
        });
        return Reply.none();
    }

    /** Who holds roles in a project. */
    List<Document> in(String tenant, String project) {
        var holders = Query.all(kind, Reach.tenant(tenant)).where(Filter.equal("projects", project));
        return desk.store().list(holders).items();
    }

    static JsonNode rolesIn(Document holder, String project) {
        return at(holder.body(), project).map(entry -> entry.path("roles")).orElse(NONE);
    }

    /** Changes the roles of one holder in one project, inside a transaction that others share. */
    void assign(Tx tx, Call call, String uid, String project, JsonNode roles) {
        var holder = tx.find(kind, Reach.tenant(call.caller().tenant()), uid)
                .orElseThrow(() -> Problem.notFound(kind.name(), uid));
        Desk.change(tx, holder, call, body -> put(tx, call, body, project, list(roles)));
    }

    /** Forgets a project that goes. */
    void forget(Tx tx, Call call, String project) {
        var holders = Query.all(kind, Reach.tenant(call.caller().tenant())).where(Filter.equal("projects", project));
        for (var holder : tx.list(holders).items()) {
            Desk.change(tx, holder, call, body -> {
                put(tx, call, body, project, Json.MAPPER.createArrayNode());
                for (var entry : body.at("/easel/resourceRoles")) {
                    if (entry.path("projectUids") instanceof ArrayNode uids) {
                        uids.removeIf(uid -> uid.asString("").equals(project));
                    }
                }
            });
        }
    }

    private static void put(Tx tx, Call call, ObjectNode body, String project, ArrayNode roles) {
        var entry = at(body, project);
        var before = entry.map(known -> known.path("roles")).orElse(NONE);
        new Grants(tx, call).mustBeGrantable("project", project, roles, before);
        var own = Metadata.child(body, Desk.PRIVATE);
        var projects = own.path("projects") instanceof ArrayNode known ? known : own.putArray("projects");
        projects.removeIf(known -> known.path("projectUid").asString("").equals(project));
        if (!roles.isEmpty()) projects.addObject().put("projectUid", project).set("roles", roles);
    }

    private static Optional<JsonNode> at(ObjectNode body, String project) {
        return body.at("/easel/projects")
                .valueStream()
                .filter(entry -> entry.path("projectUid").asString("").equals(project))
                .findFirst();
    }

    private JsonNode inherited(Document user) {
        var roles = Json.MAPPER.createArrayNode();
        var teams = Query.all(Kinds.TEAM, Reach.tenant(user.tenant())).where(Filter.equal("users", user.uid()));
        desk.store().list(teams).items().forEach(team -> team.at("/spec/roles").forEach(roles::add));
        return roles;
    }

    private static void mustExist(Tx tx, Call call, String project) {
        tx.find(Kinds.PROJECT_ROOM, Reach.tenant(call.caller().tenant()), project)
                .orElseThrow(() -> Problem.notFound("project", project));
    }

    /** Clients send null for an empty list. */
    static ArrayNode list(JsonNode given) {
        return given instanceof ArrayNode array ? array.deepCopy() : Json.MAPPER.createArrayNode();
    }
}
