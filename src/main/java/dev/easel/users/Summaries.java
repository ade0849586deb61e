package dev.easel.users;

import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.resource.Verbs;
import dev.easel.search.SearchBody;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Users and teams in short, with the names of what they belong to. */
record Summaries(Verbs verbs) {

    void bind(Binder on) {
        on.op("v1UsersSummaryGet", "user.list", call -> summaries(Kinds.USER, call));
        on.op("v1TeamsSummaryGet", "team.list", call -> summaries(Kinds.TEAM, call));
        on.op(
                "v1UsersMetadata",
                verbs.list(
                        Kinds.USER,
                        (_, user, _) -> Json.object()
                                .put("uid", user.uid())
                                .put("name", user.name())
                                .put("emailId", user.text("/spec/emailId"))));
    }

    /** The link to set a password is shown to one who asks for one user, and only if they may. */
    static JsonNode withoutLink(Call call, Document user, ObjectNode shown) {
        if (shown.path("status") instanceof ObjectNode status) status.remove("activationLink");
        return shown;
    }

    private Object summaries(Kind kind, Call call) {
        var desk = verbs.desk();
        var query = desk.query(kind, call).where(asked(kind, call)).sorted(SearchBody.sort(call.object()));
        var tenant = call.caller().tenant();
        var roles = new Names(desk.store(), Kinds.ROLE, tenant);
        var projects = new Names(desk.store(), Kinds.PROJECT_ROOM, tenant);
        var users = new Names(desk.store(), Kinds.USER, tenant);
        return desk.page(query, call, (_, holder, shown) -> {
            withoutLink(call, holder, shown);
            var spec = Metadata.child(shown, "spec");
            spec.set("roles", roles.of(holder.at("/spec/roles")));
            var rooms = Json.MAPPER.createArrayNode();
            holder.at("/easel/projects").forEach(entry -> rooms.add(entry.path("projectUid")));
            spec.set("projects", projects.of(rooms));
            if (kind == Kinds.TEAM) spec.set("users", users.of(holder.at("/spec/users")));
            else spec.put("projectsCount", rooms.size()).set("teams", teams(desk, holder));
            return shown;
        });
    }

    private static Filter asked(Kind kind, Call call) {
        var filter = call.object().path("filter");
        var named = SearchBody.text("metadata.name", filter.path("name"));
        return kind == Kinds.USER ? named.and(SearchBody.text("emailId", filter.path("emailId"))) : named;
    }

    private static JsonNode teams(Desk desk, Document user) {
        var teams = Query.all(Kinds.TEAM, Reach.tenant(user.tenant())).where(Filter.equal("users", user.uid()));
        return Names.of(desk.store().list(teams).items());
    }
}
