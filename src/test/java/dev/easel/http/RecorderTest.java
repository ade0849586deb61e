package dev.easel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Json;
import dev.easel.records.AccessLog;
import dev.easel.records.Recorder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is written down about requests tells the story and no secret. */
final class RecorderTest {
    @TempDir
    Path folder;

    @Test
    void aConversationIsWrittenDownWithMasks() throws Exception {
        var file = folder.resolve("round.jsonl");
        try (var recorder = new Recorder(file, Map.of("case", "round"));
                var door = new Doorway(folder, recorder)) {
            talk(door);
        }
        var text = Files.readString(file);
        for (var secret : List.of("hunter2", "a.secret.token", "old.token", "root", "token: abc")) {
            assertFalse(text.contains(secret), secret);
        }
        var lines = text.lines().map(Json.MAPPER::readTree).toList();
        assertEquals(4, lines.size());
        var header = lines.getFirst();
        assertEquals(
                "tool 1.2 round",
                "%s %s %s".formatted(text(header, "/client"), text(header, "/version"), text(header, "/case")));
        assertEquals(1, header.path("transcript").asInt());
        var signIn = lines.get(1);
        assertEquals("a@b.c", text(signIn, "/request/body/emailId"));
        assertEquals("***", text(signIn, "/request/body/password"));
        assertEquals("***", text(signIn, "/reply/body/Authorization"));
        assertEquals(200, signIn.at("/reply/status").asInt());
        assertEquals("***", text(signIn, "/request/headers/ApiKey"));
        assertEquals("p-9", text(signIn, "/request/headers/ProjectUid"));
        assertEquals("/v1/auth/refresh/***", text(lines.get(2), "/request/path"));
        var kubeconfig = lines.get(3);
        assertEquals("frp=true", text(kubeconfig, "/request/query"));
        assertTrue(text(kubeconfig, "/reply/body").contains("token: ***"));
        assertTrue(kubeconfig.path("at").asLong() >= 0);
    }

    @Test
    void theAccessLogHasALineForEachRequest() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var log = AccessLog.to(out);
                var door = new Doorway(folder, log)) {
            talk(door);
            door.raw("GET /v1//x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }
        var text = out.toString(StandardCharsets.UTF_8);
        for (var secret : List.of("hunter2", "token\"", "old.token", "root"))
            assertFalse(text.contains(secret), secret);
        var lines = text.lines().map(Json.MAPPER::readTree).toList();
        assertEquals(4, lines.size(), text);
        assertEquals("/v1/auth/refresh/{token}", text(lines.get(1), "/path"));
        var last = lines.get(2);
        assertEquals("v1SpectroClustersUidKubeConfig", text(last, "/operation"));
        assertEquals(
                "t-1 p-9 u-1",
                "%s %s %s".formatted(text(last, "/tenant"), text(last, "/project"), text(last, "/user")));
        assertEquals(200, last.path("status").asInt());
        assertTrue(last.path("micros").asLong() > 0 && last.path("bytes").asInt() > 0);
        assertEquals("127.0.0.1", text(last, "/address"));
        assertEquals(400, lines.get(3).path("status").asInt());
    }

    private static void talk(Doorway door) throws Exception {
        var signIn = door.send("POST", "/v1/auth/authenticate", "{\"emailId\":\"a@b.c\",\"password\":\"hunter2\"}")
                .header("User-Agent", "tool/1.2 (linux)")
                .header("ProjectUid", "p-9");
        assertEquals(200, door.fetch(signIn).statusCode());
        assertEquals(200, door.fetch(door.get("/v1/auth/refresh/old.token")).statusCode());
        var kubeconfig =
                door.get("/v1/spectroclusters/c/assets/kubeconfig?frp=true").header("ProjectUid", "p-9");
        assertEquals(200, door.fetch(kubeconfig).statusCode());
    }

    private static String text(JsonNode line, String pointer) {
        return line.at(pointer).asString();
    }
}
