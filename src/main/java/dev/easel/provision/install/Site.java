package dev.easel.provision.install;

import dev.easel.provision.install.Installs.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One cluster whose packs are looked after. Its client is kept while work is under way, and closed when nothing is. */
final class Site implements AutoCloseable {
    private Optional<Wish> last = Optional.empty();
    private Instant due = Instant.MIN;
    private Optional<Workload> workload = Optional.empty();
    private String kubeconfig = "";
    private int failures;
    private boolean busy;
    private boolean closed;

    /** Whether a round may begin: it must be due, or another wish, and the only one. */
    synchronized boolean begin(Wish wish, Instant now) {
        if (busy || closed) return false;
        var same = last.filter(wish::equals).isPresent();
        if (same && now.isBefore(due)) return false;
        if (!same) failures = 0;
        last = Optional.of(wish);
        busy = true;
        return true;
    }

    synchronized Workload open(String with) {
        if (!with.equals(kubeconfig)) shut();
        kubeconfig = with;
        if (workload.isEmpty()) workload = Optional.of(new Workload(with));
        return workload.get();
    }

    /** Only the first call after a beginning counts. */
    synchronized void end(Instant now, Pace pace) {
        if (!busy) return;
        busy = false;
        due = pace.after(now, failures);
        failures = pace == Pace.FAILED ? failures + 1 : 0;
        if (pace != Pace.SOON || closed) shut();
    }

    synchronized Optional<Duration> next(Instant now) {
        if (last.isEmpty()) return Optional.empty();
        // Who is at work wakes those who wait when it is done.
        if (busy) return Optional.of(Duration.ofMinutes(1));
        return Optional.of(due.isAfter(now) ? Duration.between(now, due) : Duration.ofSeconds(10));
    }

    private void shut() {
        workload.ifPresent(Workload::close);
        workload = Optional.empty();
        kubeconfig = "";
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (!busy) shut();
    }
}
