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
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connection to a management cluster. One thread asks it now and then whether it is there, says what is wrong and since
 * when, reads the kubeconfig again when that has changed, and tells when all is well again.
 */
final class Link implements AutoCloseable {
    static final String UNKNOWN = "ManagementClusterUnknown";
    private static final Duration EVERY = Duration.ofSeconds(2);

    /** The client waits without end for the rest of an answer that has begun. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Set<Integer> REFUSED = Set.of(401, 403);

    /** What every cluster has; the rest is watched as soon as a cluster has some of it. */
    static final List<Sort> ALWAYS = List.of(
            new Sort("v1", "Namespace"),
            new Sort("cluster.x-k8s.io/v1beta2", "Cluster"),
            new Sort("cluster.x-k8s.io/v1beta2", "Machine"),
            new Sort("cluster.x-k8s.io/v1beta2", "MachineDeployment"),
            new Sort("cluster.x-k8s.io/v1beta2", "MachineSet"));

    private final Path kubeconfig;
    private final Clock clock;
    private final Changes changes;
    private final Duration longest;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("management-cluster").unstarted(this::keep);
    private volatile Optional<Reach> reach = Optional.empty();
    private volatile Optional<Trouble> trouble;
    private Instant read = Instant.MIN;

    Link(Path kubeconfig, Clock clock, Changes changes) {
        this(kubeconfig, clock, changes, LONGEST);
    }

    /** @param longest how long one look may take */
    Link(Path kubeconfig, Clock clock, Changes changes, Duration longest) {
        this.kubeconfig = kubeconfig;
        this.clock = clock;
        this.changes = changes;
        this.longest = longest;
        trouble = Optional.of(new Trouble(UNKNOWN, "was not reached yet", clock.instant()));
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

    /** What was seen last in a namespace, whether or not the management cluster answers at the moment. */
    List<Thing> seen(String namespace) {
        return reach.map(known -> known.in(namespace)).orElse(List.of());
    }

    private void keep() {
        try {
            do lookInTime();
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** A look that does not end is broken off, and so is whatever else waits for the same server. */
    private void lookInTime() throws InterruptedException {
        var look = Thread.ofVirtual().name("management-cluster-look").start(this::look);
        if (look.join(longest)) return;
        note(reason(new TimeoutException()), where() + ": it begins to answer and does not go on");
        reach.ifPresent(Reach::close);
        read = Instant.MIN;
        look.interrupt();
        look.join();
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
        } catch (IOException | RuntimeException failed) {
            note(reason(failed), "%s: %s".formatted(where(), said(failed)));
        }
    }

    private Reach open() throws IOException {
        var written = Files.getLastModifiedTime(kubeconfig).toInstant();
        if (reach.isPresent() && written.equals(read)) return reach.get();
        var config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setConnectionTimeout(3_000);
        config.setRequestTimeout(5_000);
        config.setRequestRetryBackoffLimit(0);
        // Until all objects were looked at there, a cluster would seem to have none.
        if (trouble.isEmpty()) note(UNKNOWN, "is looked at for the first time");
        reach.ifPresent(Reach::close);
        reach = Optional.of(new Reach(config, changes));
        read = written;
        return reach.get();
    }

    /** What is wrong may be the file, or who stands behind the address in it. */
    private String where() {
        return reach.map(Reach::address).orElse(kubeconfig.toString());
    }

    private void note(String reason, String message) {
        var since = trouble.map(Trouble::since).orElseGet(clock::instant);
        var another = trouble.filter(is -> is.reason().equals(reason)).isEmpty();
        trouble = Optional.of(new Trouble(reason, message, since));
        if (another) changes.lost();
    }

    /** Whether the management cluster does not answer, or does not let us in. */
    static String reason(Throwable failed) {
        for (var cause = Optional.of(failed); cause.isPresent(); cause = cause.map(Throwable::getCause)) {
            if (cause.get() instanceof KubernetesClientException refused && REFUSED.contains(refused.getCode()))
                return "ManagementClusterForbidden";
        }
        return "ManagementClusterUnreachable";
    }

    static String said(Throwable failed) {
        if (failed instanceof KubernetesClientException refused && refused.getStatus() != null) {
            var answer = refused.getStatus().getMessage();
            if (answer != null) return answer.lines().findFirst().orElse("");
        }
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
