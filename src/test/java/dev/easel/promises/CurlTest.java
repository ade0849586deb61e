package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The introduction as a user runs it: the script of the documentation, with the real curl. */
final class CurlTest {
    @Test
    void theIntroductionRuns() throws IOException, InterruptedException {
        Assumptions.assumeTrue(hasCurl(), "not run: there is no curl here");
        try (var house = new Fixture()) {
            var script = new ProcessBuilder("bash", "clients/curl/introduction.sh").redirectErrorStream(true);
            var environment = script.environment();
            environment.put("EASEL_URL", house.url());
            environment.put("EASEL_CA", house.folder().resolve("tls/ca.pem").toString());
            environment.put("SPECTROCLOUD_APIKEY", Fixture.ADMIN_KEY);
            environment.put("EASEL_USER", Fixture.ADMIN_EMAIL);
            environment.put("EASEL_PASSWORD", Fixture.ADMIN_PASSWORD);
            var running = script.start();
            var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, running.waitFor(), said);
            assertTrue(said.endsWith("# Done.\n"), said);
        }
    }

    private static boolean hasCurl() {
        var path = System.getenv().getOrDefault("PATH", "");
        return path.lines()
                .flatMap(line -> java.util.Arrays.stream(line.split(java.io.File.pathSeparator)))
                .anyMatch(folder -> Path.of(folder, "curl").toFile().canExecute());
    }
}
