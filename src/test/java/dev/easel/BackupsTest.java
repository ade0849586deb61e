package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A copy taken while the server runs holds all of it; one that is not whole, or has no room, is refused. */
final class BackupsTest {
    private static final String SECRET = "a-secret-that-only-the-root-key-opens";

    @TempDir
    private Path folder;

    @Test
    void whatIsRestoredEqualsWhatWasThere() throws Exception {
        var file = folder.resolve("easel.backup");
        JsonNode wanted;
        String path;
        try (var server = new Fixture()) {
            path = make(server);
            wanted = server.admin().get(path).ok();
            Backups.write(settings(server.folder()), file);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            server.admin().delete(path).status(204);
        }
        var target = folder.resolve("restored");
        Backups.restore(settings(target), file);
        var settings = Settings.read(List.of("--data", target.toString(), "--port", "0"), Map.of());
        try (var restored = Serve.open(settings, Clock.systemUTC())) {
            var address = restored.address();
            var client = new TestClient(address.path("url").asString(), target.resolve("tls/ca.pem"))
                    .with("ApiKey", address.path("apiKey").asString());
            assertEquals(wanted, client.get(path).ok());
        }
    }

    /** A pipe in the place of a file that is read after the database was copied holds the backup at that moment. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whileItIsWrittenItIsForItsOwnerAlone() throws Exception {
        var room = Files.createDirectory(folder.resolve("room"));
        try (var server = new Fixture()) {
            make(server);
            var settings = settings(server.folder());
            var pipe = server.folder().resolve("easel.conf");
            assertEquals(
                    0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
            var writing = new FutureTask<>(() -> {
                Backups.write(settings, room.resolve("easel.backup"));
                return "";
            });
            Thread.ofPlatform().start(writing);
            try (var held = Files.newOutputStream(pipe);
                    var files = Files.list(room)) {
                var open = files.filter(BackupsTest::isOpenToOthers).toList();
                held.write('\n');
                assertEquals(List.of(), open);
            }
            writing.get();
        }
        try (var files = Files.list(room)) {
            assertEquals(List.of(room.resolve("easel.backup")), files.toList());
        }
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .endsWith("------");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** A flip may hit what does not matter, such as a time in the archive; then all is there as it was. */
    @Test
    void everyFlippedBitIsNoticed() throws Exception {
        var file = folder.resolve("easel.backup");
        try (var server = new Fixture()) {
            make(server);
            Backups.write(settings(server.folder()), file);
        }
        Backups.restore(settings(folder.resolve("whole")), file);
        var wanted = contents(folder.resolve("whole"));
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            var bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            var damaged = Files.write(folder.resolve("damaged-" + i), bytes);
            var target = folder.resolve("target-" + i);
            if (refuses(target, damaged)) {
                refused++;
                assertEquals(Map.of(), contents(target), "a refused backup leaves nothing");
            } else {
                assertEquals(wanted, contents(target), "flip " + i);
            }
        }
        assertTrue(refused > 90, refused + " of 100 were refused");
    }

    private static Map<String, Integer> contents(Path data) throws IOException {
        var contents = new TreeMap<String, Integer>();
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("easel.lock")) continue;
                contents.put(data.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void aFolderWithADatabaseIsNotOverwritten() throws Exception {
        var file = folder.resolve("easel.backup");
        try (var server = new Fixture()) {
            Backups.write(settings(server.folder()), file);
            var running =
                    assertThrows(IllegalStateException.class, () -> Backups.restore(settings(server.folder()), file));
            assertTrue(running.getMessage().contains("in use"), running.getMessage());
        }
        var target = folder.resolve("taken");
        Backups.restore(settings(target), file);
        var before = Files.readAllBytes(target.resolve("easel.db"));
        var refused = assertThrows(IllegalStateException.class, () -> Backups.restore(settings(target), file));
        assertTrue(refused.getMessage().contains("holds a database already"), refused.getMessage());
        assertEquals(before.length, Files.readAllBytes(target.resolve("easel.db")).length);
    }

    @Test
    void anythingElseIsNoBackup() throws Exception {
        var file = Files.writeString(folder.resolve("letter.txt"), "Dear reader");
        var refused = assertThrows(Exception.class, () -> Backups.restore(settings(folder.resolve("new")), file));
        assertTrue(refused.getMessage().contains("no backup"), refused.getMessage());
    }

    @Test
    void aNewRootKeyOpensWhatTheOldOneSealed() throws Exception {
        var data = folder.resolve("rotated");
        var settings = Settings.read(List.of("--data", data.toString(), "--port", "0"), Map.of());
        String path;
        try (var server = Serve.open(settings, Clock.systemUTC())) {
            path = make(client(server, data));
        }
        var old = Files.readString(data.resolve("root.key"));
        assertEquals(0, Commands.rotateKeys(settings));
        assertFalse(Files.readString(data.resolve("root.key")).equals(old));
        try (var server = Serve.open(settings, Clock.systemUTC())) {
            var account = client(server, data).get(path).ok();
            assertEquals("AKIAEXAMPLE", account.at("/spec/accessKey").asString());
            var running = assertThrows(IllegalStateException.class, () -> Commands.rotateKeys(settings));
            assertTrue(running.getMessage().contains("in use"), running.getMessage());
        }
        Files.writeString(data.resolve("root.key"), old);
        assertThrows(IllegalStateException.class, () -> Serve.open(settings, Clock.systemUTC()));
    }

    private static String make(Fixture server) {
        return make(server.admin());
    }

    private static String make(TestClient client) {
        var body = "{\"metadata\":{\"name\":\"kept\"},\"spec\":{\"credentialType\":\"secret\","
                + "\"accessKey\":\"AKIAEXAMPLE\",\"secretKey\":\"" + SECRET + "\"}}";
        return "/v1/cloudaccounts/aws/" + client.create("/v1/cloudaccounts/aws", body);
    }

    private static TestClient client(Serve server, Path data) throws IOException {
        var address = server.address();
        return new TestClient(address.path("url").asString(), data.resolve("tls/ca.pem"))
                .with("ApiKey", address.path("apiKey").asString());
    }

    private static Settings settings(Path data) {
        return Settings.read(List.of("--data", data.toString()), Map.of());
    }

    private static boolean refuses(Path target, Path file) {
        try {
            Backups.restore(settings(target), file);
            return false;
        } catch (IOException | IllegalStateException refused) {
            return true;
        }
    }
}
