package dev.easel;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.provision.Memory;
import dev.easel.provision.Target;
import dev.easel.store.Actor;
import dev.easel.store.JobTable;
import dev.easel.store.JobTable.Lease;
import dev.easel.store.Store;
import dev.easel.store.Tx;
import dev.easel.tables.WorldTable;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** What engines remember, kept in the database. */
final class Worlds implements Memory {
    private final Store store;

    Worlds(Store store) {
        this.store = store;
    }

    @Override
    public Optional<ObjectNode> read(Target target) {
        return store.read(session -> WorldTable.read(session, target.tenant(), target.uid()));
    }

    @Override
    public ObjectNode change(Target target, UnaryOperator<ObjectNode> change) {
        return write(target, tx -> {
            var before = WorldTable.hold(tx.session(), target.tenant(), target.uid());
            var after = change.apply(before.map(ObjectNode::deepCopy).orElseGet(Json::object));
            if (before.isEmpty() || !before.get().equals(after)) {
                WorldTable.put(tx.session(), target.tenant(), target.uid(), after);
            }
            return after;
        });
    }

    @Override
    public void erase(Target target) {
        write(target, tx -> WorldTable.erase(tx.session(), target.tenant(), target.uid()));
    }

    /** A replica that stood still and lost its lease must not put an older wish over a newer one. */
    private <T> T write(Target target, Function<Tx, T> work) {
        var lease = JobTable.UNDER.isBound() ? Optional.of(JobTable.UNDER.get()) : Optional.<Lease>empty();
        return store.write(actor(target), tx -> {
            if (lease.isPresent() && !JobTable.holds(tx.session(), lease.get())) {
                throw Problem.of(Code.PreconditionFailed, "Another replica looks after %s now", target.uid());
            }
            return work.apply(tx);
        });
    }

    private static Actor actor(Target target) {
        return Actor.house(target.tenant(), target.project(), "provision");
    }
}
