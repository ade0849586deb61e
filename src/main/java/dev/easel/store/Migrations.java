package dev.easel.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Brings the tables up to what this code knows, step by numbered step; refuses tables from a newer house. */
final class Migrations {
    /** Each is a file {@code /db/<name>.sql}; the list only grows. */
    private static final List<String> STEPS = List.of("V001", "V002", "V003", "V004");

    private Migrations() {}

    static void run(Database database) {
        database.write(session -> {
            session.hold("migration");
            session.execute("create table if not exists migration (version bigint primary key, name text not null)");
            var done = session.number("select coalesce(max(version), 0) from migration");
            if (done > STEPS.size()) {
                throw new IllegalStateException(
                        "The database is at version %d and this Easel knows %d: start a newer one"
                                .formatted(done, STEPS.size()));
            }
            for (int step = (int) done; step < STEPS.size(); step++) apply(session, step);
            return done;
        });
    }

    private static void apply(Session session, int step) {
        var name = STEPS.get(step);
        var script = read("/db/" + name + ".sql")
                .replace("${serial}", session.dialect().serial())
                .replace("${text}", session.dialect().text());
        for (var statement : script.split(";\\s*(?:\\n|$)")) {
            if (!statement.isBlank()) session.execute(statement);
        }
        session.update("insert into migration (version, name) values (?, ?)", (long) step + 1, name);
    }

    private static String read(String path) {
        try (var in = Migrations.class.getResourceAsStream(path)) {
            if (in == null) throw new IllegalStateException(path + " is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
