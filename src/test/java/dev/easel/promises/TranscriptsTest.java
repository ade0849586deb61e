package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.easel.Fixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What real clients once said is said again, to a fresh server each. */
final class TranscriptsTest {
    private static final Path ALL = Path.of("clients/transcripts");

    /** Masked when it was recorded, and read by the server: a service account key of nobody's. */
    private static final String CREDENTIALS = """
            {"type": "service_account", "project_id": "nobody", "private_key_id": "0", "private_key": "none",
             "client_email": "nobody@nobody.iam.gserviceaccount.com", "client_id": "0"}""";

    @TestFactory
    Stream<DynamicTest> everyClientIsStillUnderstood() throws IOException {
        var files = recordings();
        assertFalse(files.isEmpty(), "clients/transcripts holds no recording");
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(ALL.relativize(file).toString(), () -> replay(file)));
    }

    private static List<Path> recordings() throws IOException {
        try (var files = Files.walk(ALL)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static void replay(Path file) throws IOException, InterruptedException {
        try (var house = new Fixture()) {
            var secrets = Map.of("ApiKey", Fixture.ADMIN_KEY, "jsonCredentials", CREDENTIALS);
            var replay = new TranscriptReplay(
                    house.http(), URI.create(house.url()), secrets, ReplyCheck.by(Fixture.contract()));
            assertEquals("", String.join("\n", replay.faults(Transcript.read(file))));
        }
    }
}
