package dev.easel.http;

import dev.easel.contract.Body.Form;
import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Operation;
import dev.easel.contract.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads request bodies, bounded in size and time, and turns them into the JSON that handlers see. */
final class Bodies {
    /** Slower than this, after a first grace of one idle timeout, is not a client but a siege. */
    private static final long SLOWEST_BYTES_PER_SECOND = 1024;

    private static final byte[] NOTHING = {};
    private static final int DISCARDED = 4;
    private static final System.Logger LOG = System.getLogger(Bodies.class.getName());

    private final int limit;
    private final Duration grace;

    Bodies(int limit, Duration grace) {
        this.limit = limit;
        this.grace = grace;
    }

    /** The body as the operation wants it, checked against its schema; a missing node when there is none. */
    JsonNode read(Visit visit, Operation operation) {
        var bytes = bytes(visit);
        visit.brings(bytes);
        var body = bytes.length == 0
                ? MissingNode.getInstance()
                : parsed(visit, operation.body().form());
        var faults = operation.body().check(body);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return body;
    }

    byte[] bytes(Visit visit) {
        if (visit.request().getLength() == 0) return NOTHING;
        if (visit.request().getLength() > limit) throw Problem.tooLarge(limit);
        try {
            return bytes(Request.asInputStream(visit.request()));
        } catch (IOException | HttpException.RuntimeException wrong) {
            throw unreadable(wrong);
        }
    }

    /**
     * Reads away the rest of a refused request of bearable size: closing on a client that still sends resets its
     * connection, and it may never see why. A client that waits for "100 Continue" sends nothing.
     */
    void discard(Visit visit) {
        var most = (long) limit * DISCARDED;
        if (visit.request().getLength() > most || !visit.header("Expect").isEmpty()) return;
        try (var in = Request.asInputStream(visit.request())) {
            var chunk = new byte[8192];
            var end = System.nanoTime() + grace.toNanos();
            for (long read = 0, got = 0; got >= 0 && read < most && System.nanoTime() < end; read += got) {
                got = in.read(chunk);
            }
        } catch (IOException | RuntimeException broken) {
            LOG.log(Level.DEBUG, "A refused request broke off", broken);
        }
    }

    private byte[] bytes(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        var began = System.nanoTime();
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            bytes.write(chunk, 0, read);
            if (bytes.size() > limit) throw Problem.tooLarge(limit);
            var allowed = grace.plusSeconds(bytes.size() / SLOWEST_BYTES_PER_SECOND);
            if (System.nanoTime() - began > allowed.toNanos())
                throw Problem.of(Code.RequestTimeout, "The body came too slowly");
        }
        return bytes.toByteArray();
    }

    private static Problem unreadable(Throwable wrong) {
        for (Throwable cause = wrong; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) return Problem.of(Code.RequestTimeout, "The body stopped coming");
        }
        return Problem.invalid("body", "ended early or is not framed as HTTP");
    }

    private static JsonNode parsed(Visit visit, Form form) {
        if (form == Form.NONE) return MissingNode.getInstance();
        var type = visit.header("Content-Type");
        mustBe(form, type, visit.header("Content-Encoding"));
        return switch (form) {
            case MULTIPART -> Forms.multipart(type, visit.body());
            case URLENCODED -> Forms.urlencoded(visit.body());
            default -> Json.parse(visit.body());
        };
    }

    /** A JSON body may come without a type: curl scripts forget it. Any other type would be a guess. */
    private static void mustBe(Form form, String type, String encoding) {
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.unsupportedMediaType(encoding + "-encoded", "it plain");
        }
        if (type.isEmpty() && form == Form.JSON) return;
        var media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        var charset = MimeTypes.getCharsetFromContentType(type);
        var fits = media.equals(form.mediaType()) || form == Form.JSON && media.endsWith("+json");
        if (!fits || charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw Problem.unsupportedMediaType(type.isEmpty() ? "of no type" : type, form.mediaType());
        }
    }
}
