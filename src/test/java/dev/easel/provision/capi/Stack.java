package dev.easel.provision.capi;

import java.nio.file.Path;
import java.util.Optional;
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
}
