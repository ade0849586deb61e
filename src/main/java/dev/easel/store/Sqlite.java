package dev.easel.store;

import dev.easel.contract.Problem;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * SQLite in WAL mode with {@code synchronous=FULL}: one writer thread that commits what has queued up as one group, each
 * piece under its own savepoint, and a few platform threads that read (a native call pins a virtual thread's carrier).
 */
final class Sqlite implements Database {
    private static final int READERS = 4;
    private static final int GROUP = 256;

    /** Rows are found by their uids, so the driver need not ask for the number of each new one. */
    private static final String URL = "jdbc:sqlite:%s?jdbc.get_generated_keys=false";

    private final Path file;
    private final ExecutorService readers;
    private final BlockingQueue<Session> idle = new ArrayBlockingQueue<>(READERS);
    private final BlockingQueue<Piece<?>> queue = new LinkedBlockingQueue<>(10_000);
    private final ScopedValue<Session> current = ScopedValue.newInstance();
    private final Session session;
    private final Recent recent = new Recent();
    private final Thread writer;
    private volatile boolean closed;
    private volatile boolean ended;

    Sqlite(Path file) {
        this.file = file;
        session = open("begin immediate");
        for (int i = 0; i < READERS; i++) idle.add(open("begin"));
        readers = Executors.newFixedThreadPool(
                READERS, Thread.ofPlatform().daemon().name("sqlite-reader-", 0).factory());
        writer = Thread.ofPlatform().daemon().name("sqlite-writer").start(this::drain);
    }

    /** Work that waits for the writer. */
    private record Piece<T>(Function<Session, T> work, CompletableFuture<T> done) {
        Runnable attempt(Session session) {
            try {
                var result = work.apply(session);
                return () -> done.complete(result);
            } catch (Throwable failed) { // whatever the work threw goes to the one who asked for it
                throw new CompletionException(failed);
            }
        }
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        if (current.isBound()) throw new IllegalStateException("A write inside a transaction would wait for itself");
        if (closed) throw closing();
        var done = new CompletableFuture<T>();
        if (!queue.offer(new Piece<>(work, done))) throw Problem.unavailable("Too many writes wait already");
        if (ended) refuse();
        return wait(done);
    }

    /** What reads inside a transaction reads on its session, and sees what it has written. */
    @Override
    public <T> T read(Function<Session, T> work) {
        if (current.isBound()) return work.apply(current.get());
        if (closed) throw closing();
        return wait(CompletableFuture.supplyAsync(() -> onReader(work), readers));
    }

    @Override
    public Optional<Document> find(Recent.Asked asked, Function<Session, Optional<Document>> work) {
        return current.isBound() ? read(work) : recent.find(asked, () -> read(work));
    }

    private <T> T in(Session transaction, Function<Session, T> work) {
        return ScopedValue.where(current, transaction).call(() -> work.apply(transaction));
    }

    private <T> T onReader(Function<Session, T> work) {
        var reader = idle.remove();
        try {
            reader.step("begin");
            try {
                return in(reader, work);
            } finally {
                reader.step("rollback");
            }
        } finally {
            idle.add(reader);
        }
    }

    private static <T> T wait(CompletableFuture<T> done) {
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw e;
        }
    }

    private void drain() {
        var group = new ArrayList<Piece<?>>();
        while (!closed || !queue.isEmpty()) {
            try {
                var first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) continue;
                group.add(first);
                queue.drainTo(group, GROUP - 1);
                commit(group);
            } catch (InterruptedException stop) {
                closed = true;
            } finally {
                group.clear();
            }
        }
        ended = true;
        refuse();
    }

    /** For those who came after the writer had gone. */
    private void refuse() {
        for (var piece = queue.poll(); piece != null; piece = queue.poll()) {
            piece.done().completeExceptionally(closing());
        }
    }

    private static Problem closing() {
        return Problem.unavailable("The store is closing");
    }

    private void commit(List<Piece<?>> group) {
        var finished = new ArrayList<Runnable>();
        try {
            session.step("begin immediate");
            for (var piece : group) finished.add(attempt(piece));
            recent.forget(session.changed());
            session.step("commit");
        } catch (RuntimeException | Error failed) {
            undo();
            group.forEach(piece -> piece.done().completeExceptionally(failed));
        } finally {
            recent.settle(session.changed());
            session.changed().clear();
        }
        finished.forEach(Runnable::run);
    }

    private Runnable attempt(Piece<?> piece) {
        session.step("savepoint piece");
        try {
            var finish = in(session, piece::attempt);
            session.step("release piece");
            return finish;
        } catch (CompletionException failed) {
            undo(failed.getCause());
            return () -> piece.done().completeExceptionally(failed.getCause());
        }
    }

    /** A full disk makes SQLite undo the whole group by itself; then all of the group has failed, for that reason. */
    private void undo(Throwable reason) {
        try {
            session.step("rollback to piece");
            session.step("release piece");
        } catch (Session.Fault groupIsGone) {
            throw reason instanceof Session.Fault fault ? fault : groupIsGone;
        }
    }

    private void undo() {
        try {
            session.step("rollback");
        } catch (Session.Fault nothingToUndo) {
            return;
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public void close() {
        closed = true;
        try {
            writer.join();
            readers.shutdown();
            if (!readers.awaitTermination(10, TimeUnit.SECONDS)) readers.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        session.close();
        idle.forEach(Session::close);
    }

    private Session open(String purpose) {
        try {
            var opened = new Session(DriverManager.getConnection(URL.formatted(file)), Dialect.SQLITE);
            opened.execute("pragma busy_timeout=20000");
            if (purpose.endsWith("immediate")) opened.execute("pragma journal_mode=wal");
            opened.execute("pragma synchronous=full");
            opened.execute("pragma cache_size=-16384");
            opened.execute("pragma temp_store=memory");
            opened.execute("pragma wal_autocheckpoint=4000");
            return opened;
        } catch (SQLException e) {
            throw Session.Fault.of(e);
        }
    }
}
