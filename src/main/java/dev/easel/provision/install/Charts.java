package dev.easel.provision.install;

import dev.easel.provision.Chart;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fetches charts from repositories, and checks that they are what was announced. */
final class Charts {
    private final Transport transport;
    private final Web web;

    Charts(Transport transport) {
        this.transport = transport;
        web = new Web(transport);
    }

    /** The packed chart. */
    byte[] fetch(Chart chart) {
        if (chart.authorities().isEmpty()) return fetch(chart, web);
        return fetch(chart, new Web(transport, chart.authorities()));
    }

    private static byte[] fetch(Chart chart, Web web) {
        try {
            return chart.isOci() ? new OciRegistry(web, chart).fetch() : new HelmRepository(web, chart).fetch();
        } catch (IllegalArgumentException wrong) {
            throw new Refused("%s: %s", chart, wrong.getMessage());
        }
    }

    static byte[] checked(byte[] content, String digest, URI from) {
        var wanted = digest.replaceFirst("^sha256:", "");
        if (wanted.isEmpty() || wanted.equals(sha256(content))) return content;
        throw new Refused("%s is not what was announced: its digest is another", from);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
