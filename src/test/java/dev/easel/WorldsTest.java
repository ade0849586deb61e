package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.provision.Target;
import dev.easel.store.Databases;
import dev.easel.store.JobTable;
import dev.easel.store.JobTable.Lease;
import dev.easel.store.Kind;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Place;
import dev.easel.store.Store;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an engine remembers of a cluster follows the one who looks after it now. */
@ParameterizedClass
@EnumSource(Databases.class)
final class WorldsTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT).reconciled();
    private static final Target TARGET = new Target(Place.TENANT, Place.PROJECT, "u1", "one", "rehearsal");

    @Parameter
    Databases database;

    private Place place;
    private Store store;
    private Worlds worlds;

    @BeforeEach
    void open() {
        place = database.place();
        store = place.store();
        worlds = new Worlds(store);
    }

    @AfterEach
    void close() {
        if (place != null) place.close();
    }

    @Test
    void whoLostTheLeaseDoesNotTouchTheWorldAnyMore() {
        Place.insert(store, THING, "u1", Place.named("one"));
        var lost = lease();
        place.clock.move(Duration.ofSeconds(11));
        var held = lease();
        under(held, () -> workers(3));
        var problem = assertThrows(Problem.class, () -> under(lost, () -> workers(2)));
        assertEquals(Code.PreconditionFailed, problem.code());
        assertThrows(Problem.class, () -> under(lost, () -> worlds.erase(TARGET)));
        assertEquals(3, worlds.read(TARGET).orElseThrow().path("workers").asInt());
        workers(4);
        under(held, () -> worlds.erase(TARGET));
        assertEquals(true, worlds.read(TARGET).isEmpty());
    }

    private Lease lease() {
        var now = place.clock.instant();
        return store.write(
                        Place.actor(),
                        tx -> JobTable.take(tx.session(), "owner", now, now.plus(Duration.ofSeconds(10)), 1))
                .getFirst();
    }

    private void workers(int count) {
        worlds.change(TARGET, tree -> tree.put("workers", count));
    }

    private static void under(Lease lease, Runnable work) {
        ScopedValue.where(JobTable.UNDER, lease).run(work);
    }
}
