package dev.easel.history;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Times;
import dev.easel.store.Tx;
import dev.easel.tables.EventTable;
import dev.easel.tables.EventTable.Kept;
import dev.easel.tables.EventTable.Subject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What agents report and engines see, kept by the object that it concerns. */
final class Events {
    private static final String CLUSTER = "spectrocluster";

    private final Desk desk;

    Events(Desk desk) {
        this.desk = desk;
    }

    Reply create(Call call) {
        return desk.write(call, tx -> Reply.uid(add(tx, call, call.object(), "body")));
    }

    Reply createAll(Call call) {
        if (!call.body().isArray()) throw Problem.invalid("body", "must be a list of events");
        return desk.write(call, tx -> {
            var uids = Json.MAPPER.createArrayNode();
            for (int i = 0; i < call.body().size(); i++) {
                uids.addObject().put("uid", add(tx, call, call.body().get(i), "body[" + i + "]"));
            }
            return Reply.of(uids);
        });
    }

    /** An event belongs to its related object, and to the object itself when it names no other. */
    private static String add(Tx tx, Call call, JsonNode given, String at) {
        var field = given.path("relatedObject").path("uid").asString("").isEmpty() ? "involvedObject" : "relatedObject";
        var object = given.path(field);
        var kind = object.path("kind").asString("");
        var uid = object.path("uid").asString("");
        if (kind.isBlank() || uid.isBlank()) throw Problem.invalid(at + "." + field, "must have a kind and a uid");
        var subject = new Subject(call.caller().tenant(), project(tx, call, kind, uid), kind, uid);
        var event = (ObjectNode) given.deepCopy();
        var metadata = Metadata.child(event, "metadata");
        var now = Times.text(tx.now());
        var name = Metadata.newUid();
        metadata.put("uid", name).put("creationTimestamp", now).put("lastModifiedTimestamp", now);
        metadata.remove("deletionTimestamp");
        EventTable.add(tx.session(), subject, name, tx.now(), event);
        return name;
    }

    private static String project(Tx tx, Call call, String kind, String uid) {
        if (!kind.equals(CLUSTER)) return call.caller().project();
        return tx.find(Kinds.CLUSTER, Desk.reach(call), uid)
                .orElseThrow(() -> Problem.notFound(CLUSTER, uid))
                .project();
    }

    ObjectNode list(Call call) {
        return page(call, new Subject(call.caller().tenant(), call.caller().project(), "", ""));
    }

    ObjectNode ofObject(Call call) {
        return page(call, subject(call));
    }

    Reply delete(Call call) {
        desk.write(call, tx -> EventTable.deleteAll(tx.session(), subject(call)));
        return Reply.none();
    }

    /** In a project only what belongs to it; objects that are gone keep their events. */
    private static Subject subject(Call call) {
        var caller = call.caller();
        return new Subject(caller.tenant(), caller.project(), call.path("objectKind"), call.path("objectUid"));
    }

    private ObjectNode page(Call call, Subject subject) {
        var strip = Strip.of(call);
        var rows = desk.store().read(session -> EventTable.list(session, subject, strip.span()));
        var count = desk.store().read(session -> EventTable.count(session, subject));
        var items = Json.MAPPER.createArrayNode();
        strip.cut(rows).forEach(row -> items.add(row.body()));
        return strip.page(rows, Kept::number, items, count);
    }
}
