package dev.easel.http;

import dev.easel.contract.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Counts the requests under way, and once closed turns new ones away so that the counted ones can finish. Jetty's own
 * graceful stop cuts HTTP/2 streams after a second.
 */
final class Drain extends Handler.Wrapper {
    private static final Duration LAST_FRAMES = Duration.ofMillis(50);

    private final Exit exit;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closed;

    Drain(Exit exit) {
        this.exit = exit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (closed) return turnAway(request, response, callback);
        underWay.incrementAndGet();
        Request.addCompletionListener(request, _ -> underWay.decrementAndGet());
        return super.handle(request, response, callback);
    }

    private boolean turnAway(Request request, Response response, Callback callback) {
        var visit = new Visit(request);
        var sorry = Problem.unavailable("This server is stopping").with("Retry-After", "2");
        exit.send(visit, Errors.answer(visit, sorry.with("Connection", "close")), response, callback);
        return true;
    }

    /** Turns new requests away from now on, and waits until the others are answered or the patience is over. */
    void close(Duration patience) throws InterruptedException {
        closed = true;
        var end = System.nanoTime() + patience.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < end) Thread.sleep(10);
        Thread.sleep(LAST_FRAMES);
    }
}
