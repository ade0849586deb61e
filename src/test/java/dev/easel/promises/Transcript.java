package dev.easel.promises;

import dev.easel.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A full round of a client with the server, as {@code up --record} wrote it: a header line, then one line an exchange. */
public record Transcript(JsonNode header, List<Exchange> exchanges) {
    /** What stands where a secret stood. */
    public static final String MASK = "***";

    private static final int VERSION = 1;

    public static Transcript read(Path file) throws IOException {
        return of(Files.readAllLines(file));
    }

    static Transcript of(List<String> lines) {
        var json = lines.stream()
                .filter(line -> !line.isBlank())
                .map(Json.MAPPER::readTree)
                .toList();
        if (json.isEmpty() || json.getFirst().path("transcript").asInt(0) != VERSION) {
            throw new IllegalArgumentException("a transcript begins with {\"transcript\":%d, ...}".formatted(VERSION));
        }
        return new Transcript(
                json.getFirst(), json.stream().skip(1).map(Exchange::of).toList());
    }

    @Override
    public String toString() {
        return "%s %s %s"
                .formatted(
                        header.path("client").asString("?"),
                        header.path("version").asString("?"),
                        header.path("case").asString("?"));
    }
}
