package dev.easel.provision.install;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Material;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rounds over the packs of one cluster follow each other, also when whoever is told of one begins the next. */
final class InstallsTest {
    private final Installs installs = new Installs(new Installer(Transport.TLS, Clock.systemUTC()), Clock.systemUTC());

    @Test
    void theEndOfARoundDoesNotEndTheNext() throws Exception {
        var secondBegins = new CountDownLatch(1);
        var secondMayEnd = new CountDownLatch(1);
        var thirdBegins = new CountDownLatch(1);
        var firstIsTold = new CountDownLatch(1);
        try (installs) {
            installs.want(wish("first"), new Seeker(() -> {}, () -> {
                var second = new Seeker(
                        () -> {
                            secondBegins.countDown();
                            await(secondMayEnd);
                        },
                        () -> {});
                installs.want(wish("second"), second);
                await(secondBegins);
                firstIsTold.countDown();
            }));
            await(firstIsTold);
            var third = new Seeker(thirdBegins::countDown, () -> {});
            for (int tries = 0; tries < 30; tries++) {
                installs.want(wish("third"), third);
                assertFalse(thirdBegins.await(10, TimeUnit.MILLISECONDS), "the second round is still under way");
            }
            secondMayEnd.countDown();
            while (thirdBegins.getCount() > 0) installs.want(wish("third"), third);
        }
    }

    /** Never finds a kubeconfig, so each round ends with a message. */
    private record Seeker(Runnable looks, Runnable told) implements Installs.Client {
        @Override
        public Optional<String> kubeconfig() {
            looks.run();
            return Optional.empty();
        }

        @Override
        public void cordoned(Set<String> nodes) {
            throw new AssertionError("no node can be looked at without a kubeconfig");
        }

        @Override
        public void done(Report report) {
            throw new AssertionError("no round can be done without a kubeconfig");
        }

        @Override
        public void failed(String message) {
            told.run();
        }
    }

    private static Wish wish(String layer) {
        var addon = new Blueprint.Layer("profile", layer, "1.0.0", "addon", "manifest", 0, List.of(), "content");
        return new Wish("one", List.of(new Bundle(addon, new Material.Texts("", Map.of()))));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
