package dev.easel.jobs;

import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.store.Actor;
import dev.easel.store.Document;
import dev.easel.store.JobTable;
import dev.easel.store.JobTable.Lease;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Tx;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings due work to its reconciler and writes down what that decided. Takes work under a lease with a fence, so that
 * replicas and a process that was stopped for a while never write over each other. Sleeps until the next row is due.
 */
public final class Runner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Runner.class.getName());
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final long BREATH = 5;
    private static final int AT_ONCE = 16;

    private final Store store;
    private final Map<String, Reconciler> reconcilers;
    private final Duration longestSleep;
    private final String owner = UUID.randomUUID().toString();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Semaphore bell = new Semaphore(0);
    private final Thread loop;
    private volatile boolean closed;

    /** The longest sleep bounds how late this replica sees what another one woke. */
    public Runner(Store store, List<Reconciler> reconcilers, Duration longestSleep) {
        this.store = store;
        this.reconcilers = reconcilers.stream()
                .collect(Collectors.toMap(each -> each.kind().name(), Function.identity()));
        this.longestSleep = longestSleep;
        loop = Thread.ofVirtual().name("jobs").unstarted(this::loop);
        store.onWake(_ -> bell.release());
    }

    public void start() {
        loop.start();
        Thread.ofVirtual().name("leases").start(this::renew);
    }

    private void renew() {
        while (!closed) {
            pause(LEASE.dividedBy(5));
            if (closed || room.availablePermits() == AT_ONCE) continue;
            try {
                store.write(
                        Actor.house("", "", JobTable.RECONCILE),
                        tx -> JobTable.renew(
                                tx.session(), owner, tx.now(), tx.now().plus(LEASE)));
            } catch (RuntimeException failed) {
                LOG.log(Level.WARNING, "Leases cannot be renewed now: {0}", failed.getMessage());
            }
        }
    }

    private void loop() {
        while (!closed) {
            try {
                var taken = take();
                if (taken.isEmpty()) sleep();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException | Error failed) {
                LOG.log(Level.WARNING, "Jobs cannot be taken now: {0}", failed.getMessage());
                pause(Duration.ofSeconds(1));
            }
        }
    }

    private List<Lease> take() throws InterruptedException {
        room.acquire();
        int free = 1 + room.drainPermits();
        List<Lease> taken = List.of();
        try {
            var now = store.clock().instant();
            taken = store.write(
                    Actor.house("", "", JobTable.RECONCILE),
                    tx -> JobTable.take(tx.session(), owner, now, now.plus(LEASE), free));
        } finally {
            room.release(free - taken.size());
        }
        for (var lease : taken) Thread.ofVirtual().name("job-", lease.fence()).start(() -> run(lease));
        return taken;
    }

    private void sleep() throws InterruptedException {
        var now = store.clock().instant();
        var next = store.read(JobTable::next)
                .map(due -> Duration.between(now, due))
                .orElse(longestSleep);
        var wait = next.compareTo(longestSleep) < 0 ? next : longestSleep;
        // What is due and yet was not taken is in another replica's hands, for a moment.
        if (bell.tryAcquire(Math.max(wait.toMillis() + 1, BREATH), TimeUnit.MILLISECONDS)) bell.drainPermits();
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stop) {
            closed = true;
        }
    }

    private void run(Lease lease) {
        try {
            ScopedValue.where(JobTable.UNDER, lease).run(() -> reconcile(lease));
        } catch (RuntimeException | Error failed) {
            report(lease, failed);
        } finally {
            room.release();
            bell.release();
        }
    }

    private void reconcile(Lease lease) {
        var work = lease.work();
        var reconciler = reconcilers.get(work.kind());
        if (reconciler == null) throw new IllegalStateException("Nobody reconciles a " + work.kind());
        var found = store.find(reconciler.kind(), Reach.tenant(work.tenant()), work.uid());
        if (found.isEmpty()) {
            finish(lease, "", tx -> JobTable.settle(tx.session(), lease));
            return;
        }
        var document = found.get();
        switch (reconciler.reconcile(document, store.clock().instant())) {
            case Decision.Settled(var status, var also) ->
                write(lease, document, status, also, tx -> JobTable.settle(tx.session(), lease));
            case Decision.LookAgain(var status, var after, var also) ->
                write(
                        lease,
                        document,
                        status,
                        also,
                        tx -> JobTable.again(tx.session(), lease, tx.now().plus(after), ""));
            case Decision.Gone(var also) ->
                finish(lease, document.project(), tx -> {
                    also.accept(tx);
                    tx.delete(document);
                });
        }
    }

    private void write(Lease lease, Document document, ObjectNode status, Consumer<Tx> also, Consumer<Tx> job) {
        finish(lease, document.project(), tx -> {
            var body = document.body().deepCopy();
            body.set("status", status);
            tx.replace(document, body);
            also.accept(tx);
            job.accept(tx);
        });
    }

    /** Writes under the lease. Whoever lost it writes nothing, and has another look at what it may have done to the world. */
    private void finish(Lease lease, String project, Consumer<Tx> writing) {
        store.write(Actor.house(lease.work().tenant(), project, JobTable.RECONCILE), tx -> {
            if (JobTable.holds(tx.session(), lease)) writing.accept(tx);
            else tx.wake(lease.work(), tx.now());
            return "";
        });
    }

    private void report(Lease lease, Throwable failed) {
        var moved = failed instanceof Problem problem && problem.code() == Code.PreconditionFailed;
        var wait = moved ? Duration.ZERO : backOff(lease.attempts());
        if (!moved) LOG.log(Level.WARNING, "Reconciling " + lease.work() + " failed", failed);
        try {
            var error = moved ? "" : failed.toString();
            finish(lease, "", tx -> JobTable.again(tx.session(), lease, tx.now().plus(wait), error));
        } catch (RuntimeException again) {
            LOG.log(Level.WARNING, "The lease on {0} is left to run out: {1}", lease.work(), again.getMessage());
        }
    }

    private static Duration backOff(long attempts) {
        return Duration.ofMillis(500L << Math.min(attempts, 9));
    }

    /** Rings rather than interrupts: an interrupt would break a connection in the middle of a commit. */
    @Override
    public void close() {
        closed = true;
        bell.release();
        try {
            if (loop.isAlive()) loop.join(Duration.ofSeconds(5));
            if (room.tryAcquire(AT_ONCE, 10, TimeUnit.SECONDS)) room.release(AT_ONCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
