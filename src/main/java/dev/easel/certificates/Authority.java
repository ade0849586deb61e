package dev.easel.certificates;

import static dev.easel.certificates.Der.CONSTRUCTED;
import static dev.easel.certificates.Der.CONTEXT;
import static dev.easel.certificates.Der.bits;
import static dev.easel.certificates.Der.identifier;
import static dev.easel.certificates.Der.integer;
import static dev.easel.certificates.Der.octets;
import static dev.easel.certificates.Der.sequence;
import static dev.easel.certificates.Der.tagged;
import static dev.easel.certificates.Der.time;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** A certificate authority for one data folder, kept there beside the certificate that it signs. */
record Authority(X509Certificate certificate, PrivateKey key) {
    /** Some systems refuse server certificates that live longer than 398 days. */
    private static final Duration SERVER_LIFE = Duration.ofDays(397);

    private static final Duration LIFE = Duration.ofDays(3_650);
    private static final X500Principal NAME = new X500Principal("CN=Easel certificate authority, O=Easel");
    private static final X500Principal SERVER = new X500Principal("CN=Easel, O=Easel");
    private static final byte[] ECDSA_WITH_SHA256 = sequence(identifier("2a8648ce3d040302"));
    private static final byte[] SERVER_USE = identifier("2b06010505070301");
    private static final String SUBJECT_KEY = "551d0e";
    private static final String KEY_USAGE = "551d0f";
    private static final String ALTERNATIVE_NAMES = "551d11";
    private static final String BASIC_CONSTRAINTS = "551d13";
    private static final String AUTHORITY_KEY = "551d23";
    private static final String EXTENDED_USE = "551d25";

    /** The folder's authority; made anew when there is none that outlives what it signs next. */
    static Authority in(Path folder) throws IOException, GeneralSecurityException {
        var file = folder.resolve("ca.pem");
        var kept = Pem.find(file, folder.resolve("ca.key"));
        if (kept.isPresent() && Pem.lasts(kept.get().first(), SERVER_LIFE)) {
            return new Authority(kept.get().first(), kept.get().key());
        }
        var keys = keys();
        var extensions = sequence(
                extension(BASIC_CONSTRAINTS, Der.yes(), sequence(Der.yes(), integer(BigInteger.ZERO))),
                extension(KEY_USAGE, Der.yes(), bits(1, (byte) 0x06)),
                extension(SUBJECT_KEY, new byte[0], octets(fingerprint(keys.getPublic()))));
        var body = body(new Subject(NAME, keys.getPublic()), LIFE, extensions);
        var authority = new Authority(signed(body, keys.getPrivate()), keys.getPrivate());
        new Pem(List.of(authority.certificate), authority.key).keep(file, folder.resolve("ca.key"));
        return authority;
    }

    /** A new key for a server with these names and addresses. */
    Pem sign(Set<String> names) throws GeneralSecurityException {
        var keys = keys();
        var alternatives = names.stream().map(Authority::alternative).toArray(byte[][]::new);
        var extensions = sequence(
                extension(BASIC_CONSTRAINTS, Der.yes(), sequence()),
                extension(KEY_USAGE, Der.yes(), bits(7, (byte) 0x80)),
                extension(EXTENDED_USE, new byte[0], sequence(SERVER_USE)),
                extension(ALTERNATIVE_NAMES, new byte[0], sequence(alternatives)),
                extension(SUBJECT_KEY, new byte[0], octets(fingerprint(keys.getPublic()))),
                extension(
                        AUTHORITY_KEY,
                        new byte[0],
                        sequence(tagged(CONTEXT, fingerprint(certificate.getPublicKey())))));
        var body = body(new Subject(SERVER, keys.getPublic()), SERVER_LIFE, extensions);
        return new Pem(List.of(signed(body, key), certificate), keys.getPrivate());
    }

    private record Subject(X500Principal name, PublicKey key) {}

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** What is signed: RFC 5280, 4.1.2, version 3. */
    private static byte[] body(Subject subject, Duration life, byte[] extensions) {
        // An hour back: the clocks of virtual machines are often slow.
        var from = Instant.now().minus(Duration.ofHours(1));
        return sequence(
                tagged(CONTEXT | CONSTRUCTED, integer(BigInteger.TWO)),
                integer(new BigInteger(127, new SecureRandom())),
                ECDSA_WITH_SHA256,
                NAME.getEncoded(),
                sequence(time(from), time(from.plus(life))),
                subject.name.getEncoded(),
                subject.key.getEncoded(),
                tagged(CONTEXT | CONSTRUCTED | 3, extensions));
    }

    private static X509Certificate signed(byte[] body, PrivateKey key) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(body);
        var whole = sequence(body, ECDSA_WITH_SHA256, bits(0, signature.sign()));
        var factory = CertificateFactory.getInstance("X.509");
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] extension(String identifier, byte[] critical, byte[] value) {
        return sequence(identifier(identifier), critical, octets(value));
    }

    private static byte[] fingerprint(PublicKey key) throws GeneralSecurityException {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 20);
    }

    private static byte[] alternative(String name) {
        if (!Certificate.isAddress(name)) return tagged(CONTEXT | 2, name.getBytes(StandardCharsets.US_ASCII));
        try {
            return tagged(CONTEXT | 7, InetAddress.getByName(name).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
