package dev.easel.roles;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Draft;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** A role that gets wider gives more to all who hold it: whoever widens it must hold that wherever they hold the role. */
record Widening(Draft draft) {
    void mustBeHeld(Set<String> fresh) {
        var rights = draft.call().caller().rights();
        for (var project : projects()) {
            if (rights.covers(project, fresh)) continue;
            throw Problem.of(
                    Code.Forbidden,
                    "The role is held in the project %s, where it would exceed your own rights",
                    project);
        }
    }

    private Set<String> projects() {
        var projects = new TreeSet<String>();
        for (var kind : List.of(Kinds.USER, Kinds.TEAM)) {
            var holders = Query.all(kind, Reach.tenant(draft.call().caller().tenant()))
                    .where(Filter.equal("roles", draft.uid()));
            for (var holder : draft.tx().list(holders).items()) collect(holder, projects);
        }
        return projects;
    }

    private void collect(Document holder, Set<String> projects) {
        for (var entry : holder.at("/easel/projects"))
            if (names(entry)) projects.add(entry.path("projectUid").asString(""));
        for (var entry : holder.at("/easel/resourceRoles"))
            if (names(entry)) entry.path("projectUids").forEach(uid -> projects.add(uid.asString("")));
    }

    private boolean names(JsonNode entry) {
        return entry.path("roles")
                .valueStream()
                .anyMatch(role -> role.asString("").equals(draft.uid()));
    }
}
