package dev.easel.provision.install;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;

/** A layer cannot be installed as it is wished for; the message says why. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a word of its own: no such path, no such verb, no such way to change something. */
    private static final Set<Integer> UNABLE = Set.of(404, 405, 415);

    Refused(String format, Object... arguments) {
        super(format.formatted(arguments));
    }

    /** What an API server said, without what its client says about it. */
    static String said(KubernetesClientException failed) {
        var status = failed.getStatus();
        if (status != null && status.getMessage() != null) return status.getMessage();
        if (UNABLE.contains(failed.getCode()))
            return "the API server takes no such objects: it answers " + failed.getCode();
        return said((Throwable) failed);
    }

    static String said(Throwable failed) {
        var deepest = failed;
        while (deepest.getCause() != null && deepest.getCause() != deepest) deepest = deepest.getCause();
        var message = deepest.getMessage();
        if (message == null || message.isBlank()) return deepest.getClass().getSimpleName();
        return message.strip();
    }
}
