package dev.easel.provision.install;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;

/** Fetches what repositories of charts serve: bounded, by TLS, with credentials for nobody but whom they are meant for. */
final class Web implements AutoCloseable {
    private static final int LARGEST = 64 << 20;
    private static final int HOPS = 5;

    private final HttpClient client;
    private final Transport transport;

    Web(Transport transport) {
        this(transport, HttpClient.newBuilder());
    }

    /** @param authorities certificates by which servers are trusted, and by no others */
    Web(Transport transport, String authorities) {
        this(transport, HttpClient.newBuilder().sslContext(Trust.in(authorities)));
    }

    private Web(Transport transport, HttpClient.Builder builder) {
        this.transport = transport;
        client = builder.connectTimeout(Duration.ofSeconds(10)).build();
    }

    record Answer(int status, HttpHeaders headers, byte[] body) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** Whether an address is spoken to without TLS. */
    boolean isPlain(String host) {
        return transport == Transport.PLAIN_ON_LOOPBACK && isLoopback(host);
    }

    byte[] get(URI address, String authorization, String accept) {
        var answer = ask(address, authorization, accept);
        if (answer.status() != 200) throw new Refused("%s answers %d", address, answer.status());
        return answer.body();
    }

    Answer ask(URI address, String authorization, String accept) {
        var at = address;
        for (int hop = 0; hop < HOPS; hop++) {
            var own = Objects.equals(at.getRawAuthority(), address.getRawAuthority());
            var answer = send(at, own ? authorization : "", accept);
            if (answer.status() / 100 != 3) return answer;
            at = at.resolve(answer.header("Location"));
        }
        throw new Refused("%s leads from one address to the next", address);
    }

    private Answer send(URI address, String authorization, String accept) {
        mustBeSafe(address);
        var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        if (!accept.isEmpty()) request.header("Accept", accept);
        try {
            var response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (var stream = response.body()) {
                var body = stream.readNBytes(LARGEST + 1);
                if (body.length > LARGEST) throw new Refused("%s is larger than %d bytes", address, LARGEST);
                return new Answer(response.statusCode(), response.headers(), body);
            }
        } catch (IOException failed) {
            throw new Refused("%s cannot be reached: %s", address, Refused.said(failed));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refused("%s was not waited for", address);
        }
    }

    private void mustBeSafe(URI address) {
        var scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null) throw new Refused("%s is no address", address);
        if (scheme.equals("https") || scheme.equals("http") && isPlain(address.getHost())) return;
        throw new Refused("%s is not fetched: charts come by https only (setting charts-by-http)", address);
    }

    @Override
    public void close() {
        client.close();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
