package dev.easel.macros;

import dev.easel.Family;
import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Handler;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Names for values that profiles refer to, of a project or of the tenant: one document under the uid of its owner. */
public final class Macros implements Family {
    private final Desk desk;
    private final Rule withinLimit;

    public Macros(Verbs verbs, Rule withinLimit) {
        this.desk = verbs.desk();
        this.withinLimit = withinLimit;
    }

    @Override
    public void bind(Binder on) {
        bind(on, "v1Projects", this::project);
        bind(on, "v1Tenants", this::tenant);
    }

    private void bind(Binder on, String owners, Owner owner) {
        on.op(owners + "UidMacrosList", Action.SIGNED_IN, call -> list(call, owner.of(call, "get")));
        on.op(owners + "UidMacrosCreate", Action.SIGNED_IN, edit(owner, "create", Macros::add));
        on.op(owners + "UidMacrosUpdate", Action.SIGNED_IN, edit(owner, "update", Macros::replace));
        on.op(owners + "UidMacrosUpdateByMacroName", Action.SIGNED_IN, edit(owner, "update", Macros::set));
        on.op(owners + "UidMacrosDeleteByMacroName", Action.SIGNED_IN, edit(owner, "delete", Macros::remove));
    }

    /** Finds whose macros a request is about, and refuses those who may not do this to them. */
    @FunctionalInterface
    private interface Owner {
        String of(Call call, String verb);
    }

    /** The path names the project, not the header, so what counts are the rights there. */
    private String project(Call call, String verb) {
        var uid = call.path("uid");
        desk.store()
                .find(Kinds.PROJECT_ROOM, Reach.tenant(call.caller().tenant()), uid)
                .orElseThrow(() -> Problem.notFound("project", uid));
        if (!call.caller().in(uid).may("macro." + verb)) throw Problem.forbidden("macro." + verb);
        return uid;
    }

    private String tenant(Call call, String verb) {
        var uid = call.path("tenantUid");
        if (!uid.equals(call.caller().tenant())) throw Problem.notFound("tenant", uid);
        // A tenant's macros can be read in all of its projects, and changed from none.
        var scope = verb.equals("get") ? call.caller() : call.caller().in("");
        if (!scope.may("macro." + verb)) throw Problem.forbidden("macro." + verb);
        return uid;
    }

    private Object list(Call call, String owner) {
        var macros = desk.store().find(Kinds.MACRO, Reach.tenant(call.caller().tenant()), owner);
        var reply = Json.object();
        reply.set("macros", macros.map(desk::show).map(Macros::in).orElseGet(Json.MAPPER::createArrayNode));
        return Reply.of(reply);
    }

    private interface Edit {
        void apply(ArrayNode macros, ArrayNode given);
    }

    private Handler edit(Owner owner, String verb, Edit edit) {
        return call -> {
            var uid = owner.of(call, verb);
            var given = call.object().path("macros") instanceof ArrayNode list ? list : Json.MAPPER.createArrayNode();
            mustHaveNames(given);
            desk.write(call, tx -> {
                write(tx, call, uid, body -> edit.apply(in(body), given));
                return tell(tx, call.caller().tenant(), uid);
            });
            return Reply.none();
        };
    }

    private Document write(Tx tx, Call call, String owner, Consumer<ObjectNode> edit) {
        var old = tx.find(Kinds.MACRO, Reach.tenant(call.caller().tenant()), owner);
        if (old.isPresent()) return Desk.change(tx, old.get(), call, edit, withinLimit);
        var body = Json.object();
        Metadata.begin(body, call, owner, "", tx.now());
        edit.accept(body);
        withinLimit.apply(new Draft(call, tx, owner, Optional.empty(), body));
        return tx.insert(Kinds.MACRO, "", owner, body);
    }

    /** Whatever may use a macro of this owner looks again at its values. */
    private static int tell(Tx tx, String tenant, String owner) {
        var reach = owner.equals(tenant) ? Reach.tenant(tenant) : new Reach(tenant, owner, Reach.Breadth.OWN);
        var clusters = tx.list(Query.all(Kinds.CLUSTER, reach)).items();
        clusters.forEach(cluster -> tx.wake(Kinds.CLUSTER, cluster.uid()));
        return clusters.size();
    }

    private static void add(ArrayNode macros, ArrayNode given) {
        for (var macro : given) {
            if (index(macros, macro.path("name").asString("")) >= 0)
                throw taken(macro.path("name").asString(""));
            macros.add(macro);
        }
    }

    private static void replace(ArrayNode macros, ArrayNode given) {
        macros.removeAll();
        add(macros, given);
    }

    private static void set(ArrayNode macros, ArrayNode given) {
        for (var macro : given) {
            int at = index(macros, macro.path("name").asString(""));
            if (at < 0) throw Problem.notFound("macro", macro.path("name").asString(""));
            macros.set(at, macro);
        }
    }

    /** What is not there needs no removing. */
    private static void remove(ArrayNode macros, ArrayNode given) {
        for (var macro : given) {
            int at = index(macros, macro.path("name").asString(""));
            if (at >= 0) macros.remove(at);
        }
    }

    private static int index(ArrayNode macros, String name) {
        for (int i = 0; i < macros.size(); i++) {
            if (macros.get(i).path("name").asString("").equals(name)) return i;
        }
        return -1;
    }

    private static ArrayNode in(ObjectNode body) {
        return body.path("macros") instanceof ArrayNode macros ? macros : body.putArray("macros");
    }

    private static void mustHaveNames(ArrayNode given) {
        for (int at = 0; at < given.size(); at++) {
            if (!given.get(at).path("name").asString("").matches("[^\\s{}]+")) {
                throw Problem.invalid("body.macros[%d].name".formatted(at), "must be a name without spaces and braces");
            }
        }
    }

    private static Problem taken(String name) {
        return Problem.of(Code.MacroAlreadyExists, "A macro named \"%s\" exists already", name);
    }
}
