package dev.easel.engines;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be replaced is asked of the management cluster; when that is away nobody makes an answer up. */
final class RepaveUnreachableTest {
    private static final String NOWHERE = """
            apiVersion: v1
            kind: Config
            clusters: [{name: none, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: none, user: {token: none}}]
            contexts: [{name: none, context: {cluster: none, user: none}}]
            current-context: none
            """;

    @TempDir
    private Path folder;

    @Test
    void theAnswerSaysThatItCannotBeAsked() throws IOException {
        var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), NOWHERE);
        try (var house = new Fixture("--management-kubeconfig", kubeconfig.toString())) {
            var estate = Estate.on(house, Engine.CAPI);
            var uid = estate.create("unreachable");
            estate.awaitFault(uid, "ManagementClusterUnreachable", "https://127.0.0.1:1");
            var body = Estate.upgrade(estate.profile(Estate.NEW), estate.profile(Estate.OLD));
            var answer = estate.client()
                    .post(Estate.CLUSTERS + uid + "/validate/repave", body)
                    .status(503);
            assertTrue(answer.json().path("message").asString().contains("https://127.0.0.1:1"), answer::text);
        }
    }
}
