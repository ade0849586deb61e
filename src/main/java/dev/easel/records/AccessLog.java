package dev.easel.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.auth.Caller;
import dev.easel.contract.Json;
import dev.easel.contract.Operation;
import dev.easel.http.Answer;
import dev.easel.http.Observer;
import dev.easel.http.Visit;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One JSON line per request, written behind its back. Says who did what and how long it took; never a query, a body or
 * a credential. When the writer cannot keep up, lines are left out and the next one says how many.
 */
public final class AccessLog implements Observer, AutoCloseable {
    private static final int WAITING = 8192;
    /** In which lines gather: a writer that is woken for each of them costs more than it writes. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final OutputStream out;
    private final Thread writer;

    private AccessLog(OutputStream out) {
        this.out = new BufferedOutputStream(out, 64 * 1024);
        this.writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::write);
    }

    /** Begins to write; the stream stays the caller's to close. */
    public static AccessLog to(OutputStream out) {
        var log = new AccessLog(out);
        log.writer.start();
        return log;
    }

    @Override
    public void saw(Visit visit, Answer answer) {
        var missing = leftOut.get() == 0 ? 0 : leftOut.getAndSet(0);
        if (!lines.offer(line(visit, answer, missing))) leftOut.addAndGet(missing + 1);
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        try {
            lines.put(Line.END);
            writer.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Line line(Visit visit, Answer answer, long leftOut) {
        var caller = visit.caller();
        return new Line(
                visit.at(),
                visit.id(),
                visit.trace().id(),
                visit.method(),
                visit.operation().map(Operation::path).orElse("-"),
                visit.operation().map(Operation::id).orElse("-"),
                answer.status(),
                visit.micros(),
                answer.body().length,
                visit.address(),
                caller.map(Caller::tenant),
                caller.map(Caller::project),
                caller.map(Caller::user),
                leftOut == 0 ? Optional.empty() : Optional.of(leftOut));
    }

    private void write() {
        try {
            for (var line = lines.take(); line != Line.END; line = lines.take()) {
                out.write(Json.MAPPER.writeValueAsBytes(line));
                out.write('\n');
                if (!lines.isEmpty()) continue;
                out.flush();
                Thread.sleep(PAUSE);
            }
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("The access log cannot be written", gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the order in which it is written. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private record Line(
            Instant time,
            String request,
            String trace,
            String method,
            String path,
            String operation,
            int status,
            long micros,
            int bytes,
            String address,
            Optional<String> tenant,
            Optional<String> project,
            Optional<String> user,
            Optional<Long> leftOut) {
        static final Line END = new Line(
                Instant.EPOCH,
                "",
                "",
                "",
                "",
                "",
                0,
                0,
                0,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
