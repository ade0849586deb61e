package dev.easel.records;

import dev.easel.contract.Operation;
import dev.easel.http.Answer;
import dev.easel.http.Observer;
import dev.easel.http.Visit;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * One JSON line per request, written behind its back. Says who did what and how long it took; never a query, a body or
 * a credential. When the writer cannot keep up, lines are left out and the next one says how many.
 */
public final class AccessLog implements Observer, AutoCloseable {
    private static final int WAITING = 8192;
    private static final String END = "";
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");

    /** In which lines gather: a writer that is woken for each of them costs more than it writes. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(WAITING);
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
            lines.put(END);
            writer.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing here needs escaping: ids, tokens of HTTP, addresses, and templates of the contract. */
    private static String line(Visit visit, Answer answer, long leftOut) {
        var line = new StringBuilder(512).append('{');
        text(line, "time", visit.at().toString());
        text(line, "request", visit.id());
        text(line, "trace", visit.trace().id());
        text(line, "method", METHOD.matcher(visit.method()).matches() ? visit.method() : "-");
        text(line, "path", visit.operation().map(Operation::path).orElse("-"));
        text(line, "operation", visit.operation().map(Operation::id).orElse("-"));
        text(line, "address", visit.address());
        visit.caller().ifPresent(caller -> {
            text(line, "tenant", caller.tenant());
            text(line, "project", caller.project());
            text(line, "user", caller.user());
        });
        if (leftOut > 0) number(line, "leftOut", leftOut);
        number(line, "status", answer.status());
        number(line, "bytes", answer.body().length);
        number(line, "micros", visit.micros());
        line.setCharAt(line.length() - 1, '}');
        return line.append('\n').toString();
    }

    private static void text(StringBuilder line, String name, String value) {
        line.append('"').append(name).append("\":\"").append(value).append("\",");
    }

    private static void number(StringBuilder line, String name, long value) {
        line.append('"').append(name).append("\":").append(value).append(',');
    }

    private void write() {
        try {
            for (var line = lines.take(); line != END; line = lines.take()) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
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
}
