package dev.easel.resource;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Reply;
import dev.easel.store.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Things that live in a list inside their parent and are known by one field of theirs.
 *
 * @param list pointer of the list in the parent
 * @param id name of the field that tells them apart
 * @param parameter path parameter that says which one
 */
public record Children(Desk desk, Kind kind, String list, String id, String parameter) {

    public Action get(String key) {
        return new Action(kind.name() + ".get", call -> {
            var parent = desk.show(desk.find(kind, call, call.path(key)));
            return known(parent.at(list), call.path(parameter));
        });
    }

    public Action remove(String key, Rule... rules) {
        return new Action(
                kind.name() + ".update",
                call -> desk.change(
                        kind,
                        call,
                        call.path(key),
                        body -> {
                            var children = in(body);
                            children.remove(index(children, call.path(parameter)));
                        },
                        rules));
    }

    public Action add(String key, Rule... rules) {
        return new Action(kind.name() + ".update", call -> {
            var name = call.body().path(id).asString("");
            desk.change(
                    kind,
                    call,
                    call.path(key),
                    body -> {
                        var children = in(body);
                        if (at(children, name) >= 0) {
                            throw Problem.conflict(Code.ResourceAlreadyExists, "%s \"%s\" exists already", id, name);
                        }
                        children.add(call.object());
                    },
                    rules);
            return Reply.uid(name);
        });
    }

    /** The list, made when there is none yet. */
    ArrayNode in(ObjectNode body) {
        if (!body.at(list).isArray()) Verbs.put(body, list, Json.MAPPER.createArrayNode());
        return (ArrayNode) body.at(list);
    }

    private int at(JsonNode children, String name) {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).path(id).asString("").equals(name)) return i;
        }
        return -1;
    }

    private int index(JsonNode children, String name) {
        int found = at(children, name);
        if (found < 0) throw Problem.notFound(id, name);
        return found;
    }

    private JsonNode known(JsonNode children, String name) {
        return children.get(index(children, name));
    }
}
