package dev.easel.records;

import dev.easel.auth.Caller;
import dev.easel.contract.Json;
import dev.easel.contract.Operation;
import dev.easel.http.Answer;
import dev.easel.http.Observer;
import dev.easel.http.Visit;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON line per request, written behind its back. Says who did what and how long it took; never a query, a body or
 * a credential. When the writer cannot keep up, lines are left out and the next one says how many.
 */
public final class AccessLog implements Observer, AutoCloseable {
    private static final int WAITING = 8192;
    private static final ObjectNode END = Json.object();

    private final BlockingQueue<ObjectNode> lines = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final OutputStream out;
    private final Thread writer;

    private AccessLog(OutputStream out) {
        this.out = out;
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
        var line = line(visit, answer);
        var missing = leftOut.getAndSet(0);
        if (missing > 0) line.put("leftOut", missing);
        if (!lines.offer(line)) leftOut.addAndGet(missing + 1);
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        try {
            lines.put(END);
            writer.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode line(Visit visit, Answer answer) {
        var line = Json.object();
        line.put("time", visit.at().toString())
                .put("request", visit.id())
                .put("trace", visit.trace().id())
                .put("method", visit.method())
                .put("path", visit.operation().map(Operation::path).orElse("-"))
                .put("operation", visit.operation().map(Operation::id).orElse("-"))
                .put("status", answer.status())
                .put("micros", visit.micros())
                .put("bytes", answer.body().length)
                .put("address", visit.address());
        visit.caller().ifPresent(caller -> who(line, caller));
        return line;
    }

    private static void who(ObjectNode line, Caller caller) {
        line.put("tenant", caller.tenant()).put("project", caller.project()).put("user", caller.user());
    }

    private void write() {
        try {
            for (var line = lines.take(); line != END; line = lines.take()) {
                out.write(Json.MAPPER.writeValueAsBytes(line));
                out.write('\n');
                if (lines.isEmpty()) out.flush();
            }
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("The access log cannot be written", gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
