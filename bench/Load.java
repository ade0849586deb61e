package bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Callers that each keep one connection and ask one thing after the other. */
final class Load {
    private Load() {}

    /** What came of it: requests per second, and how long the slowest of a hundred waited. */
    record Outcome(long count, double perSecond, double medianMicros, double p99Micros) {}

    /** Asks for a while. A request is made from its number; any other status than the wanted one is an error. */
    static Outcome run(int port, int callers, Duration time, int wanted, LongFunction<byte[]> request)
            throws IOException {
        long end = System.nanoTime() + time.toNanos();
        return run(port, callers, wanted, request, _ -> System.nanoTime() < end);
    }

    /** Asks a number of times. */
    static Outcome times(int port, int callers, long times, int wanted, LongFunction<byte[]> request)
            throws IOException {
        return run(port, callers, wanted, request, number -> number < times);
    }

    private static Outcome run(int port, int callers, int wanted, LongFunction<byte[]> request, More more)
            throws IOException {
        var next = new AtomicLong();
        var shared = new ArrayList<long[]>();
        var failures = new ArrayList<Throwable>();
        var threads = new ArrayList<Thread>();
        long begin = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try (var line = new Line(port)) {
                    var times = new Times();
                    for (long number = next.getAndIncrement(); more.is(number); number = next.getAndIncrement()) {
                        times.add(ask(line, request.apply(number), wanted));
                    }
                    synchronized (shared) {
                        shared.add(times.kept());
                    }
                } catch (IOException | RuntimeException failed) {
                    synchronized (failures) {
                        failures.add(failed);
                    }
                }
            }));
        }
        join(threads);
        if (!failures.isEmpty()) throw new IOException(failures.getFirst());
        return outcome(shared, System.nanoTime() - begin);
    }

    private static long ask(Line line, byte[] request, int wanted) throws IOException {
        long begin = System.nanoTime();
        int status = line.ask(request);
        if (status != wanted) throw new IOException("status " + status + ": " + line.text());
        return System.nanoTime() - begin;
    }

    private static void join(List<Thread> threads) {
        try {
            for (var thread : threads) thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Outcome outcome(List<long[]> shared, long nanos) {
        var all = shared.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        if (all.length == 0) return new Outcome(0, 0, 0, 0);
        return new Outcome(
                all.length,
                all.length * 1e9 / nanos,
                all[all.length / 2] / 1e3,
                all[Math.min(all.length - 1, all.length * 99 / 100)] / 1e3);
    }

    private interface More {
        boolean is(long number);
    }

    /** A list of longs that grows. */
    private static final class Times {
        private long[] nanos = new long[1024];
        private int size;

        void add(long time) {
            if (size == nanos.length) nanos = Arrays.copyOf(nanos, size * 2);
            nanos[size++] = time;
        }

        long[] kept() {
            return Arrays.copyOf(nanos, size);
        }
    }
}
