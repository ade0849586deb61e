package dev.easel;

import dev.easel.contract.Json;
import dev.easel.provision.Memory;
import dev.easel.provision.Target;
import dev.easel.store.Actor;
import dev.easel.store.Store;
import dev.easel.tables.WorldTable;
import java.util.Optional;
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
        return store.write(actor(target), tx -> {
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
        store.write(actor(target), tx -> WorldTable.erase(tx.session(), target.tenant(), target.uid()));
    }

    private static Actor actor(Target target) {
        return Actor.house(target.tenant(), target.project(), "provision");
    }
}
