package dev.easel.http;

import dev.easel.auth.Caller;
import dev.easel.auth.Gate.Credentials;
import dev.easel.auth.Rights;
import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;

/** What a request carries to say who asks: a key, a token, or the cookie of a browser, and the last only from our own pages. */
final class SignIn {
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private SignIn() {}

    static Credentials credentials(Visit visit) {
        var header = once(visit, AUTHORIZATION);
        var apiKey = once(visit, "ApiKey");
        var cookie = header.isEmpty() && apiKey.isEmpty() ? cookie(visit) : "";
        if (!cookie.isEmpty()) mustComeFromOurPages(visit);
        var token = bare(header.isEmpty() ? cookie : header);
        return new Credentials(token, apiKey, once(visit, "ProjectUid"), visit.address());
    }

    /** Of two, a proxy before us may have looked at the other one. */
    private static String once(Visit visit, String name) {
        if (visit.request().getHeaders().getValuesList(name).size() > 1)
            throw Problem.invalid("header." + name, "must come once");
        return visit.header(name);
    }

    /** For operations that are open: what a stranger claims to be is not looked at, so it cannot dodge the meter either. */
    static Credentials stranger(Visit visit) {
        return new Credentials("", "", visit.header("ProjectUid"), visit.address());
    }

    static Caller nobody(Visit visit) {
        return new Caller("", visit.header("ProjectUid"), "", "", "", Rights.NONE);
    }

    private static String cookie(Visit visit) {
        return Request.getCookies(visit.request()).stream()
                .filter(cookie -> cookie.getName().equals(AUTHORIZATION))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** A browser sends the cookie for any page that asks it to; only these two headers say which page that is. */
    private static void mustComeFromOurPages(Visit visit) {
        if (READING.contains(visit.method())) return;
        var site = visit.header("Sec-Fetch-Site");
        var ours = site.isEmpty() ? sameOrigin(visit) : site.equals("same-origin");
        if (!ours)
            throw Problem.of(Code.Forbidden, "A session cookie changes things only from the pages of this server");
    }

    private static boolean sameOrigin(Visit visit) {
        var origin = visit.header("Origin");
        return !origin.isEmpty() && origin.replaceFirst("^https?://", "").equalsIgnoreCase(visit.host());
    }

    private static String bare(String token) {
        return token.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? token.substring(BEARER.length()).strip()
                : token;
    }
}
