package dev.easel.http;

import dev.easel.auth.Gate;
import java.io.IOException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server: HTTP/1.1 and HTTP/2, over TLS or plain, a virtual thread per request, and a stop that loses none. */
public final class Server implements AutoCloseable {
    /** Of the key stores that are handed over. They are in memory alone, so it guards nothing. */
    public static final String KEY_PASSWORD = "easel";

    private static final int HEADER_BYTES = 16 * 1024;
    private static final int GZIP_FROM_BYTES = 1024;
    private static final int STREAMS = 256;

    private final org.eclipse.jetty.server.Server jetty;
    private final ServerConnector connector;
    private final Exit exit;
    private final Drain drain;
    private final Settings settings;

    /**
     * How to serve.
     *
     * @param port 0 takes a free one
     * @param keys what {@code certificates} makes; none serves plain HTTP, for behind a proxy
     * @param bodyLimit most bytes of a request body
     * @param idle how long a connection may be silent, and the grace of a slow body
     * @param drain how long a stop waits for requests under way
     */
    public record Settings(
            String host, int port, Optional<KeyStore> keys, int bodyLimit, Duration idle, Duration drain) {}

    /** What stands behind the door. Mounts are prefixes such as {@code /k8s}, without a slash at the end. */
    public record Served(Router router, Gate gate, Map<String, RawHandler> mounts) {}

    /** Makes ready to listen, which takes a while and needs nothing of what will be served. */
    public Server(Settings settings, List<Observer> observers) {
        this.settings = settings;
        exit = new Exit(observers);
        drain = new Drain(exit);
        jetty = new org.eclipse.jetty.server.Server(threads());
        jetty.setErrorHandler(new Failures(exit));
        connector = connector();
        jetty.addConnector(connector);
    }

    /** Starts to listen; answers the port. */
    public int open(Served served) throws IOException {
        var bodies = new Bodies(settings.bodyLimit(), settings.idle());
        drain.setHandler(gzip(new Door(served.router(), served.gate(), new Pages(served.mounts()), bodies, exit)));
        jetty.setHandler(drain);
        try {
            jetty.start();
            return connector.getLocalPort();
        } catch (IOException taken) {
            throw taken;
        } catch (Exception wrong) {
            throw new IOException("The server does not start: " + wrong.getMessage(), wrong);
        }
    }

    /** Takes no new connection, turns new requests away, waits for those under way, then stops. */
    @Override
    public void close() throws IOException {
        try {
            connector.close();
            drain.close(settings.drain());
            jetty.setStopTimeout(0);
            jetty.stop();
        } catch (Exception wrong) {
            throw new IOException("The server does not stop cleanly", wrong);
        }
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(64, 4, 60_000, new LinkedBlockingQueue<>());
        threads.setName("http");
        // Without threads in reserve Jetty cannot run a request on one that reads the network.
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        return threads;
    }

    /** Only answers are compressed; a compressed request is refused, since a small one can hold a large bomb. */
    private static Handler gzip(Handler handler) {
        var gzip = new GzipCompression();
        gzip.setMinCompressSize(GZIP_FROM_BYTES);
        var compression = new CompressionHandler(handler);
        compression.putCompression(gzip);
        compression.putConfiguration(
                "/*",
                CompressionConfig.builder()
                        .compressIncludeMethod("GET")
                        .compressIncludeMethod("POST")
                        .compressIncludeMimeType("application/json")
                        .compressIncludeMimeType("text/*")
                        .decompressExcludePath("/*")
                        .build());
        return compression;
    }

    private ServerConnector connector() {
        var factories = settings.keys().map(this::secure).orElseGet(() -> {
            var plain = configuration();
            var http2 = new HTTP2CServerConnectionFactory(plain);
            http2.setMaxConcurrentStreams(STREAMS);
            return new ConnectionFactory[] {new HttpConnectionFactory(plain), http2};
        });
        var made = new ServerConnector(jetty, 1, -1, factories);
        made.setHost(settings.host());
        made.setPort(settings.port());
        made.setIdleTimeout(settings.idle().toMillis());
        made.setAcceptQueueSize(1024);
        return made;
    }

    private ConnectionFactory[] secure(KeyStore keys) {
        var configuration = configuration();
        var customizer = new SecureRequestCustomizer();
        // Clients of a laptop or a cluster come by address and by many names; the certificate is theirs to check.
        customizer.setSniHostCheck(false);
        configuration.addCustomizer(customizer);
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(keys);
        tls.setKeyStorePassword(KEY_PASSWORD);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setSniRequired(false);
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        var http2 = new HTTP2ServerConnectionFactory(configuration);
        http2.setMaxConcurrentStreams(STREAMS);
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls, alpn.getProtocol()), alpn, http2, new HttpConnectionFactory(configuration)
        };
    }

    private HttpConfiguration configuration() {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        configuration.setIdleTimeout(settings.idle().toMillis());
        return configuration;
    }
}
