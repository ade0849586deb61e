package dev.easel.filters;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Draft;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A filter that finds something else gives it to all whose roles hang on the filter: whoever changes it must hold that. */
record Widening(Draft draft) {
    static void mustBeHeld(Draft draft) {
        var finds = "/spec/filterGroup";
        if (draft.old().filter(old -> !old.at(finds).equals(draft.at(finds))).isPresent())
            new Widening(draft).mustBeHeld();
    }

    private void mustBeHeld() {
        for (var kind : List.of(Kinds.USER, Kinds.TEAM)) {
            for (var holder : all(kind, "filters"))
                holder.at("/easel/resourceRoles").forEach(this::mustBeHeld);
        }
    }

    private void mustBeHeld(JsonNode entry) {
        if (!texts(entry.path("filterRefs")).contains(draft.uid())) return;
        var given = new HashSet<String>();
        for (var role : texts(entry.path("roles"))) {
            var found = draft.tx().find(Kinds.ROLE, reach(), role);
            found.ifPresent(known -> given.addAll(texts(known.at("/spec/permissions"))));
        }
        for (var project : texts(entry.path("projectUids"))) {
            if (draft.call().caller().rights().covers(project, given)) continue;
            throw Problem.of(
                    Code.Forbidden, "Roles that hang on this filter exceed your own rights in the project %s", project);
        }
    }

    private List<Document> all(Kind kind, String field) {
        return draft.tx()
                .list(Query.all(kind, reach()).where(Filter.equal(field, draft.uid())))
                .items();
    }

    private Reach reach() {
        return Reach.tenant(draft.call().caller().tenant());
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new HashSet<String>();
        list.forEach(element -> texts.add(element.asString("")));
        return texts;
    }
}
