package dev.easel.jobs;

import dev.easel.contract.Json;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Query.Reach;
import dev.easel.store.Session;
import dev.easel.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** A reconciler that does what its test says, and what such tests ask for. */
record Played(Function<Document, Decision> act) implements Reconciler {
    static final Kind THING = Kind.of("thing", Scope.PROJECT).reconciled();
    static final Reach REACH = Reach.tenant("tenant-1");

    @Override
    public Kind kind() {
        return THING;
    }

    @Override
    public Decision reconcile(Document document, Instant now) {
        return act.apply(document);
    }

    static Decision settled(String state) {
        return new Decision.Settled(status(state), Decision.NOTHING);
    }

    static Decision again(String state, Duration after) {
        return new Decision.LookAgain(status(state), after, Decision.NOTHING);
    }

    static ObjectNode status(String state) {
        return Json.object().put("state", state);
    }

    static String state(Store store, String uid) {
        return store.find(THING, REACH, uid)
                .map(document -> document.text("/status/state"))
                .orElse("gone");
    }

    static long jobs(Store store) {
        return store.read(session -> session.number("select count(*) from job"));
    }

    static Optional<Row> job(Store store, String uid) {
        return store.read(session -> row(session, uid));
    }

    private static Optional<Row> row(Session session, String uid) {
        return session.first(
                "select due, attempts, error from job where uid = ?",
                row -> new Row(Instant.ofEpochMilli(row.getLong(1)), row.getLong(2), row.getString(3)),
                uid);
    }

    static void until(BooleanSupplier truth) {
        for (int i = 0; i < 5000; i++) {
            if (truth.getAsBoolean()) return;
            await(Duration.ofMillis(2));
        }
        throw new AssertionError("It never came true");
    }

    static void await(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Reconciler> as(Function<Document, Decision> act) {
        return List.of(new Played(act));
    }

    /** A row of the table of jobs. */
    record Row(Instant due, long attempts, String error) {}
}
