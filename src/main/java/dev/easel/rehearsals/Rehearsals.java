package dev.easel.rehearsals;

import dev.easel.Family;
import dev.easel.contract.Filter;
import dev.easel.contract.Filter.Case;
import dev.easel.contract.Filter.Operator;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import dev.easel.store.Tx;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The family of ordered failures. One that is called off ends and is no longer shown, but it is not erased: a cluster that nobody
 * looked at meanwhile still has to live through it.
 */
public final class Rehearsals implements Family {
    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final Kind FAULT = Kinds.REHEARSAL_FAULT;

    private final Verbs verbs;
    private final Desk desk;

    public Rehearsals(Verbs verbs) {
        this.verbs = verbs;
        desk = verbs.desk();
    }

    @Override
    public void bind(Binder on) {
        on.op("easelRehearsalFaultsCreate", "rehearsalFault.create", this::order);
        on.op(
                "easelRehearsalFaultsList",
                verbs.search(
                        FAULT,
                        (query, _) -> query.where(over(desk.now()).not()),
                        (_, fault, shown) -> show(fault, shown)));
        on.op("easelRehearsalFaultsDelete", "rehearsalFault.delete", this::callOff);
    }

    private Reply order(Call call) {
        return desk.write(call, tx -> {
            forget(tx, call);
            var fault = Desk.create(tx, FAULT, call, call.object(), Rehearsals::whole);
            wake(tx, fault);
            return Reply.uid(fault.uid());
        });
    }

    private static void whole(Draft draft) {
        var cluster = draft.text("/spec/clusterUid");
        var account = draft.text("/spec/cloudAccountUid");
        if (cluster.isEmpty() == account.isEmpty()) {
            throw Problem.invalid("body.spec.clusterUid", "or cloudAccountUid must be given, one of them");
        }
        if (!cluster.isEmpty()) mustExist(draft, Kinds.CLUSTER, cluster);
        if (!account.isEmpty()) mustExist(draft, Kinds.CLOUD_ACCOUNT, account);
        var now = draft.tx().now();
        var times = Metadata.child(draft.body(), Desk.PRIVATE).put("from", Times.text(now));
        var seconds = draft.at("/spec/durationSeconds").asLong(0);
        if (seconds > 0) times.put("until", Times.text(now.plusSeconds(seconds)));
    }

    private static void mustExist(Draft draft, Kind kind, String uid) {
        var reach = Desk.reach(draft.call());
        var wide = reach.project().isEmpty() ? Reach.tenant(reach.tenant()) : reach;
        if (draft.tx().find(kind, wide, uid).isEmpty()) throw Problem.notFound(kind.name(), uid);
    }

    private Reply callOff(Call call) {
        desk.write(call, tx -> {
            var fault = Desk.hold(tx, FAULT, call, call.path("uid"));
            if (isOver(fault, tx.now())) throw Problem.notFound(FAULT.name(), fault.uid());
            var body = fault.body().deepCopy();
            Metadata.child(body, Desk.PRIVATE).put("until", Times.text(tx.now()));
            wake(tx, fault);
            return tx.replace(fault, body);
        });
        return Reply.none();
    }

    /** Those whose day is past can be erased: no world stays unobserved that long while a server runs. */
    private static void forget(Tx tx, Call call) {
        var old = Query.all(FAULT, Desk.reach(call)).where(over(tx.now().minus(REMEMBERED)));
        tx.list(old).items().forEach(tx::delete);
    }

    private static void wake(Tx tx, Document fault) {
        var cluster = fault.text("/spec/clusterUid");
        if (!cluster.isEmpty()) tx.wake(Kinds.CLUSTER, cluster);
        var account = fault.text("/spec/cloudAccountUid");
        if (account.isEmpty()) return;
        var concerned =
                Query.all(Kinds.CLUSTER, Reach.tenant(fault.tenant())).where(Filter.equal("cloudAccountUid", account));
        tx.list(concerned).items().forEach(each -> tx.wake(Kinds.CLUSTER, each.uid()));
    }

    private static Filter over(Instant at) {
        return new Filter.Match("until", Operator.LESS_OR_EQUAL, Times.text(at), Case.EXACT);
    }

    private static boolean isOver(Document fault, Instant now) {
        var until = fault.text("/" + Desk.PRIVATE + "/until");
        return !until.isEmpty() && !Times.parse(until).isAfter(now);
    }

    private static JsonNode show(Document fault, ObjectNode shown) {
        var times = fault.at("/" + Desk.PRIVATE);
        var status = Json.object().put("from", times.path("from").asString(""));
        if (times.path("until").isString()) status.set("until", times.get("until"));
        shown.set("status", status);
        return shown;
    }
}
