package dev.easel.store;

import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.store.Query.Reach;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Where everything is kept. Each write is one transaction: the document, its change row, and the jobs it causes. */
public final class Store implements AutoCloseable {
    private final Database database;
    private final Sealer sealer;
    private final Tokens tokens;
    private final Clock clock;
    private volatile Consumer<List<Tx.Work>> alarm = _ -> {};
    private volatile Consumer<Set<String>> watch = _ -> {};

    private Store(Database database, byte[] rootKey, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.sealer = new Sealer(database, rootKey);
        this.tokens = new Tokens(sealer);
    }

    /** Brings the tables up to date and tries the root key, so that a wrong one is told now and not by some later read. */
    private Store ready() {
        try {
            return guarded(() -> {
                Migrations.run(database);
                sealer.check();
                return this;
            });
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    public static Store sqlite(Path file, byte[] rootKey, Clock clock) {
        var store = new Store(new Sqlite(file), rootKey, clock).ready();
        store.database.write(session -> {
            Idempotency.release(session);
            return JobTable.release(session);
        });
        return store;
    }

    /** A database that replicas share; its URL is that of the JDBC driver. */
    public static Store postgres(String url, byte[] rootKey, Clock clock) {
        return new Store(new Postgres(url), rootKey, clock).ready();
    }

    public Sealer sealer() {
        return sealer;
    }

    public Clock clock() {
        return clock;
    }

    /** Is told what has been woken, after the commit that woke it. */
    public void onWake(Consumer<List<Tx.Work>> listener) {
        alarm = listener;
    }

    /** Is told which kinds of documents have changed, after the commit that changed them, before the writer goes on. */
    public void onChange(Consumer<Set<String>> listener) {
        watch = watch.andThen(listener);
    }

    /**
     * The writers of a tenant take turns, on any database: what a rule has read still holds when its document is written,
     * and rows of the change log become visible in the order of their numbers.
     */
    public <T> T write(Actor actor, Function<Tx, T> work) {
        if (!actor.tenant().isEmpty()) guarded(() -> sealer.prepare(actor.tenant()));
        var outcome = guarded(() -> database.write(session -> {
            if (!actor.tenant().isEmpty()) session.hold("tenant " + actor.tenant());
            var tx = new Tx(session, actor, clock.instant().truncatedTo(ChronoUnit.MILLIS), this);
            var result = work.apply(tx);
            return new Outcome<>(result, tx.flush(), tx.touched());
        }));
        if (!outcome.touched().isEmpty()) watch.accept(outcome.touched());
        if (!outcome.woken().isEmpty()) alarm.accept(outcome.woken());
        return outcome.result();
    }

    public <T> T read(Function<Session, T> query) {
        return guarded(() -> database.read(query));
    }

    public Optional<Document> find(Kind kind, Reach reach, String uid) {
        var asked = new Recent.Asked(kind, reach, uid);
        return guarded(
                () -> database.find(asked, session -> new Documents(session, tokens).find(kind, reach, uid, "")));
    }

    public Page list(Query query) {
        return read(session -> new Documents(session, tokens).page(query));
    }

    public long count(Query query) {
        return read(session -> new Documents(session, tokens).count(query));
    }

    /** Documents of a kind that have a value, in whatever tenant: for the door, which does not know the tenant yet. */
    public List<Document> anywhere(Kind kind, String property, String value) {
        var column = new FilterSql(kind, database.dialect()).column(property);
        // The kind stands in the text, so that the partial indexes of the kinds that are looked for here can be used.
        var tenants =
                "select distinct tenant from document where kind = '%s' and %s = ?".formatted(kind.name(), column);
        return read(session -> session.query(tenants, row -> row.getString(1), value)).stream()
                .flatMap(tenant ->
                        list(Query.all(kind, Reach.tenant(tenant)).where(Filter.equal(property, value)))
                                .items()
                                .stream())
                .toList();
    }

    /** Uids of all tenants, the oldest first. */
    public List<String> tenants() {
        var oldest = "select tenant from document where kind = 'tenant' order by created";
        return read(session -> session.query(oldest, row -> row.getString(1)));
    }

    /** A document's body as a client may see it: secrets hidden, masked or clear as its kind says. */
    public ObjectNode show(Document document) {
        return Secrets.show(sealer, document);
    }

    /** A document's body with every secret in clear; for use inside the house only. */
    public ObjectNode open(Document document) {
        return Secrets.open(sealer, document);
    }

    /** Brings what documents are found by up to what the rows of their kinds say now; before anybody asks. */
    public void index(List<Kind> kinds) {
        guarded(() -> database.write(session -> {
            session.hold("index");
            for (var kind : kinds) Reindex.run(session, tokens, kind);
            return "";
        }));
    }

    Database database() {
        return database;
    }

    Tokens tokens() {
        return tokens;
    }

    static boolean isDuplicate(SQLException error) {
        return "23505".equals(error.getSQLState())
                || String.valueOf(error.getMessage()).contains("SQLITE_CONSTRAINT_UNIQUE")
                || String.valueOf(error.getMessage()).contains("SQLITE_CONSTRAINT_PRIMARYKEY");
    }

    static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (Session.Fault fault) {
            if (!isTransient(fault.sql())) throw fault;
            throw Problem.unavailable(
                    "The database cannot do this now: %s", fault.sql().getMessage());
        }
    }

    /** Disk full, read-only, connection lost, pool exhausted: it may work later, and nothing was acknowledged. */
    private static boolean isTransient(SQLException error) {
        var state = String.valueOf(error.getSQLState());
        var message = String.valueOf(error.getMessage());
        return state.matches("(08|40|53|55|57|58|25006|25P03).*")
                || error instanceof SQLTransientException
                || message.matches("(?s).*SQLITE_(FULL|BUSY|IOERR|READONLY|CANTOPEN).*");
    }

    @Override
    public void close() {
        database.close();
    }

    private record Outcome<T>(T result, List<Tx.Work> woken, Set<String> touched) {}
}
