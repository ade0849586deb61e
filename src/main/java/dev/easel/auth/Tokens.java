package dev.easel.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Short-lived session tokens: HS256 over a key of the tenant's own. A token names its session, which may end sooner. */
public final class Tokens {
    private final Keys keys;
    private final Clock clock;

    public Tokens(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Signing keys per tenant; older ones still verify what they signed. */
    public interface Keys {
        String current(String tenant);

        byte[] key(String tenant, String id);
    }

    /** What a token says. */
    public record Claims(String tenant, String user, String session, Instant expires) {}

    public String issue(String tenant, String user, String session, Duration life) {
        try {
            var now = clock.instant();
            var id = keys.current(tenant);
            var claims = new JWTClaimsSet.Builder()
                    .subject(user)
                    .claim("tid", tenant)
                    .claim("sid", session)
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plus(life)))
                    .build();
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .keyID(tenant + "." + id)
                    .build();
            var token = new SignedJWT(header, claims);
            token.sign(new MACSigner(keys.key(tenant, id)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Checks signature and age. */
    public Claims read(String token) {
        var claims = readEvenExpired(token);
        if (claims.expires().isBefore(clock.instant())) throw Problem.of(Code.TokenExpired, "The token has expired");
        return claims;
    }

    /** Checks the signature only: a refresh may come a little late. */
    public Claims readEvenExpired(String token) {
        try {
            var signed = SignedJWT.parse(token);
            var key = String.valueOf(signed.getHeader().getKeyID()).split("\\.", 2);
            if (key.length != 2 || !signed.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)) throw invalid();
            if (!signed.verify(new MACVerifier(keys.key(key[0], key[1])))) throw invalid();
            var claims = signed.getJWTClaimsSet();
            if (!key[0].equals(claims.getStringClaim("tid"))) throw invalid();
            return new Claims(
                    key[0],
                    claims.getSubject(),
                    claims.getStringClaim("sid"),
                    claims.getExpirationTime().toInstant());
        } catch (ParseException | JOSEException | IllegalStateException notOurs) {
            throw invalid();
        }
    }

    private static Problem invalid() {
        return Problem.unauthenticated("The token is not valid");
    }
}
