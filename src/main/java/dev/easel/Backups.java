package dev.easel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Consistent copies of a data folder with SQLite, taken while the server runs: database, root key, certificates and
 * secrets in one file, with a digest of each. On PostgreSQL the database's own tools do this.
 */
public final class Backups {
    private static final String DATABASE = "easel.db";
    private static final String DIGESTS = "digests";
    private static final List<String> BESIDE = List.of("root.key", "secrets.json", "easel.conf");

    private Backups() {}

    static void write(Settings settings, Path target) throws IOException {
        if (settings.optional(Setting.DATABASE).isPresent()) {
            throw new IllegalStateException(
                    "The database is PostgreSQL: back it up with pg_dump, and keep the root key");
        }
        var data = settings.path(Setting.DATA);
        if (!Files.exists(data.resolve(DATABASE))) throw new IllegalStateException(data + " holds no database");
        if (!Files.isDirectory(target.getParent()))
            throw new NoSuchFileException(target.getParent() + " for the backup");
        // Nobody else may read the copy while it is on its way, whatever the folder allows.
        var room = Files.createTempDirectory(target.getParent(), "easel");
        try {
            var copy = room.resolve(DATABASE);
            copy(data.resolve(DATABASE), copy);
            zip(files(data, copy), target);
        } finally {
            remove(room);
        }
    }

    /** A copy of one moment of a SQLite database, taken beside whoever writes. */
    public static void copy(Path file, Path target) throws IOException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var vacuum = connection.prepareStatement("vacuum into ?")) {
            vacuum.setString(1, target.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** What belongs into a backup, by the names that it has there. */
    private static Map<String, Path> files(Path data, Path database) throws IOException {
        var files = new TreeMap<String, Path>();
        files.put(DATABASE, database);
        for (var name : BESIDE) {
            if (Files.exists(data.resolve(name))) files.put(name, data.resolve(name));
        }
        if (!Files.isDirectory(data.resolve("tls"))) return files;
        try (var certificates = Files.list(data.resolve("tls"))) {
            certificates.forEach(file -> files.put("tls/" + file.getFileName(), file));
        }
        return files;
    }

    private static void zip(Map<String, Path> files, Path target) throws IOException {
        var draft = target.resolveSibling(target.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var digests = new ArrayList<String>();
        try (var zip = new ZipOutputStream(Files.newOutputStream(draft))) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                digests.add(copy(Files.newInputStream(file.getValue()), zip) + " " + file.getKey());
            }
            zip.putNextEntry(new ZipEntry(DIGESTS));
            zip.write(String.join("\n", digests).getBytes(StandardCharsets.UTF_8));
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Refuses a folder that holds a database, and a backup that is not whole; nothing is in place before all is there. */
    static void restore(Settings settings, Path source) throws IOException {
        try (var folder = new DataFolder(settings.path(Setting.DATA))) {
            if (Files.exists(folder.resolve(DATABASE))) {
                throw new IllegalStateException(settings.path(Setting.DATA) + " holds a database already");
            }
            var draft = folder.resolve("restore.draft");
            remove(draft);
            try {
                var names = unpack(source, draft);
                Files.createDirectories(folder.resolve("tls"));
                for (var name : names) {
                    Files.move(draft.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                remove(draft);
            }
        }
    }

    /** The names of what was unpacked, the database last. */
    private static List<String> unpack(Path source, Path draft) throws IOException {
        Files.createDirectories(draft.resolve("tls"));
        try (var zip = new ZipFile(source.toFile())) {
            var digests = digests(zip);
            if (!digests.containsKey(DATABASE)) throw damaged(source, "it lacks the database");
            for (var file : digests.entrySet()) {
                var target = draft.resolve(file.getKey()).normalize();
                if (!target.startsWith(draft)) throw damaged(source, "it names a file outside the folder");
                if (!copy(open(zip, file.getKey()), target).equals(file.getValue())) {
                    throw damaged(source, file.getKey() + " does not match its digest");
                }
            }
            return digests.keySet().stream()
                    .sorted(Comparator.comparing(DATABASE::equals))
                    .toList();
        } catch (ZipException | IllegalArgumentException garbled) {
            throw damaged(source, String.valueOf(garbled.getMessage()));
        }
    }

    private static Map<String, String> digests(ZipFile zip) throws IOException {
        var digests = new TreeMap<String, String>();
        try (var in = open(zip, DIGESTS)) {
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                var cut = Math.max(0, line.indexOf(' '));
                digests.put(line.substring(cut).strip(), line.substring(0, cut));
            }
        }
        return digests;
    }

    private static InputStream open(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) throw damaged(Path.of(zip.getName()), "it lacks " + name);
        return zip.getInputStream(entry);
    }

    private static IllegalStateException damaged(Path file, String why) {
        return new IllegalStateException(file + " is no backup, or a damaged one: " + why);
    }

    private static String copy(InputStream from, Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = Files.newOutputStream(file)) {
            return copy(from, out);
        }
    }

    /** Copies, closes the source, and answers the digest of what was copied. */
    private static String copy(InputStream from, OutputStream to) throws IOException {
        try (var in = new DigestInputStream(from, MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(to);
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
