package dev.easel.provision.install;

import com.marcnuri.helm.Helm;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.easel.certificates.Certificate;
import dev.easel.http.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A repository of charts and a registry of images on loopback, both read-only, both filled by the test. */
public final class Warehouse implements AutoCloseable {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Path folder;
    private final HttpServer server;
    private final StringBuilder index = new StringBuilder("apiVersion: v1\nentries:\n  greeter:\n");

    /** Asked for before anything is served; "" for none. */
    public volatile String authorization = "";

    Warehouse(Path folder) {
        this(folder, open(HttpServer::create));
    }

    private Warehouse(Path folder, HttpServer server) {
        this.folder = folder;
        this.server = server;
        server.createContext("/", this::serve);
        server.start();
    }

    /** With TLS, by a certificate of an authority that nobody knows; it stands in ca.pem of the folder. */
    public static Warehouse behindTls(Path folder) throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(Certificate.selfMade(folder, "127.0.0.1"), Server.KEY_PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = (HttpsServer) open(HttpsServer::create);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Warehouse(folder, server);
    }

    private interface Opening {
        HttpServer at(InetSocketAddress address, int backlog) throws IOException;
    }

    private static HttpServer open(Opening opening) {
        try {
            return opening.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String repository() {
        return "http://" + address() + "/charts";
    }

    String registry() {
        return "oci://" + address() + "/team";
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Puts a version of the chart greeter on both shelves. */
    public void stock(String version, Map<String, String> templates) throws IOException {
        var name = "greeter";
        var packed = pack(name, version, templates);
        files.put("/charts/files/" + name + "-" + version + ".tgz", packed);
        index.append("  - version: %s\n    digest: %s\n    urls: [files/%s-%s.tgz]\n"
                .formatted(version, sha256(packed), name, version));
        files.put("/charts/index.yaml", index.toString().getBytes(StandardCharsets.UTF_8));
        var digest = "sha256:" + sha256(packed);
        files.put("/v2/team/" + name + "/blobs/" + digest, packed);
        var manifest = """
                {"schemaVersion":2,"layers":[{"mediaType":"application/vnd.cncf.helm.chart.content.v1.tar+gzip",
                "digest":"%s","size":%d}]}""".formatted(digest, packed.length);
        files.put("/v2/team/" + name + "/manifests/" + version, manifest.getBytes(StandardCharsets.UTF_8));
    }

    /** Somebody swaps a chart after it was announced. */
    void spoil(String name, String version) {
        files.put("/charts/files/" + name + "-" + version + ".tgz", new byte[] {1, 2, 3});
    }

    private byte[] pack(String name, String version, Map<String, String> templates) throws IOException {
        var chart = folder.resolve(version).resolve(name);
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(
                chart.resolve("Chart.yaml"), "apiVersion: v2\nname: %s\nversion: %s\n".formatted(name, version));
        Files.writeString(chart.resolve("values.yaml"), "replicas: 1\ntext: none\n");
        for (var template : templates.entrySet())
            Files.writeString(chart.resolve("templates").resolve(template.getKey()), template.getValue());
        new Helm(chart).packageIt().withDestination(folder).call();
        return Files.readAllBytes(folder.resolve(name + "-" + version + ".tgz"));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var found = files.get(exchange.getRequestURI().getPath());
            var given = exchange.getRequestHeaders().getFirst("Authorization");
            if (!authorization.isEmpty() && !authorization.equals(given)) exchange.sendResponseHeaders(401, -1);
            else if (found == null) exchange.sendResponseHeaders(404, -1);
            else {
                exchange.sendResponseHeaders(200, found.length);
                exchange.getResponseBody().write(found);
            }
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
