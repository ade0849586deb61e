package dev.easel.demo;

import dev.easel.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A client of a running server, in one project of it: an address, an API key, JSON in and out. */
public record Api(HttpClient http, String url, String key, String project) {
    private static final int NOT_FOUND = 404;

    Api in(String uid) {
        return new Api(http, url, key, uid);
    }

    JsonNode get(String path) {
        return Json.MAPPER.readTree(text("GET", path, ""));
    }

    /** The same, empty when it does not exist, or not yet. */
    Optional<String> find(String path) {
        var response = send("GET", path, "");
        if (response.statusCode() == NOT_FOUND) return Optional.empty();
        return Optional.of(checked("GET", path, response));
    }

    /** Makes something, and answers its uid. */
    String create(String path, JsonNode body) {
        var made = Json.MAPPER.readTree(text("POST", path, body.toString()));
        return made.path("uid").asString();
    }

    void send(String method, String path, JsonNode body) {
        text(method, path, body.toString());
    }

    /** Sends a file as forms of web pages do. */
    void upload(String path, String name, String content) {
        var border = "easel-demo-file";
        var body = "--%s\r\nContent-Disposition: form-data; name=\"fileName\"; filename=\"%s\"\r\n\r\n%s\r\n--%s--\r\n"
                .formatted(border, name, content, border);
        checked(
                "PUT",
                path,
                exchange(request("PUT", path, body)
                        .setHeader("Content-Type", "multipart/form-data; boundary=" + border)
                        .build()));
    }

    void send(String method, String path) {
        text(method, path, "");
    }

    /** Asks a cluster's own API, with the address and the token of its kubeconfig. */
    JsonNode kubernetes(String server, String token, String path) {
        var request = HttpRequest.newBuilder(URI.create(server + path)).header("Authorization", "Bearer " + token);
        return Json.MAPPER.readTree(checked("GET", path, exchange(request.build())));
    }

    private String text(String method, String path, String body) {
        return checked(method, path, send(method, path, body));
    }

    private static String checked(String method, String path, HttpResponse<String> response) {
        if (response.statusCode() < 300) return response.body();
        throw new IllegalStateException(
                "%s %s answered %d: %s".formatted(method, path, response.statusCode(), response.body()));
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return exchange(request(method, path, body).build());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("ApiKey", key)
                .header("Content-Type", "application/json");
        if (!project.isEmpty()) request.header("ProjectUid", project);
        return request.timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("the server at " + url + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
