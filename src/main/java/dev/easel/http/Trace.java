package dev.easel.http;

import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Where a request belongs in a distributed trace (W3C Trace Context).
 *
 * @param id trace id, 32 hexadecimal digits: the caller's, or ours when the caller has none
 * @param span our own span in it, 16 digits
 * @param flags two digits: "01" when the caller samples the trace
 */
public record Trace(String id, String span, String flags) {
    private static final Pattern PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** Joins the caller's trace, or begins one when the header is absent or not valid. */
    static Trace of(String traceparent) {
        var parent = PARENT.matcher(traceparent);
        if (traceparent.isEmpty() || !parent.matches()) return new Trace(hex() + hex(), hex(), "00");
        return new Trace(parent.group(1), hex(), parent.group(2));
    }

    /** The caller's request id when it is harmless, otherwise a new one. */
    static String requestId(String asked) {
        if (REQUEST_ID.matcher(asked).matches()) return asked;
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Value for the traceresponse header. */
    String response() {
        return "00-" + id + "-" + span + "-" + flags;
    }

    private static String hex() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }
}
