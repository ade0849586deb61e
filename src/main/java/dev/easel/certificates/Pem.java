package dev.easel.certificates;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** A certificate chain and its private key, as two PEM files hold them. */
record Pem(List<Certificate> chain, PrivateKey key) {
    private static final String PKCS8 = "PRIVATE KEY";

    static Optional<Pem> find(Path certificate, Path key) throws IOException, GeneralSecurityException {
        return Files.exists(certificate) && Files.exists(key) ? Optional.of(read(certificate, key)) : Optional.empty();
    }

    static Pem read(Path certificate, Path key) throws IOException, GeneralSecurityException {
        try (var pem = Files.newInputStream(certificate)) {
            var chain = CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (chain.isEmpty()) throw new GeneralSecurityException(certificate + " holds no certificate");
            var first = chain.iterator().next();
            return new Pem(List.copyOf(chain), key(key, first.getPublicKey().getAlgorithm()));
        }
    }

    X509Certificate first() {
        return (X509Certificate) chain.getFirst();
    }

    static boolean lasts(X509Certificate certificate, Duration life) {
        return certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(life));
    }

    void keep(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
        Files.createDirectories(certificateFile.toAbsolutePath().getParent());
        var certificates = new StringBuilder();
        for (var certificate : chain) certificates.append(text("CERTIFICATE", certificate.getEncoded()));
        write(keyFile, text(PKCS8, key.getEncoded()), "rw-------");
        write(certificateFile, certificates.toString(), "rw-r--r--");
    }

    /** In memory alone, hence the store type that spends no time on pass phrases. */
    KeyStore store(String entry, String password) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setKeyEntry(entry, key, password.toCharArray(), chain.toArray(Certificate[]::new));
        return store;
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        var text = Files.readString(file);
        var begin = "-----BEGIN " + PKCS8 + "-----";
        var at = text.indexOf(begin);
        if (at < 0) return olderKey(file);
        var end = text.indexOf("-----END", at);
        if (end < 0) throw new GeneralSecurityException(file + " ends within its private key");
        var bytes = Base64.getMimeDecoder().decode(text.substring(at + begin.length(), end));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    /** The forms that OpenSSL wrote before PKCS #8. */
    private static PrivateKey olderKey(Path file) throws IOException, GeneralSecurityException {
        try (var pem = new PEMParser(Files.newBufferedReader(file))) {
            for (var part = pem.readObject(); part != null; part = pem.readObject()) {
                if (part instanceof PEMKeyPair pair)
                    return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
                if (part instanceof PrivateKeyInfo info) return new JcaPEMKeyConverter().getPrivateKey(info);
            }
        }
        throw new GeneralSecurityException(file + " holds no private key without a pass phrase");
    }

    private static String text(String what, byte[] bytes) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines);
    }

    /** Whole or not at all, and never open to others for a moment. */
    private static void write(Path file, String text, String rights) throws IOException {
        var permissions = PosixFilePermissions.fromString(rights);
        var draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".draft", "");
        Files.write(draft, text.getBytes(US_ASCII));
        Files.setPosixFilePermissions(draft, permissions);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
