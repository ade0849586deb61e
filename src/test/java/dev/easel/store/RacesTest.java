package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.actor;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Query.Reach;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What two writers at the same time may not do to each other, in one process or in two. */
@ParameterizedClass
@EnumSource(Databases.class)
final class RacesTest {
    private static final Kind PARENT = Kind.of("parent", Scope.TENANT).free();
    private static final Kind CHILD = Kind.of("child", Scope.PROJECT).free();
    private static final Reach REACH = Reach.tenant(TENANT);

    @Parameter
    Databases database;

    private Place place;
    private List<Store> stores;

    @BeforeEach
    void open() {
        place = database.place();
        var store = place.store();
        stores = List.of(store, database == Databases.POSTGRES ? place.store() : store);
    }

    @AfterEach
    void close() {
        if (place != null) place.close();
    }

    @Test
    void noUpdateIsLost() throws Exception {
        insert(stores.getFirst(), CHILD, "u1", named("one").put("count", 0));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                var store = stores.get(i % 2);
                threads.submit(() -> Place.change(
                        store,
                        CHILD,
                        "u1",
                        body -> body.put("count", body.path("count").asInt() + 1)));
            }
        }
        var last = stores.getFirst().find(CHILD, REACH, "u1").orElseThrow();
        assertEquals(100, last.body().path("count").asInt());
        assertEquals(101, last.version());
    }

    @Test
    void nobodySeesTheOlderAfterTheNewer() throws Exception {
        insert(stores.getFirst(), CHILD, "u1", named("one"));
        var writing = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = Stream.of(0, 1, 2)
                    .map(number -> threads.submit(() -> watch(stores.get(number % 2), writing)))
                    .toList();
            for (int i = 0; i < 300; i++) {
                var count = i;
                Place.change(stores.getFirst(), CHILD, "u1", body -> body.put("count", count));
                assertEquals(i + 2, found(stores.getFirst()), "what was acknowledged is seen");
            }
            writing.set(false);
            for (var reader : readers) assertTrue(reader.get() > 10, "it read beside the writer");
        }
    }

    /** Reads one document in two ways, as long as somebody writes. */
    private static long watch(Store store, AtomicBoolean writing) {
        long reads = 0;
        for (long last = 0; writing.get(); reads++) {
            long one = found(store);
            long other = store.list(Query.all(CHILD, REACH)).items().getFirst().version();
            assertTrue(last <= one && one <= other, "%d, then %d, then %d".formatted(last, one, other));
            last = other;
        }
        return reads;
    }

    private static long found(Store store) {
        return store.find(CHILD, REACH, "u1").orElseThrow().version();
    }

    @Test
    void aParentIsNotDeletedFromUnderANewChild() throws Exception {
        for (int round = 0; round < 40; round++) {
            var parent = "p" + round;
            stores.getFirst().write(actor(""), tx -> tx.insert(PARENT, "", parent, named(parent)));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var adding = threads.submit(() -> add(stores.get(0), parent));
                var removing = threads.submit(() -> remove(stores.get(1), parent));
                assertTrue(fails(adding) ^ fails(removing), "one of the two is refused");
            }
        }
    }

    @Test
    void aNameIsGivenOnce() throws Exception {
        var named = Kind.of("named", Scope.PROJECT);
        int refused = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new java.util.ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < 30; i++) {
                var uid = "u" + i;
                var store = stores.get(i % 2);
                futures.add(threads.submit(() -> insert(store, named, uid, named("same"))));
            }
            for (var future : futures) refused += fails(future) ? 1 : 0;
        }
        assertEquals(29, refused);
    }

    private static String add(Store store, String parent) {
        return store.write(actor(), tx -> {
            if (tx.find(PARENT, REACH, parent).isEmpty()) throw Problem.notFound("parent", parent);
            var body = named("child of " + parent);
            tx.insert(CHILD, PROJECT, "child-of-" + parent, body);
            return "";
        });
    }

    private static String remove(Store store, String parent) {
        return store.write(actor(""), tx -> {
            var children = Query.all(CHILD, REACH).where(Filter.equal("name", "child of " + parent));
            if (tx.count(children) > 0) throw Problem.of(Code.ResourceInUse, "has children");
            tx.delete(tx.find(PARENT, REACH, parent).orElseThrow());
            return "";
        });
    }

    private static boolean fails(java.util.concurrent.Future<?> future) throws InterruptedException {
        try {
            future.get();
            return false;
        } catch (ExecutionException failed) {
            assertTrue(failed.getCause() instanceof Problem, failed.getCause().toString());
            return true;
        }
    }
}
