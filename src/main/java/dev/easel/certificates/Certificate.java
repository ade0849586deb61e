package dev.easel.certificates;

import dev.easel.http.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The certificate that the door shows: the operator's own, or one signed by a certificate authority kept in the data folder. */
public final class Certificate {
    private static final String ENTRY = "server";
    private static final Duration LEAST_LIFE = Duration.ofDays(30);

    private Certificate() {}

    /**
     * Takes the server's certificate from a folder, or makes it there. {@code ca.pem} in that folder is what clients
     * must trust; it stays the same when the server's certificate is made anew.
     *
     * @param host a further name or address that clients use, or "" for none
     */
    public static KeyStore selfMade(Path folder, String host) throws IOException, GeneralSecurityException {
        var names = names(host);
        var file = folder.resolve("server.pem");
        var keyFile = folder.resolve("server.key");
        var kept = Pem.find(file, keyFile);
        if (kept.isPresent() && serves(kept.get().first(), names))
            return kept.get().store(ENTRY, Server.KEY_PASSWORD);
        var made = Authority.in(folder).sign(names);
        made.keep(file, keyFile);
        return made.store(ENTRY, Server.KEY_PASSWORD);
    }

    /** Reads a PEM certificate chain and its PEM private key (PKCS #8, or the older RSA and EC forms). */
    public static KeyStore ofFiles(Path certificate, Path key) throws IOException, GeneralSecurityException {
        return Pem.read(certificate, key).store(ENTRY, Server.KEY_PASSWORD);
    }

    static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9]+(\\.[0-9]+){3}");
    }

    private static boolean serves(X509Certificate certificate, Set<String> names) throws GeneralSecurityException {
        return Pem.lasts(certificate, LEAST_LIFE) && namesOf(certificate).containsAll(names);
    }

    private static Collection<String> namesOf(X509Certificate certificate) throws GeneralSecurityException {
        return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of()).stream()
                .map(name -> name.get(1).toString())
                .toList();
    }

    private static Set<String> names(String host) {
        var names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
        try {
            if (isAddress(host)) names.add(InetAddress.getByName(host).getHostAddress());
            else if (!host.isEmpty()) names.add(host);
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return names; // a machine without a name is reached by address
        }
        return names;
    }
}
