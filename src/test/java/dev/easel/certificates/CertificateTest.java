package dev.easel.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.http.Server;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificateTest {
    @TempDir
    Path folder;

    @Test
    void isTrustedByWhoeverTrustsTheAuthority() throws Exception {
        var server = accepting(Certificate.selfMade(folder, "easel.example"));
        for (var host : Set.of("localhost", "127.0.0.1", "::1", "easel.example")) {
            assertEquals("TLSv1.3", shakeHands(server, host), host);
        }
        assertThrows(Exception.class, () -> shakeHands(server, "other.example"));
    }

    @Test
    void isKeptAcrossStarts() throws Exception {
        var first = Certificate.selfMade(folder, "");
        var second = Certificate.selfMade(folder, "");
        assertEquals(first.getCertificate("server"), second.getCertificate("server"));
    }

    @Test
    void aNewHostChangesTheCertificateButNotTheAuthority() throws Exception {
        var first = Certificate.selfMade(folder, "");
        var authority = Files.readString(folder.resolve("ca.pem"));
        var second = Certificate.selfMade(folder, "easel.example");
        assertNotEquals(first.getCertificate("server"), second.getCertificate("server"));
        assertEquals(authority, Files.readString(folder.resolve("ca.pem")));
    }

    @Test
    void keysAreForTheirOwnerAlone() throws Exception {
        Certificate.selfMade(folder, "");
        try (var files = Files.list(folder)) {
            var rights =
                    files.collect(Collectors.toMap(file -> file.getFileName().toString(), CertificateTest::rights));
            assertEquals(
                    java.util.Map.of(
                            "ca.key",
                            "rw-------",
                            "server.key",
                            "rw-------",
                            "ca.pem",
                            "rw-r--r--",
                            "server.pem",
                            "rw-r--r--"),
                    rights);
        }
    }

    @Test
    void anOperatorsOwnFilesAreTaken() throws Exception {
        var made = Certificate.selfMade(folder, "");
        var key = made.getKey("server", Server.KEY_PASSWORD.toCharArray());
        var certificate = pem("CERTIFICATE", made.getCertificate("server").getEncoded());
        Files.writeString(folder.resolve("tls.crt"), certificate + Files.readString(folder.resolve("ca.pem")));
        Files.writeString(folder.resolve("tls.key"), pem("PRIVATE KEY", key.getEncoded()));
        var store = Certificate.ofFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
        assertEquals("TLSv1.3", shakeHands(accepting(store), "localhost"));
        assertEquals(2, store.getCertificateChain("server").length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"genrsa -traditional", "ecparam -genkey -noout -name prime256v1", "genpkey -algorithm ed25519"})
    void everyFormOfPrivateKeyIsRead(String form) throws Exception {
        assumeTrue(openssl("version"), "openssl is not installed");
        openssl(form + " -out tls.key");
        openssl("req -x509 -new -key tls.key -subj /CN=localhost -out tls.crt");
        var store = Certificate.ofFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
        assertNotNull(store.getKey("server", Server.KEY_PASSWORD.toCharArray()));
    }

    private boolean openssl(String arguments) throws Exception {
        var command = ("openssl " + arguments).split(" ");
        try {
            return new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @Test
    void aFileWithoutAKeyIsRefused() throws Exception {
        Certificate.selfMade(folder, "");
        var authority = folder.resolve("ca.pem");
        var refusal = assertThrows(GeneralSecurityException.class, () -> Certificate.ofFiles(authority, authority));
        assertTrue(refusal.getMessage().contains("holds no private key"), refusal.getMessage());
    }

    private static SSLServerSocket accepting(KeyStore store) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, Server.KEY_PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) answer(server);
        });
        return server;
    }

    private static void answer(SSLServerSocket server) {
        try (var socket = (SSLSocket) server.accept()) {
            socket.getInputStream().read();
        } catch (java.io.IOException e) {
            // the client did not like the certificate, which is what one test wants
        }
    }

    private String shakeHands(SSLServerSocket server, String host) throws Exception {
        try (var plain = new java.net.Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                var socket = (SSLSocket)
                        trusting().getSocketFactory().createSocket(plain, host, server.getLocalPort(), true)) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private SSLContext trusting() throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var pem = Files.newInputStream(folder.resolve("ca.pem"))) {
            var authority =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
            trusted.setCertificateEntry("ca", authority);
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] bytes) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, lines, what);
    }

    private static String rights(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
