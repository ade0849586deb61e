package dev.easel.users;

import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.permissions.Permissions;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What one person may give to another: never more than they hold. */
final class Grants {
    private final Permissions permissions = Permissions.load();
    private final Tx tx;
    private final Call call;

    Grants(Tx tx, Call call) {
        this.tx = tx;
        this.call = call;
    }

    /** Roles to be held from now on: each must exist and fit the scope, and those that are new must not exceed the giver. */
    void mustBeGrantable(String scope, String project, JsonNode wanted, JsonNode before) {
        var fresh = texts(wanted);
        fresh.removeAll(texts(before));
        for (var uid : fresh) {
            var role = tx.find(Kinds.ROLE, Reach.tenant(call.caller().tenant()), uid)
                    .orElseThrow(() -> Problem.notFound("role", uid));
            var of = role.text("/spec/scope");
            if (!of.equals(scope)) {
                var message = "must be %s roles, and %s is a %s role".formatted(scope, role.name(), of);
                throw Problem.invalid("body.roles", message);
            }
            if (!call.caller().rights().covers(project, texts(role.at("/spec/permissions")))) {
                throw Problem.of(Code.Forbidden, "The role %s exceeds your own rights", role.name());
            }
        }
    }

    /** Whoever lets somebody into a team, or acts for a user, must hold what the team or the user holds. */
    void mustCover(Document holder) {
        var holdings = new Holdings(roles(), conditions()).with(holder);
        if (holder.kind().name().equals("user")) {
            var teams = Query.all(Kinds.TEAM, Reach.tenant(holder.tenant()));
            for (var team : tx.list(teams).items()) {
                if (texts(team.at("/spec/users")).contains(holder.uid())) holdings.with(team);
            }
        }
        if (call.caller().rights().covers(holdings.rights())) return;
        var kind = holder.kind().name();
        throw Problem.of(Code.Forbidden, "The %s %s has rights that you do not have", kind, holder.name());
    }

    static Set<String> texts(JsonNode list) {
        var texts = new LinkedHashSet<String>();
        list.forEach(element -> texts.add(element.asString("")));
        return texts;
    }

    private Conditions conditions() {
        var filters = Query.all(Kinds.FILTER, Reach.tenant(call.caller().tenant()));
        return Conditions.of(tx.list(filters).items());
    }

    private Map<String, Set<String>> roles() {
        var roles = Query.all(Kinds.ROLE, Reach.tenant(call.caller().tenant()));
        return Holdings.roles(permissions, tx.list(roles).items());
    }
}
