package bench;

import dev.easel.store.Actor;
import dev.easel.store.Store;
import dev.easel.store.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.function.Consumer;

/** The data folder of a server that does not run, to be filled faster than a server can be asked to. */
record Seed(Store store, String tenant, String project, String apiKey) implements AutoCloseable {

    /** A server makes the tenant and its project, and stops. */
    static Seed of(Plan plan, Path data) throws IOException {
        String project;
        String tenant;
        try (var server = Running.easel(plan.java(), data)) {
            var house = Client.of(server.port(), Running.apiKey(data));
            project = house.get("/v1/dashboard/projects/metadata")
                    .at("/items/0/metadata/uid")
                    .asString();
            tenant = house.get("/v1/projects/" + project)
                    .at("/metadata/annotations/tenantUid")
                    .asString();
        }
        var key = Base64.getDecoder()
                .decode(Files.readString(data.resolve("root.key")).strip());
        var store = Store.sqlite(data.resolve("easel.db"), key, Clock.systemUTC());
        return new Seed(store, tenant, project, Running.apiKey(data));
    }

    /** One transaction in the name of the house. */
    void write(Consumer<Tx> work) {
        writeIn(tenant, work);
    }

    void writeIn(String another, Consumer<Tx> work) {
        store.write(Actor.house(another, project, "reconcile"), tx -> {
            work.accept(tx);
            return "";
        });
    }

    /** Uids as random as those of the house, but the same in every run. */
    static String uid(long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 27;
        return "%016x%08x".formatted(mixed, number);
    }

    @Override
    public void close() {
        store.close();
    }
}
