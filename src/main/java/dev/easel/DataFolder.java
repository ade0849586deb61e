package dev.easel;

import dev.easel.contract.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** The folder that holds everything of one server; in the hands of one process at a time. */
final class DataFolder implements AutoCloseable {
    private static final int KEY_BYTES = 32;

    private final Path path;
    private final FileChannel lock;

    DataFolder(Path path) throws IOException {
        this.path = path;
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        lock = FileChannel.open(path.resolve("easel.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isTaken()) {
            lock.close();
            throw new IllegalStateException(path + " is in use by another server");
        }
    }

    private boolean isTaken() throws IOException {
        try {
            return lock.tryLock() == null;
        } catch (OverlappingFileLockException byThisProcess) {
            return true;
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** The key that seals all data keys: as set, or from its file, which is made when it is missing. */
    byte[] rootKey(Settings settings) throws IOException {
        var set = settings.optional(Setting.ROOT_KEY);
        if (set.isPresent()) return decoded(set.get(), "root-key");
        var file = settings.inData(Setting.ROOT_KEY_FILE);
        if (!Files.exists(file)) writeKey(file, newKey());
        return decoded(Files.readString(file).strip(), file.toString());
    }

    static byte[] newKey() {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    static void writeKey(Path file, byte[] key) throws IOException {
        writePrivately(file, Base64.getEncoder().encodeToString(key) + "\n");
    }

    private static byte[] decoded(String text, String where) {
        try {
            var key = Base64.getDecoder().decode(text);
            if (key.length == KEY_BYTES) return key;
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException(where + " is not base64", notBase64);
        }
        throw new IllegalStateException(where + " must hold " + KEY_BYTES + " bytes in base64");
    }

    /** What the first start made, and where the server is now; nowhere else are these secrets written. */
    ObjectNode secrets() throws IOException {
        var file = resolve("secrets.json");
        return Files.exists(file) ? (ObjectNode) Json.MAPPER.readTree(Files.readString(file)) : Json.object();
    }

    void writeSecrets(ObjectNode secrets) throws IOException {
        writePrivately(resolve("secrets.json"), Json.MAPPER.writeValueAsString(secrets) + "\n");
    }

    /** Readable by the owner only from its first byte, and whole or not there at all. */
    private static void writePrivately(Path file, String text) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
