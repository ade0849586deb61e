package dev.easel.http;

import dev.easel.auth.Gate.Allowance;
import dev.easel.contract.Lifecycle;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that answers carry whatever they answer: ids, safety, allowance, and the operation's place in life. */
final class Headers {
    private static final String TWO_YEARS = "max-age=63072000";

    private Headers() {}

    /** Adds what is missing; what the answer sets itself stays. */
    static Answer complete(Visit visit, Answer answer) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Request-Id", visit.id());
        headers.put("traceresponse", visit.trace().response());
        if (visit.secure()) headers.put("Strict-Transport-Security", TWO_YEARS);
        if (answer.status() == 401) headers.put("WWW-Authenticate", "Bearer");
        visit.allowance().ifPresent(allowance -> allowance(headers, allowance));
        visit.operation().flatMap(operation -> operation.lifecycle()).ifPresent(life -> lifecycle(headers, life));
        headers.putAll(answer.headers());
        return new Answer(answer.status(), headers, answer.body());
    }

    /** draft-ietf-httpapi-ratelimit-headers: a named policy, what is left of it, and when it is whole again. */
    private static void allowance(Map<String, String> headers, Allowance allowance) {
        headers.put("RateLimit-Policy", "\"credential\";q=" + allowance.limit());
        var left = Math.max(0, allowance.remaining());
        headers.put("RateLimit", "\"credential\";r=" + left + ";t=" + allowance.resetSeconds());
    }

    /** Deprecation is RFC 9745 (a date in seconds), Sunset RFC 8594 (a date as in HTTP), the link RFC 5829. */
    private static void lifecycle(Map<String, String> headers, Lifecycle life) {
        if (!life.leaving()) return;
        life.date().map(date -> date.atStartOfDay(ZoneOffset.UTC)).ifPresent(date -> {
            if (life.phase() == Lifecycle.Phase.SUNSET) {
                headers.put("Sunset", DateTimeFormatter.RFC_1123_DATE_TIME.format(date));
            } else {
                headers.put("Deprecation", "@" + date.toEpochSecond());
            }
        });
        life.successor().ifPresent(next -> headers.put("Link", "<%s>; rel=\"successor-version\"".formatted(next)));
    }
}
