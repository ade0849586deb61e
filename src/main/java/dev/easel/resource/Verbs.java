package dev.easel.resource;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Call;
import dev.easel.http.Handler;
import dev.easel.http.Reply;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Store;
import dev.easel.store.Tree;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The few things one can do to a document. Most of the contract is these, bound to a kind. */
public final class Verbs {
    private static final Set<String> READING = Set.of("get", "list");

    private final Desk desk;
    private final String key;

    public Verbs(Store store) {
        this(new Desk(store), "uid");
    }

    private Verbs(Desk desk, String key) {
        this.desk = desk;
        this.key = key;
    }

    /** The same verbs for operations whose path names the document by another parameter. */
    public Verbs keyed(String parameter) {
        return new Verbs(desk, parameter);
    }

    /** What the verbs themselves stand on, for handlers that are none. */
    public Desk desk() {
        return desk;
    }

    public Action create(Kind kind, Rule... rules) {
        return can(
                kind,
                "create",
                call -> Reply.uid(desk.create(kind, call, call.object(), rules).uid()));
    }

    public Action get(Kind kind) {
        return get(kind, Show.PLAIN);
    }

    public Action get(Kind kind, Show show) {
        return can(kind, "get", call -> {
            var document = desk.find(kind, call, call.path(key));
            return desk.reply(call, document, () -> show.apply(call, document, desk.show(document)));
        });
    }

    public Action list(Kind kind) {
        return list(kind, Show.PLAIN);
    }

    public Action list(Kind kind, Show show) {
        return can(kind, "list", call -> desk.page(desk.query(kind, call), call, show));
    }

    public Action replace(Kind kind, Rule... rules) {
        return update(
                kind,
                (call, body) -> {
                    var given = call.object().deepCopy();
                    given.remove("status");
                    given.remove(Desk.PRIVATE);
                    var metadata = given.remove("metadata");
                    kind.secrets().keySet().forEach(pointer -> Tree.keep(body, given, pointer));
                    for (var entry : given.properties()) body.set(entry.getKey(), entry.getValue());
                    if (metadata != null && metadata.isObject()) Metadata.adopt(body, metadata, desk.now());
                },
                rules);
    }

    public Action delete(Kind kind, Rule... rules) {
        return can(kind, "delete", call -> desk.delete(kind, call, call.path(key), rules));
    }

    /** Part of a document; what was never set is an empty object. */
    public Action part(Kind kind, String pointer) {
        return part(kind, pointer, Json.object());
    }

    /** Part of a document, with what it is as long as nobody has set it. */
    public Action part(Kind kind, String pointer, JsonNode unset) {
        return can(kind, "get", call -> {
            var document = desk.find(kind, call, call.path(key));
            var part = desk.show(document).at(pointer);
            return Reply.tagged(part.isMissingNode() || part.isNull() ? unset : part, document.version());
        });
    }

    /** Sets a part of a document to the body; {@code /metadata} follows the rules of metadata. */
    public Action setPart(Kind kind, String pointer, Rule... rules) {
        return update(
                kind,
                (call, body) -> {
                    var given = call.object();
                    if (pointer.equals("/metadata")) {
                        Metadata.adopt(body, given.has("metadata") ? given.get("metadata") : given, desk.now());
                    } else {
                        put(body, pointer, given);
                    }
                },
                rules);
    }

    /** Sets the same field of the document that the body names, wherever in the body it stands. */
    public Action setField(Kind kind, String pointer, String from, Rule... rules) {
        return update(
                kind,
                (call, body) -> {
                    var given = call.body().at(from);
                    put(body, pointer, given.isMissingNode() ? Json.MAPPER.nullNode() : given);
                },
                rules);
    }

    /** Gives a document's list or summary another look: the same pages through another show. */
    public Action search(Kind kind, Asked asked, Show show) {
        return can(kind, "list", call -> desk.page(asked.of(desk.query(kind, call), call), call, show));
    }

    /** Narrows a query by what a request's body asks for. */
    @FunctionalInterface
    public interface Asked {
        Query of(Query query, Call call);
    }

    /** Sets what a pointer leads to, making the objects on the way. */
    public static void put(ObjectNode body, String pointer, JsonNode value) {
        var at = body;
        var steps = pointer.substring(1).split("/");
        for (int i = 0; i < steps.length - 1; i++) at = Metadata.child(at, steps[i]);
        at.set(steps[steps.length - 1], value);
    }

    private Action update(Kind kind, BiConsumer<Call, ObjectNode> edit, Rule... rules) {
        return can(
                kind,
                "update",
                call -> desk.change(kind, call, call.path(key), body -> edit.accept(call, body), rules));
    }

    private static Action can(Kind kind, String what, Handler handler) {
        var permission = kind.name() + "." + what;
        if (kind.scope() != Kind.Scope.TENANT || READING.contains(what)) return new Action(permission, handler);
        // Rights in one project must not change what belongs to the tenant: the gate has asked in the request's scope.
        return new Action(permission, call -> {
            if (!call.caller().in("").may(permission)) throw Problem.forbidden(permission);
            return handler.handle(call);
        });
    }
}
