package dev.easel.provision.install;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trusts the servers of those who keep their own certificate authority. */
final class Trust {
    private Trust() {}

    /** @param authorities certificates as PEM */
    static SSLContext in(String authorities) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var text = new ByteArrayInputStream(authorities.getBytes(StandardCharsets.UTF_8));
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(text))
                store.setCertificateEntry(String.valueOf(store.size()), each);
            if (store.size() == 0) throw new Refused("the certificate authority of the registry is empty");
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException wrong) {
            throw new Refused("the certificate authority of the registry cannot be read: %s", Refused.said(wrong));
        }
    }
}
