package bench;

import dev.easel.certificates.Certificate;
import dev.easel.http.Server;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty set up as in the house, with nothing behind it but the bytes of one file. Arguments: port, file. */
final class BareServer {
    private BareServer() {}

    public static void main(String[] arguments) throws Exception {
        var threads = new QueuedThreadPool(64, 4);
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        var jetty = new org.eclipse.jetty.server.Server(threads);
        var connector = new ServerConnector(jetty, 1, -1, secure());
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setAcceptQueueSize(1024);
        jetty.addConnector(connector);
        jetty.setHandler(new Same(Files.readAllBytes(Path.of(arguments[1]))));
        jetty.start();
        jetty.join();
    }

    private static org.eclipse.jetty.server.ConnectionFactory[] secure()
            throws IOException, GeneralSecurityException {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(16 * 1024);
        var customizer = new SecureRequestCustomizer();
        customizer.setSniHostCheck(false);
        configuration.addCustomizer(customizer);
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(Certificate.selfMade(Files.createTempDirectory("bench-tls"), "127.0.0.1"));
        tls.setKeyStorePassword(Server.KEY_PASSWORD);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setSniRequired(false);
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        return new org.eclipse.jetty.server.ConnectionFactory[] {
            new SslConnectionFactory(tls, alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(configuration),
            new HttpConnectionFactory(configuration)
        };
    }

    private static final class Same extends Handler.Abstract {
        private final byte[] bytes;

        Same(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(200);
            response.getHeaders().put("Content-Type", "application/json");
            response.getHeaders().put("Content-Length", bytes.length);
            response.write(true, ByteBuffer.wrap(bytes), callback);
            return true;
        }
    }
}
