package bench;

import dev.easel.contract.Json;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Says one thing at a time to a server, to prepare what is measured. */
record Client(int port, String headers) {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    static Client of(int port, String apiKey) {
        return new Client(port, Request.key(apiKey));
    }

    /** The same caller in the project Default. */
    Client inDefault() throws IOException {
        var projects = get("/v1/dashboard/projects/metadata").path("items");
        for (var project : projects) {
            if (!project.at("/metadata/name").asString("").equals("Default")) continue;
            var uid = project.at("/metadata/uid").asString();
            return new Client(port, headers + "ProjectUid: " + uid + "\r\n");
        }
        throw new IOException("no project Default in " + projects);
    }

    String create(String path, String body) throws IOException {
        return Json.MAPPER
                .readTree(text(Request.post(path, headers, body), 201))
                .path("uid")
                .asString();
    }

    JsonNode post(String path, String body) throws IOException {
        return Json.MAPPER.readTree(text(Request.post(path, headers, body), 200));
    }

    JsonNode get(String path) throws IOException {
        return Json.MAPPER.readTree(text(Request.get(path, headers), 200));
    }

    void send(String method, String path, String body, int wanted) throws IOException {
        text(Request.with(method, path, headers, body), wanted);
    }

    byte[] bytes(String path) throws IOException {
        try (var line = new Line(port)) {
            line.ask(Request.get(path, headers));
            return line.body();
        }
    }

    void await(String path, String pointer, String value) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!get(path).at(pointer).asString("").equals(value)) {
            if (System.nanoTime() > end) throw new IOException(path + " never had " + value);
            Running.nap(100);
        }
    }

    private String text(byte[] request, int wanted) throws IOException {
        try (var line = new Line(port)) {
            int status = line.ask(request);
            if (status != wanted) throw new IOException("status " + status + ": " + line.text());
            return line.text();
        }
    }
}
