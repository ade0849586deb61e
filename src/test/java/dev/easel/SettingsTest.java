package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    @TempDir
    Path data;

    @Test
    void flagsWinOverTheEnvironmentAndTheEnvironmentOverTheFile() throws Exception {
        Files.writeString(data.resolve("easel.conf"), "# ours\n\nport = 1\npace = instant\nhost=0.0.0.0\n");
        var settings = read(Map.of("EASEL_PORT", "2", "EASEL_PACE", "realistic"), "--port", "3");
        assertEquals(3, settings.number(Setting.PORT));
        assertEquals("realistic", settings.text(Setting.PACE));
        assertEquals("0.0.0.0", settings.text(Setting.HOST));
        assertEquals("30", settings.text(Setting.DRAIN_SECONDS));
        assertEquals(
                List.of("--port", "EASEL_PACE", "easel.conf", "default"),
                List.of(Setting.PORT, Setting.PACE, Setting.HOST, Setting.DRAIN_SECONDS).stream()
                        .map(settings::source)
                        .toList());
    }

    @Test
    void everythingThatIsWrongIsListedAtOnce() throws Exception {
        Files.writeString(data.resolve("easel.conf"), "colour = blue\ndata = /elsewhere\nnonsense\n");
        var environment = Map.of("EASEL_PORT", "70000", "EASEL_SPEED", "9", "EASEL_URL", "https://localhost");
        var refusal = assertThrows(
                Settings.Refused.class,
                () -> read(environment, "--pace=slow", "--bogus", "1", "--tls-key", "key.pem", "--record"));
        assertEquals("""
                easel.conf: colour is no setting
                easel.conf: data cannot be set in the folder that it names
                easel.conf: 'nonsense' is not 'key = value'
                EASEL_SPEED is no setting
                --bogus is no setting
                --record needs a value
                port (EASEL_PORT) must be a number from 0 to 65535, not '70000'
                pace (--pace) must be one of instant, fast, realistic, not 'slow'
                tls-certificate and tls-key go together""", refusal.getMessage());
    }

    @Test
    void sizesAndPathsAreRead() {
        var settings = read(Map.of(), "--body-limit", "512KiB", "v1ProjectsCreate");
        assertEquals(512 << 10, settings.bytes(Setting.BODY_LIMIT));
        assertEquals(data.resolve("log.jsonl"), settings.inData(Setting.LOG));
        assertEquals(Optional.empty(), settings.optional(Setting.RECORD));
        assertEquals(List.of("v1ProjectsCreate"), settings.words());
    }

    @Test
    void secretsAreNotShownInTheTable() {
        var table = Reference.table(read(Map.of("EASEL_ADMIN_PASSWORD", "opensesame")));
        assertFalse(table.contains("opensesame"), table);
    }

    @Test
    void theReferenceIsAsTheCodeSays() throws Exception {
        for (var page : Reference.pages().entrySet()) {
            var written = Files.readString(Path.of(page.getKey()));
            assertEquals(page.getValue(), written, page.getKey() + " is out of date: run ./easel docs");
        }
    }

    private Settings read(Map<String, String> environment, String... arguments) {
        var all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return Settings.read(all, environment);
    }
}
