package dev.easel.records;

import dev.easel.contract.Json;
import dev.easel.contract.Operation;
import dev.easel.http.Answer;
import dev.easel.http.Observer;
import dev.easel.http.Visit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Writes down a client's conversation, secrets masked, so that it can be replayed: a header line that says which client
 * spoke, then one JSON line per request and reply.
 */
public final class Recorder implements Observer, AutoCloseable {
    private static final List<String> ASKED = List.of(
            "ProjectUid",
            "Content-Type",
            "Accept",
            "User-Agent",
            "ApiKey",
            "Authorization",
            "If-Match",
            "If-None-Match",
            "Idempotency-Key");
    private static final List<String> ANSWERED =
            List.of("Content-Type", "Content-Disposition", "ETag", "Location", "Retry-After");

    private final Writer file;
    private final Map<String, String> settings;
    private final Instant began = Instant.now();
    private boolean headed;

    /**
     * Begins a new recording.
     *
     * @param settings client, version, case, server and configuration for the header line; client and version come from
     *     the first User-Agent when they are not given
     */
    public Recorder(Path path, Map<String, String> settings) throws IOException {
        this.file = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
        this.settings = Map.copyOf(settings);
    }

    @Override
    public void saw(Visit visit, Answer answer) {
        if (visit.path().startsWith("/v1/health/")) return;
        var line = Json.object().put("at", visit.at().toEpochMilli() - began.toEpochMilli());
        line.set("request", request(visit));
        line.set("reply", reply(answer));
        write(visit.header("User-Agent"), line);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private synchronized void write(String agent, ObjectNode line) {
        try {
            if (!headed) file.write(header(agent) + "\n");
            headed = true;
            file.write(line + "\n");
            file.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("The recording cannot be written", gone);
        }
    }

    private ObjectNode header(String agent) {
        var name = agent.split("[/ ]", 3);
        var header = Json.object().put("transcript", 1);
        header.put("client", name[0])
                .put("version", name.length > 1 ? name[1] : "")
                .put("case", "");
        header.put("date", LocalDate.ofInstant(began, ZoneOffset.UTC).toString())
                .put("server", "");
        settings.forEach(header::put);
        return header;
    }

    private static ObjectNode request(Visit visit) {
        var request = Json.object().put("method", visit.method()).put("path", path(visit));
        if (!visit.query().isEmpty()) request.put("query", query(visit));
        var headers = request.putObject("headers");
        for (var name : ASKED) {
            var value = visit.header(name);
            if (!value.isEmpty()) headers.put(name, Masks.secret(name) ? Masks.MASK : value);
        }
        request.set("body", body(visit.header("Content-Type"), visit.body()));
        return request;
    }

    private static String query(Visit visit) {
        return Masks.values(visit.query()).entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static ObjectNode reply(Answer answer) {
        var reply = Json.object().put("status", answer.status());
        var headers = reply.putObject("headers");
        for (var name : ANSWERED) {
            var value = answer.headers().get(name);
            if (value != null) headers.put(name, value);
        }
        reply.set("body", body(answer.type(), answer.body()));
        return reply;
    }

    /** The path with the secrets in it masked, such as the token that is refreshed. */
    private static String path(Visit visit) {
        var template = visit.operation().map(Operation::path).orElse("").split("/");
        var path = visit.path().split("/");
        for (int i = 0; i < Math.min(template.length, path.length); i++) {
            var name = template[i];
            if (name.startsWith("{") && Masks.secret(name.substring(1, name.length() - 1))) path[i] = Masks.MASK;
        }
        return path.length == 0 ? "/" : String.join("/", path);
    }

    /** JSON as JSON, anything else as text. */
    private static JsonNode body(String type, byte[] bytes) {
        if (bytes.length == 0) return Json.MAPPER.nullNode();
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (!type.isEmpty() && !type.contains("json")) return StringNode.valueOf(Masks.text(text));
        try {
            return Masks.json(Json.MAPPER.readTree(text));
        } catch (JacksonException wrong) {
            // What cannot be read cannot be looked through for secrets.
            return StringNode.valueOf(Masks.MASK);
        }
    }
}
