package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.contract.Json;
import dev.easel.promises.Exchange;
import dev.easel.promises.ReplyCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Talks to a server as a client would, and holds every reply against the contract. */
public final class TestClient {
    private static final ReplyCheck CONTRACT = ReplyCheck.by(Fixture.contract());

    private final HttpClient http;
    private final String url;
    private final Map<String, String> headers;

    public TestClient(String url, Path authority) {
        try {
            http = HttpClient.newBuilder()
                    .sslContext(Ready.trusting(authority.toString()))
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        this.url = url;
        headers = Map.of();
    }

    private TestClient(HttpClient http, String url, Map<String, String> headers) {
        this.http = http;
        this.url = url;
        this.headers = headers;
    }

    public TestClient with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new TestClient(http, url, more);
    }

    public TestClient without(String header) {
        var fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new TestClient(http, url, fewer);
    }

    /** The same caller in a project. */
    public TestClient in(String project) {
        return with("ProjectUid", project);
    }

    public Reply get(String path) {
        return send("GET", path, "");
    }

    public Reply post(String path, Object body) {
        return send("POST", path, body);
    }

    public Reply put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Reply patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Reply delete(String path) {
        return send("DELETE", path, "");
    }

    public Reply delete(String path, Object body) {
        return send("DELETE", path, body);
    }

    /** Creates, and answers the uid. */
    public String create(String path, Object body) {
        return post(path, body).status(201).json().path("uid").asString();
    }

    /** A pack of the catalogue, found as clients find it, as a profile takes it; the layer is {@code name version}. */
    public Map<String, Object> pack(String layer) {
        var name = layer.substring(0, layer.indexOf(' '));
        var tag = layer.substring(layer.indexOf(' ') + 1);
        var found = get("/v1/packs?filters=spec.name=%sANDspec.version=%s".formatted(name, tag))
                .ok()
                .at("/items/0");
        return Map.of(
                "name",
                name,
                "tag",
                tag,
                "type",
                "spectro",
                "uid",
                found.at("/metadata/uid").asString(),
                "registryUid",
                found.at("/spec/registryUid").asString(),
                "values",
                found.at("/spec/values").asString(""));
    }

    /** Asks until the reply is as wanted. */
    public JsonNode await(String path, Predicate<JsonNode> wanted) {
        var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            var seen = get(path).json();
            if (wanted.test(seen)) return seen;
            if (System.nanoTime() > until) throw new AssertionError(path + " never became as wanted: " + seen);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a body that is text or bytes as it is, and anything else as JSON; no body when it is "". */
    public Reply send(String method, String path, Object body) {
        var bytes = switch (body) {
            case byte[] given -> given;
            case String given -> given.getBytes(StandardCharsets.UTF_8);
            default -> Json.MAPPER.writeValueAsBytes(body);
        };
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes))
                .header("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        try {
            return new Reply(method, path, http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What came back; checked against the contract as soon as it is there. */
    public record Reply(String method, String path, HttpResponse<byte[]> response) {
        public Reply {
            var type = response.headers().firstValue("Content-Type").orElse("");
            var plain = path.replaceFirst("\\?.*", "");
            if (response.statusCode() != 304 && plain.startsWith("/v1/") && type.startsWith("application/json")) {
                var faults = CONTRACT.faults(
                        new Exchange.Request(method, plain, "", Map.of(), Json.MAPPER.missingNode()),
                        new Exchange.Reply(response.statusCode(), Map.of(), Json.MAPPER.readTree(response.body())));
                assertEquals("[]", faults.toString(), () -> method + " " + path + " answered " + text(response));
            }
        }

        public Reply status(int wanted) {
            assertEquals(wanted, response.statusCode(), () -> method + " " + path + " answered " + text(response));
            return this;
        }

        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            return Json.MAPPER.readTree(response.body());
        }

        /** The body of a 200. */
        public JsonNode ok() {
            return status(200).json();
        }

        /** The code of an error. */
        public String code() {
            return json().path("code").asString("");
        }

        public String text() {
            return text(response);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        private static String text(HttpResponse<byte[]> response) {
            return new String(response.body(), StandardCharsets.UTF_8);
        }
    }
}
