package dev.easel.promises;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Says to a living server what a client once said, and finds what it would stumble over: another status, a reply outside
 * the contract, a field that has gone, a state that is not reached.
 */
public final class TranscriptReplay {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Set by the HTTP client itself. */
    private static final Set<String> HOP_HEADERS =
            Set.of("host", "content-length", "connection", "transfer-encoding", "accept-encoding", "expect", "upgrade");

    private final HttpClient client;
    private final URI server;
    private final Bindings bindings;
    private final ReplyCheck contract;
    private final Duration patience;

    /** Secrets are named by the header or the body field that carries them: {@code ApiKey}, {@code password}. */
    public TranscriptReplay(HttpClient client, URI server, Map<String, String> secrets, ReplyCheck contract) {
        this(client, server, secrets, contract, Duration.ofSeconds(60));
    }

    TranscriptReplay(
            HttpClient client, URI server, Map<String, String> secrets, ReplyCheck contract, Duration patience) {
        this.client = client;
        this.server = server;
        this.bindings = new Bindings(secrets);
        this.contract = contract;
        this.patience = patience;
    }

    /** Everything that went wrong, a line each. A write that goes wrong ends the round: what follows would build on it. */
    public List<String> faults(Transcript transcript) throws IOException, InterruptedException {
        var faults = new ArrayList<String>();
        for (var exchange : transcript.exchanges()) {
            var found = replay(exchange);
            found.forEach(fault -> faults.add("%s: %s: %s".formatted(transcript, exchange.request(), fault)));
            if (!found.isEmpty() && !exchange.request().safe()) {
                break;
            }
        }
        return faults;
    }

    /** A question is asked again until its answer is the recorded one or patience ends; a write is said once. */
    private List<String> replay(Exchange exchange) throws IOException, InterruptedException {
        var end = System.nanoTime() + (exchange.request().safe() ? patience.toNanos() : 0);
        while (true) {
            var live = send(exchange.request());
            var pairs = Pair.of(exchange.reply().body(), live.body(), bindings);
            var faults = new ArrayList<>(Resemblance.differences(exchange.reply(), live, pairs));
            faults.addAll(contract.faults(exchange.request(), live));
            if (faults.isEmpty() || System.nanoTime() >= end) {
                bindings.learn(pairs, exchange.reply(), live);
                return faults;
            }
            Thread.sleep(PAUSE);
        }
    }

    private Exchange.Reply send(Exchange.Request recorded) throws IOException, InterruptedException {
        var query = recorded.query().isEmpty() ? "" : "?" + bindings.text(recorded.query());
        var request = HttpRequest.newBuilder(server.resolve(bindings.text(recorded.path()) + query))
                .timeout(Duration.ofSeconds(30))
                .method(recorded.method(), BodyPublishers.ofString(body(recorded.body())));
        recorded.headers().forEach((name, value) -> {
            if (!HOP_HEADERS.contains(name.toLowerCase())) {
                request.header(name, bindings.value(name, value));
            }
        });
        return reply(client.send(request.build(), BodyHandlers.ofString()));
    }

    private String body(JsonNode recorded) {
        if (recorded.isMissingNode()) {
            return "";
        }
        return recorded.isString()
                ? bindings.text(recorded.stringValue())
                : bindings.tree("", recorded).toString();
    }

    private static Exchange.Reply reply(HttpResponse<String> response) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return new Exchange.Reply(
                response.statusCode(),
                headers,
                Exchange.body(headers.getOrDefault("Content-Type", ""), response.body()));
    }
}
