package dev.easel.provision.install;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Rounds over the packs of many clusters in the background, on a few threads of the platform, since Helm is native code. */
public final class Installs implements AutoCloseable {
    private static final int THREADS = 4;

    private final Installer installer;
    private final Clock clock;
    private final Map<String, Site> sites = new ConcurrentHashMap<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("packs-", 0).daemon().factory());

    public Installs(Installer installer, Clock clock) {
        this.installer = installer;
        this.clock = clock;
    }

    /** Where a cluster is, and who wants to know how its packs stand; both are asked on a thread of ours. */
    public interface Client {
        /** Empty when it is not known yet. */
        Optional<String> kubeconfig();

        /** Before the packs are looked at: nodes that take no new pods, since that was asked for. */
        void cordoned(Set<String> nodes);

        void done(Report report);

        void failed(String message);
    }

    /** Begins a round when one is due and none is under way; returns at once. */
    public void want(Wish wish, Client client) {
        var site = sites.computeIfAbsent(wish.cluster(), _ -> new Site());
        if (!site.begin(wish, clock.instant())) return;
        try {
            pool.execute(() -> round(site, wish, client));
        } catch (RejectedExecutionException closed) {
            site.end(clock.instant(), Pace.LATER);
        }
    }

    /** When the packs of a cluster should be looked at next; empty when nobody has wished for any. */
    public Optional<Duration> next(String cluster) {
        return Optional.ofNullable(sites.get(cluster)).flatMap(site -> site.next(clock.instant()));
    }

    public void forget(String cluster) {
        Optional.ofNullable(sites.remove(cluster)).ifPresent(Site::close);
    }

    /** The site is free before anybody is told: whoever is told may begin the next round. */
    private void round(Site site, Wish wish, Client client) {
        var end = new End(Pace.FAILED, () -> {});
        try {
            end = tried(site, wish, client);
        } finally {
            site.end(clock.instant(), end.pace());
        }
        try {
            end.tell().run();
        } catch (RuntimeException unwritten) {
            client.failed(Refused.said(unwritten));
        }
    }

    private End tried(Site site, Wish wish, Client client) {
        try {
            var kubeconfig = client.kubeconfig();
            if (kubeconfig.isEmpty()) throw new Refused("the cluster has no kubeconfig yet");
            var workload = site.open(kubeconfig.get());
            wish.nodes().map(new NodeCare(workload)::keep).ifPresent(client::cordoned);
            var report = installer.round(workload, kubeconfig.get(), wish);
            var pace = report.isSettled() ? Pace.LATER : report.hasErrors() ? Pace.FAILED : Pace.SOON;
            return new End(pace, () -> client.done(report));
        } catch (KubernetesClientException failed) {
            return new End(Pace.FAILED, () -> client.failed("the cluster cannot take packs: " + Refused.said(failed)));
        } catch (RuntimeException failed) {
            return new End(Pace.FAILED, () -> client.failed(Refused.said(failed)));
        }
    }

    /** What a round came to: when the next one is due, and what is to be told. */
    private record End(Pace pace, Runnable tell) {}

    @Override
    public void close() {
        pool.shutdown();
        sites.values().forEach(Site::close);
    }

    /** How soon a cluster is looked at again. */
    enum Pace {
        SOON(Duration.ofSeconds(2)),
        FAILED(Duration.ofSeconds(10)),
        LATER(Duration.ofMinutes(5));

        private final Duration first;

        Pace(Duration first) {
            this.first = first;
        }

        /** What fails again and again is tried less and less often. */
        Instant after(Instant now, int failures) {
            if (this != FAILED) return now.plus(first);
            var wait = first.multipliedBy(1L << Math.min(failures, 5));
            return now.plus(wait.compareTo(LATER.first) < 0 ? wait : LATER.first);
        }
    }
}
