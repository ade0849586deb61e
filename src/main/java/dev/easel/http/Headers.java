package dev.easel.http;

import dev.easel.auth.Gate.Allowance;
import dev.easel.contract.Lifecycle;
import dev.easel.contract.Operation;
import java.time.ZoneOffset;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The headers that answers carry whatever they answer: ids, safety, allowance, and the operation's place in life. */
final class Headers {
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField TLS_ONLY =
            new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=63072000");
    private static final HttpField SIGN_IN = new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer");

    private Headers() {}

    static void write(Visit visit, Answer answer, HttpFields.Mutable fields) {
        answer.headers().forEach(fields::add);
        if (!answer.headers().containsKey("Cache-Control")) fields.add(NO_STORE);
        fields.add(NO_SNIFFING);
        fields.add("X-Request-Id", visit.id());
        fields.add("traceresponse", visit.trace().response());
        if (visit.secure()) fields.add(TLS_ONLY);
        if (answer.status() == 401) fields.add(SIGN_IN);
        visit.allowance().ifPresent(allowance -> write(allowance, fields));
        visit.operation().flatMap(Operation::lifecycle).ifPresent(life -> write(life, fields));
    }

    /** draft-ietf-httpapi-ratelimit-headers: a named policy, what is left of it, and when it is whole again. */
    private static void write(Allowance allowance, HttpFields.Mutable fields) {
        var left = Math.max(0, allowance.remaining());
        fields.add("RateLimit-Policy", "\"credential\";q=" + allowance.limit());
        fields.add("RateLimit", "\"credential\";r=" + left + ";t=" + allowance.resetSeconds());
    }

    /** Deprecation is RFC 9745 (a date in seconds), Sunset RFC 8594 (a date as in HTTP), the link RFC 5829. */
    static void write(Lifecycle life, HttpFields.Mutable fields) {
        if (!life.leaving()) return;
        life.date().map(date -> date.atStartOfDay(ZoneOffset.UTC)).ifPresent(date -> {
            if (life.phase() == Lifecycle.Phase.SUNSET) {
                fields.add("Sunset", DateGenerator.formatDate(date.toInstant()));
            } else {
                fields.add("Deprecation", "@" + date.toEpochSecond());
            }
        });
        life.successor().ifPresent(next -> fields.add("Link", "<" + next + ">; rel=\"successor-version\""));
    }
}
