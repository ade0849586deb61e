package dev.easel.provision.install;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Fetches what repositories of charts serve: bounded in size and time, with credentials for nobody but whom they are meant for. */
final class Web {
    private static final int LARGEST = 64 << 20;
    private static final int HOPS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Transport transport;
    private final Names names;
    private final Optional<SSLContext> trust;

    /** Looks up the addresses of a host; every time anew, since they change. */
    @FunctionalInterface
    interface Names {
        List<InetAddress> find(String host) throws UnknownHostException;
    }

    Web(Transport transport) {
        this(transport, "");
    }

    /** @param authorities certificates by which servers are trusted, and by no others; "" for the usual ones */
    Web(Transport transport, String authorities) {
        this(transport, authorities, host -> List.of(InetAddress.getAllByName(host)));
    }

    Web(Transport transport, String authorities, Names names) {
        this.transport = transport;
        this.names = names;
        trust = authorities.isEmpty() ? Optional.empty() : Optional.of(Trust.in(authorities));
    }

    /** Whether a host is spoken to without TLS. */
    boolean isPlain(String host) {
        try {
            return names.find(host).stream().allMatch(transport::isPlain);
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    byte[] get(URI address, String authorization, String accept) {
        var answer = ask(address, authorization, accept);
        if (answer.getStatus() != 200) throw new Refused("%s answers %d", address, answer.getStatus());
        return answer.getContent();
    }

    @SuppressWarnings("try") // That close() may be interrupted is told as any failure.
    ContentResponse ask(URI address, String authorization, String accept) {
        try (var client = client()) {
            client.start();
            var at = address;
            for (int hop = 0; hop < HOPS; hop++) {
                var own = Objects.equals(at.getRawAuthority(), address.getRawAuthority());
                var answer = send(client, at, own ? authorization : "", accept);
                if (answer.getStatus() / 100 != 3) return answer;
                at = at.resolve(String.valueOf(answer.getHeaders().get(HttpHeader.LOCATION)));
                mustBeAddress(at);
            }
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        throw new Refused("%s leads from one address to the next", address);
    }

    /** Connects to the very addresses that were looked at, whatever their name means a moment later. */
    private HttpClient client() {
        var client = new HttpClient();
        var threads = new QueuedThreadPool(6, 1);
        threads.setDaemon(true);
        client.setExecutor(threads);
        var tls = new SslContextFactory.Client();
        trust.ifPresent(tls::setSslContext);
        client.setSslContextFactory(tls);
        client.setFollowRedirects(false);
        client.setSocketAddressResolver(new Guide(transport, names));
        client.setConnectTimeout(10_000);
        return client;
    }

    private static ContentResponse send(HttpClient client, URI address, String authorization, String accept) {
        mustBeAddress(address);
        var request = client.newRequest(address).timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!authorization.isEmpty()) header(request, HttpHeader.AUTHORIZATION, authorization);
        if (!accept.isEmpty()) header(request, HttpHeader.ACCEPT, accept);
        // What is packed stays packed: a chart is not unpacked on its way.
        header(request, HttpHeader.ACCEPT_ENCODING, "identity");
        try {
            return new CompletableResponseListener(request, LARGEST).send().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Refused refused) throw refused;
            throw new Refused("%s cannot be reached: %s", address, Refused.said(failed));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refused("%s was not waited for", address);
        }
    }

    private static void header(Request request, HttpHeader name, String value) {
        request.headers(headers -> headers.put(name, value));
    }

    private static void mustBeAddress(URI address) {
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?"))
            throw new Refused("%s is no address of a chart", address);
    }
}
