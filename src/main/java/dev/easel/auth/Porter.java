package dev.easel.auth;

import dev.easel.auth.Directory.Person;
import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Function;

/** The gate of the house: signs requests in by API key or by session token. */
public final class Porter implements Gate {
    private final Directory directory;
    private final Tokens tokens;
    private final Function<String, Allowance> meter;
    private final Clock clock;

    public Porter(Directory directory, Tokens tokens, Function<String, Allowance> meter, Clock clock) {
        this.directory = directory;
        this.tokens = tokens;
        this.meter = meter;
        this.clock = clock;
    }

    /** SHA-256 in hexadecimal digits: the form in which an API key is kept, so that who reads the database cannot use it. */
    public static String digest(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Caller admit(Credentials credentials) {
        var caller =
                credentials.apiKey().isEmpty() ? byToken(credentials.authorization()) : byKey(credentials.apiKey());
        var project = credentials.project();
        if (project.isEmpty()) return caller;
        if (!directory.hasProject(caller.tenant(), project)) throw Problem.notFound("project", project);
        if (!caller.rights().sees(project))
            throw Problem.of(Code.Forbidden, "You have no role in the project " + project);
        return caller.in(project);
    }

    @Override
    public Allowance meter(Credentials credentials) {
        if (!credentials.apiKey().isEmpty()) return meter.apply("key " + digest(credentials.apiKey()));
        if (!credentials.authorization().isEmpty()) return meter.apply("token " + digest(credentials.authorization()));
        return meter.apply("address " + credentials.address());
    }

    private Caller byKey(String secret) {
        var key = directory.key(digest(secret)).orElseThrow(() -> Problem.unauthenticated("The API key is not valid"));
        key.expires().filter(clock.instant()::isAfter).ifPresent(_ -> {
            throw Problem.unauthenticated("The API key has expired");
        });
        return caller(key.tenant(), key.user(), "key:" + key.uid());
    }

    private Caller byToken(String token) {
        if (token.isEmpty()) throw Problem.unauthenticated();
        var claims = tokens.read(token);
        var session = directory
                .session(claims.session())
                .filter(open ->
                        open.tenant().equals(claims.tenant()) && open.user().equals(claims.user()))
                .orElseThrow(() -> Problem.unauthenticated("The session has ended"));
        return caller(session.tenant(), session.user(), "session:" + session.id());
    }

    private Caller caller(String tenant, String user, String credential) {
        Person person = directory
                .person(tenant, user)
                .orElseThrow(() -> Problem.unauthenticated("The user of this credential is gone or not active"));
        return new Caller(tenant, "", person.uid(), person.email(), credential, person.rights());
    }
}
