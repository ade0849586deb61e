package dev.easel.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A management cluster that goes, hangs, forgets or shuts its door: it is told with a reason, and work resumes by itself. */
final class CapiFaultsStackTest {
    private static final String GONE = "ManagementClusterUnreachable";
    private static final String SHUT = "ManagementClusterForbidden";

    @TempDir
    private static Path folder;

    private static Optional<Management> management = Optional.empty();
    private static Optional<Fixture> house = Optional.empty();
    private static Optional<Estate> estate = Optional.empty();
    private static String steady = "";

    /** Two and three in turn. */
    private static int workers = 2;

    @BeforeAll
    static void open() {
        management = Optional.of(Management.own());
        there().mend();
        Management.write(file(), there().credentials());
        house = Optional.of(new Fixture("--management-kubeconfig", file().toString()));
        estate = house.map(server -> Estate.on(server, Engine.CAPI));
        steady = ours().create("steady");
        ours().awaitWhole(steady, 2);
    }

    @AfterEach
    void mend() {
        there().mend();
        Management.write(file(), there().credentials());
    }

    @AfterAll
    static void close() {
        if (management.isEmpty()) return;
        if (!steady.isEmpty()) {
            ours().awaitWhole(steady, workers);
            assertEquals(workers + 1, there().machines(steady).size());
            ours().delete(steady);
            ours().awaitGone(steady);
        }
        house.ifPresent(Fixture::close);
        there().close();
    }

    private static Path file() {
        return folder.resolve("kubeconfig");
    }

    private static Management there() {
        return management.orElseThrow();
    }

    private static Estate ours() {
        return estate.orElseThrow();
    }

    /** The cluster runs on, and what is asked of it meanwhile is done after all. */
    private static void resumes(Runnable mend) {
        ours().assertRunning(steady);
        workers = 5 - workers;
        ours().resize(steady, "workers", workers);
        mend.run();
        ours().awaitNoFault(steady, "ManagementCluster.*");
        Waiting.until(
                "it is asked for " + workers,
                () -> there().workersAskedFor(steady) == workers,
                () -> ours().picture(steady));
    }

    /** Told once when it begins and once when it is over, and since when. */
    private static void isTold(String reason) {
        var events = ours().events(steady);
        var lost =
                events.stream().filter(event -> event.reason().equals(reason)).findFirst();
        assertTrue(lost.isPresent() && lost.get().severity().equals("Warning"), events::toString);
        assertTrue(lost.get().message().contains(" since 2"), lost::toString);
        assertTrue(
                events.stream().anyMatch(event -> event.reason().equals("ManagementClusterReached")), events::toString);
    }

    @Test
    void aServerStartsWithoutItAndGoesOnWhenItIsThere() {
        there().kill("apiserver");
        try (var other = new Fixture("--management-kubeconfig", file().toString())) {
            var waiting = Estate.on(other, Engine.CAPI);
            var uid = waiting.create("waiting");
            var first = waiting.awaitFault(uid, GONE, "https://127.0.0.1");
            assertEquals("Pending", waiting.state(uid));
            assertEquals(
                    first.since(),
                    waiting.awaitFault(uid, GONE, "https://127.0.0.1").since());
            there().start("apiserver");
            Waiting.until(
                    "its machines are ordered", () -> !there().machines(uid).isEmpty(), () -> waiting.picture(uid));
            waiting.awaitNoFault(uid, "ManagementCluster.*");
            waiting.delete(uid);
            waiting.awaitGone(uid);
            assertFalse(there().hasRoom(uid));
        }
    }

    @Test
    void itGoesAndComesBack() {
        there().kill("apiserver");
        ours().awaitFault(steady, GONE, "https://127.0.0.1");
        resumes(() -> there().start("apiserver"));
        isTold(GONE);
    }

    @Test
    void itHangs() {
        there().pause("apiserver");
        ours().awaitFault(steady, GONE, "");
        resumes(() -> there().resume("apiserver"));
    }

    @Test
    void itForgetsWhatAWatchWouldGoOnFrom() {
        there().kill("apiserver");
        there().compact();
        resumes(() -> there().start("apiserver"));
    }

    @Test
    void itsDatabaseIsKilled() {
        there().kill("etcd");
        resumes(() -> there().start("etcd"));
    }

    @Test
    void credentialsExpireAndAreReplaced() {
        Management.write(file(), withToken("none"));
        var told = ours().awaitFault(steady, SHUT, "Unauthorized");
        assertEquals(
                told.since(), ours().awaitFault(steady, SHUT, "Unauthorized").since());
        resumes(() -> Management.write(file(), there().credentials()));
        isTold(SHUT);
    }

    @Test
    void anAccountWithoutRightsIsTold() {
        var token = there().client().serviceAccounts().inNamespace("default").withName("nobody");
        there().client()
                .serviceAccounts()
                .inNamespace("default")
                .resource(account())
                .serverSideApply();
        Management.write(file(), withToken(token.tokenRequest().getStatus().getToken()));
        ours().awaitFault(steady, SHUT, "forbidden");
        resumes(() -> Management.write(file(), there().credentials()));
    }

    private static io.fabric8.kubernetes.api.model.ServiceAccount account() {
        return new io.fabric8.kubernetes.api.model.ServiceAccountBuilder()
                .withNewMetadata()
                .withName("nobody")
                .endMetadata()
                .build();
    }

    private static String withToken(String token) {
        return there().credentials()
                .replaceAll("(?s)( +)client-certificate-data: \\S+\\s+client-key-data: \\S+", "$1token: " + token);
    }

    @Test
    void aFileThatIsNoKubeconfigIsTold() throws IOException {
        Files.delete(file());
        ours().awaitFault(steady, GONE, "kubeconfig");
        Management.write(file(), "kind: [");
        ours().awaitFault(steady, GONE, "");
        resumes(() -> Management.write(file(), there().credentials()));
    }
}
