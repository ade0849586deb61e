package dev.easel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables are brought up to date once, whoever comes first, and left alone when they are newer than the code. */
@ParameterizedClass
@EnumSource(Databases.class)
final class MigrationsTest {
    @Parameter
    Databases database;

    private Place place;

    @BeforeEach
    void open() {
        place = database.place();
    }

    @AfterEach
    void close() {
        if (place != null) place.close();
    }

    @Test
    void aSecondStartChangesNothing() {
        place.store().close();
        assertEquals(4, steps(place.store()));
    }

    @Test
    void replicasThatStartTogetherTakeTurns() throws Exception {
        int together = database == Databases.POSTGRES ? 4 : 1;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = new ArrayList<Future<Store>>();
            for (int i = 0; i < together; i++) starting.add(threads.submit(() -> place.store()));
            for (var store : starting) assertEquals(4, steps(store.get()));
        }
    }

    @Test
    void tablesOfANewerHouseAreRefusedAndLetGo() {
        var store = place.store();
        store.database().write(session -> session.update("insert into migration (version, name) values (99, 'V099')"));
        store.close();
        var refused = assertThrows(IllegalStateException.class, () -> place.store());
        assertTrue(refused.getMessage().contains("99"), refused.getMessage());
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.isAlive() && thread.getName().startsWith("sqlite-writer"))
                        .count());
    }

    private static long steps(Store store) {
        return store.read(session -> session.number("select count(*) from migration"));
    }
}
