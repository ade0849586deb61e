package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The house's way of writing and nothing else: one writer, what has queued up is one durable commit. Writes either the
 * document alone, or the same rows as the house: the document and its change, in the house's own tables with their indexes.
 */
final class GroupCommit implements AutoCloseable {
    private static final String DOCUMENT = "insert into document (tenant, project, kind, subtype, uid, name, unique_key,"
            + " version, created, updated, body) values ('t', '', 'cloudaccount', 'aws', ?, ?, ?, 1, ?, ?, ?)";
    private static final String CHANGE = "insert into change (tenant, project, kind, subtype, uid, name, version, action,"
            + " actor, actor_name, operation, request, at, diff) values ('t', '', 'cloudaccount', 'aws', ?, ?, 1, 'create',"
            + " 'u', 'admin@easel.local', 'v1CloudAccountsAwsCreate', ?, ?, ?)";
    private static final int GROUP = 256;

    private final Connection connection;
    private final BlockingQueue<Piece> queue = new ArrayBlockingQueue<>(10_000);
    private final Rows rows;
    private final String body;
    private final Thread writer;
    private volatile boolean closed;

    /** What a create writes. */
    enum Rows {
        DOCUMENT,
        DOCUMENT_AND_CHANGE
    }

    private record Piece(String uid, CompletableFuture<String> done) {}

    GroupCommit(Path file, Rows rows, String body) throws SQLException, IOException {
        this.rows = rows;
        this.body = body;
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("pragma journal_mode=wal");
            statement.execute("pragma synchronous=full");
            statement.execute("pragma cache_size=-16384");
            statement.execute("pragma wal_autocheckpoint=4000");
            for (var sql : tables()) statement.execute(sql);
        }
        connection.setAutoCommit(false);
        writer = Thread.ofPlatform().start(this::drain);
    }

    /** As the house makes them. */
    private static List<String> tables() throws IOException {
        try (var in = GroupCommit.class.getResourceAsStream("/db/V001.sql")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${text}", "text")
                    .replace("${serial}", "integer primary key autoincrement");
            return Stream.of(text.split(";"))
                    .filter(sql -> sql.matches("(?s)\\s*create.* (document|change)[ _(].*"))
                    .toList();
        }
    }

    /** Commits per second of some callers that each wait for theirs. */
    double run(int callers, Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        var count = new AtomicLong();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < callers; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    var piece = new Piece(uid(), new CompletableFuture<>());
                    queue.add(piece);
                    piece.done().join();
                    count.incrementAndGet();
                }
            }));
        }
        for (var thread : threads) thread.join();
        return count.get() * 1e9 / (System.nanoTime() - begin);
    }

    private void drain() {
        var group = new ArrayList<Piece>();
        try (var document = connection.prepareStatement(DOCUMENT);
                var change = connection.prepareStatement(CHANGE)) {
            while (!closed) {
                var first = queue.poll(50, TimeUnit.MILLISECONDS);
                if (first == null) continue;
                group.add(first);
                queue.drainTo(group, GROUP - 1);
                for (var piece : group) {
                    run(document, piece.uid(), "name-" + piece.uid(), "aws-" + piece.uid(), 1L, 1L, body);
                    if (rows == Rows.DOCUMENT_AND_CHANGE)
                        run(change, piece.uid(), "name-" + piece.uid(), "request-" + piece.uid(), 1L, body);
                }
                connection.commit();
                done(group);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(PreparedStatement insert, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) insert.setObject(i + 1, values[i]);
        insert.executeUpdate();
    }

    private static String uid() {
        var random = ThreadLocalRandom.current();
        return "%016x%08x".formatted(random.nextLong(), random.nextInt());
    }

    private static void done(List<Piece> group) {
        group.forEach(piece -> piece.done().complete(piece.uid()));
        group.clear();
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        try {
            writer.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        connection.close();
    }
}
