package dev.easel.promises;

import dev.easel.TestClient;
import dev.easel.TestClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** What was asked of a server that dies again and again, and what it said yes to. Each deed is repeated until there is an answer. */
final class Deeds {
    private static final String SSH_KEYS = "/v1/users/assets/sshkeys";

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Supplier<TestClient> server;
    private final int zeal;
    private final Map<String, Letter> letters = new ConcurrentHashMap<>();
    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();
    private volatile boolean enough;

    /** The more zeal, the more often each letter is changed, so that a long run writes much and keeps little. */
    Deeds(Supplier<TestClient> server, int zeal) {
        this.server = server;
        this.zeal = zeal;
    }

    /** A small document: the text that was acknowledged last; gone when it was let go. */
    record Letter(String uid, Optional<String> text, int writes) {}

    /** A cluster and how many workers it was asked for last. */
    record Order(String uid, int workers) {}

    Map<String, Letter> letters() {
        return letters;
    }

    Map<String, Order> orders() {
        return orders;
    }

    int repeated() {
        return repeated.get();
    }

    /** Host and port of the servers that answered 503. */
    Set<String> refusing() {
        return refusing;
    }

    /** Waits until so many letters and clusters were said yes to, so that whoever disturbs them disturbs work. */
    void await(int written, int ordered) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (letters.size() < written || orders.size() < ordered) {
            if (System.nanoTime() > end) {
                throw new AssertionError("only %d letters and %d clusters".formatted(letters.size(), orders.size()));
            }
            Victim.pause(Duration.ofMillis(50));
        }
    }

    void stop() {
        enough = true;
    }

    /** Makes letters, changes each some times, and lets every third go. */
    void write(String writer) {
        for (int i = 0; !enough; i++) {
            var name = writer + "-" + i;
            var uid = create(SSH_KEYS, name, letter(name, "first"));
            letters.put(name, new Letter(uid, Optional.of("first"), 1));
            int edits = zeal * (i % 3);
            for (int n = 0; n < edits && !enough; n++) {
                var text = "text-" + n;
                certain(client -> client.put(SSH_KEYS + "/" + uid, letter(name, text)), 204);
                letters.put(name, new Letter(uid, Optional.of(text), n + 2));
            }
            if (i % 3 != 2) continue;
            certain(client -> client.delete(SSH_KEYS + "/" + uid), 204, 404);
            letters.compute(name, (_, last) -> new Letter(uid, Optional.empty(), last.writes() + 1));
        }
    }

    /** Orders a cluster now and then, and changes how many workers it has while it is being built. */
    void build(String account, String profile, Duration pause) {
        for (int i = 0; !enough; i++) {
            var name = "cluster-" + i;
            var workers = 1 + i % 3;
            var uid = create(Launch.CLUSTERS, name, Launch.cluster(name, account, profile));
            orders.put(name, new Order(uid, 2));
            var config = certain(client -> client.get("/v1/spectroclusters/" + uid), 200)
                    .json()
                    .at("/spec/cloudConfigRef/uid")
                    .asString();
            var pool = "/v1/cloudconfigs/aws/" + config + "/machinePools/workers";
            certain(client -> client.put(pool, Launch.pool("workers", workers)), 204);
            orders.put(name, new Order(uid, workers));
            Victim.pause(pause);
        }
    }

    private String create(String path, String name, Object body) {
        return certain(client -> client.with("Idempotency-Key", name).post(path, body), 201)
                .json()
                .path("uid")
                .asString();
    }

    private static Object letter(String name, String text) {
        return Launch.named(name, Map.of("publicKey", text));
    }

    /** Asks until there is an answer; no answer, or "not now", is none. */
    private Reply certain(Function<TestClient, Reply> deed, int... wanted) {
        while (true) {
            try {
                var reply = deed.apply(server.get());
                for (int status : wanted) if (reply.status() == status) return reply;
                if (reply.status() != 503 && !reply.code().equals("RequestInProgress")) {
                    throw new AssertionError(reply.method() + " " + reply.path() + " answered " + reply.text());
                }
                if (reply.status() == 503) refused(reply);
            } catch (IllegalStateException broken) {
                if (!(broken.getCause() instanceof IOException)) throw broken;
            }
            repeated.incrementAndGet();
            Victim.pause(Duration.ofMillis(50));
        }
    }

    /** Whoever cannot answer now says when to ask again. */
    private void refused(Reply reply) {
        if (reply.header("Retry-After").isEmpty()) throw new AssertionError("503 without Retry-After: " + reply.text());
        refusing.add(reply.response().uri().getAuthority());
    }
}
