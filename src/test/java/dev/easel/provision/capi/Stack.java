package dev.easel.provision.capi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/** The real management cluster that the suite {@code ./easel test capi} starts. */
public final class Stack {
    private Stack() {}

    /** Its kubeconfig; skips the test when there is none. KUBECONFIG is not asked: it may name somebody's real cluster. */
    public static Path kubeconfig() {
        var file = Optional.ofNullable(System.getenv("CAPI_KUBECONFIG"));
        Assumptions.assumeTrue(file.isPresent(), "not run: CAPI_KUBECONFIG names no stack, see ./easel test capi");
        return Path.of(file.orElseThrow());
    }

    static Thing namespace(String name) {
        var tree = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
        tree.putObject("metadata").put("name", name);
        return new Thing(tree);
    }

    static void until(String what, BooleanSupplier done) {
        var end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in three minutes: " + what);
            try {
                Thread.sleep(200);
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }
    }
}
