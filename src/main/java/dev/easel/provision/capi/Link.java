package dev.easel.provision.capi;

import dev.easel.provision.capi.Thing.Sort;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The connection to a management cluster. One thread asks it now and then whether it is there, says what is wrong and since
 * when, reads the kubeconfig again when that has changed, and tells when all is well again.
 */
final class Link implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(2);

    /** What every cluster has; the rest is watched as soon as a cluster has some of it. */
    static final List<Sort> ALWAYS = List.of(
            new Sort("v1", "Namespace"),
            new Sort("cluster.x-k8s.io/v1beta2", "Cluster"),
            new Sort("cluster.x-k8s.io/v1beta2", "Machine"),
            new Sort("cluster.x-k8s.io/v1beta2", "MachineDeployment"));

    private final Path kubeconfig;
    private final Clock clock;
    private final Changes changes;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("management-cluster").unstarted(this::keep);
    private volatile Optional<Reach> reach = Optional.empty();
    private volatile Optional<Trouble> trouble;
    private Instant read = Instant.MIN;

    Link(Path kubeconfig, Clock clock, Changes changes) {
        this.kubeconfig = kubeconfig;
        this.clock = clock;
        this.changes = changes;
        trouble = Optional.of(new Trouble("ManagementClusterUnknown", "was not reached yet", clock.instant()));
        thread.start();
    }

    /** Why the management cluster cannot be used now; empty when it can. */
    Optional<Trouble> trouble() {
        return trouble;
    }

    /** The way in; throws while there is none. */
    Reach reach() {
        var now = trouble;
        if (now.isPresent()) throw new Wrong(now.get().reason(), now.get().message());
        return reach.orElseThrow();
    }

    private void keep() {
        try {
            do look();
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            var client = open();
            client.ask();
            ALWAYS.forEach(client::watch);
            if (trouble.isEmpty()) return;
            trouble = Optional.empty();
            changes.back();
        } catch (Wrong wrong) {
            note(wrong.reason(), wrong.getMessage());
        } catch (KubernetesClientException failed) {
            note(
                    failed.getCode() == 401 || failed.getCode() == 403
                            ? "ManagementClusterForbidden"
                            : "ManagementClusterUnreachable",
                    said(failed));
        } catch (IOException | RuntimeException failed) {
            note("ManagementClusterUnreachable", said(failed));
        }
    }

    private Reach open() throws IOException {
        var written = Files.getLastModifiedTime(kubeconfig).toInstant();
        if (reach.isPresent() && written.equals(read)) return reach.get();
        var config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setConnectionTimeout(3_000);
        config.setRequestTimeout(5_000);
        config.setRequestRetryBackoffLimit(0);
        reach.ifPresent(Reach::close);
        reach = Optional.of(new Reach(config, changes));
        read = written;
        return reach.get();
    }

    private void note(String reason, String message) {
        var since = trouble.map(Trouble::since).orElseGet(clock::instant);
        var begins = trouble.isEmpty();
        trouble = Optional.of(new Trouble(reason, message, since));
        if (begins) changes.lost();
    }

    static String said(Throwable failed) {
        var deepest = failed;
        while (deepest.getCause() != null && deepest.getCause() != deepest) deepest = deepest.getCause();
        var message = deepest.getMessage();
        return message == null
                ? deepest.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        closed.countDown();
        reach.ifPresent(Reach::close);
    }

    /** Who wants to know what happens in the management cluster. */
    interface Changes {
        /** Something that belongs to a cluster is another than before. */
        void changed(Thing thing);

        void lost();

        void back();
    }
}
