package dev.easel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks a running server whether it is ready; the launcher's way where curl is missing. Arguments: address, CA file or "". */
public final class Ready {
    private Ready() {}

    public static void main(String[] arguments) {
        System.exit(answers(arguments[0], arguments[1]) ? 0 : 1);
    }

    static boolean answers(String url, String caFile) {
        var ready = HttpRequest.newBuilder(URI.create(url + "/v1/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var client = HttpClient.newBuilder().sslContext(trusting(caFile)).build()) {
            return client.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    public static SSLContext trusting(String caFile) throws GeneralSecurityException, IOException {
        if (caFile.isEmpty()) return SSLContext.getDefault();
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var pem = Files.newInputStream(Path.of(caFile))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
