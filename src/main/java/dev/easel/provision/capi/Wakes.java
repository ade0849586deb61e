package dev.easel.provision.capi;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Gathers what happens in a management cluster for a moment, and then tells once which clusters it concerns. */
final class Wakes implements Link.Changes, AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(50);

    /** Tenants by the uids of their clusters, as far as the engine has been asked for them. */
    private final Map<String, String> known = new ConcurrentHashMap<>();

    private final Map<String, String> waiting = new ConcurrentHashMap<>();
    private final Semaphore bell = new Semaphore(0);
    private final Consumer<Map<String, String>> awake;
    private final Thread thread = Thread.ofVirtual().name("cluster-wakes").unstarted(this::pass);
    private volatile boolean closed;

    /** @param awake takes the tenants of clusters by the uids of these */
    Wakes(Consumer<Map<String, String>> awake) {
        this.awake = awake;
        thread.start();
    }

    void know(String uid, String tenant) {
        known.put(uid, tenant);
    }

    /** Something of a cluster is another than before, as far as we know of it. */
    void changed(String uid) {
        wake(uid, known.getOrDefault(uid, ""));
    }

    void forget(String uid) {
        known.remove(uid);
    }

    @Override
    public void changed(Thing thing) {
        var uid = thing.label(Names.CLUSTER);
        var tenant = thing.label(Names.TENANT);
        wake(uid, tenant.isEmpty() ? known.getOrDefault(uid, "") : tenant);
    }

    @Override
    public void lost() {
        known.forEach(this::wake);
    }

    @Override
    public void back() {
        known.forEach(this::wake);
    }

    private void wake(String uid, String tenant) {
        if (uid.isEmpty() || tenant.isEmpty()) return;
        waiting.put(uid, tenant);
        bell.release();
    }

    private void pass() {
        try {
            while (!closed) {
                bell.acquire();
                Thread.sleep(MOMENT);
                bell.drainPermits();
                tell();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be told now is told a little later. */
    private void tell() {
        var now = new HashMap<>(waiting);
        now.forEach(waiting::remove);
        try {
            if (!now.isEmpty() && !closed) awake.accept(now);
        } catch (RuntimeException busy) {
            waiting.putAll(now);
            bell.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        bell.release();
    }
}
