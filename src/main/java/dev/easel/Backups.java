package dev.easel;

import dev.easel.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Consistent copies of a data folder with SQLite, taken while the server runs: database, root key, certificates and
 * secrets in one file, with a digest of the database. On PostgreSQL the database's own tools do this.
 */
final class Backups {
    private static final String DATABASE = "easel.db";
    private static final String DIGEST = "easel.db.sha256";

    private Backups() {}

    static void write(Settings settings, Path target) throws IOException {
        if (settings.optional(Setting.DATABASE).isPresent()) {
            throw new IllegalStateException(
                    "The database is PostgreSQL: back it up with pg_dump, and keep the root key");
        }
        var data = settings.path(Setting.DATA);
        if (!Files.exists(data.resolve(DATABASE))) throw new IllegalStateException(data + " holds no database");
        var copy = Files.createTempFile(target.getParent(), "easel", ".db");
        Files.delete(copy);
        try {
            Store.copy(data.resolve(DATABASE), copy);
            zip(data, copy, target);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static void zip(Path data, Path copy, Path target) throws IOException {
        var draft = target.resolveSibling(target.getFileName() + ".draft");
        try (var zip = new ZipOutputStream(Files.newOutputStream(draft))) {
            add(zip, copy, DATABASE);
            zip.putNextEntry(new ZipEntry(DIGEST));
            zip.write(digest(copy).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (var name : new String[] {"root.key", "secrets.json", "easel.conf"}) {
                if (Files.exists(data.resolve(name))) add(zip, data.resolve(name), name);
            }
            if (Files.isDirectory(data.resolve("tls"))) addFolder(zip, data);
        }
        Files.setPosixFilePermissions(draft, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void addFolder(ZipOutputStream zip, Path data) throws IOException {
        try (var files = Files.list(data.resolve("tls"))) {
            for (var file : files.sorted().toList()) add(zip, file, "tls/" + file.getFileName());
        }
    }

    private static void add(ZipOutputStream zip, Path file, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
    }

    /** Refuses a folder that holds a database, and a backup that is not whole. */
    static void restore(Settings settings, Path source) throws IOException {
        try (var folder = new DataFolder(settings.path(Setting.DATA));
                var zip = new ZipFile(source.toFile())) {
            if (Files.exists(folder.resolve(DATABASE))) {
                throw new IllegalStateException(settings.path(Setting.DATA) + " holds a database already");
            }
            var draft = folder.resolve(DATABASE + ".draft");
            unpack(zip, DATABASE, draft);
            var wanted = new String(
                    zip.getInputStream(entry(zip, DIGEST)).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!digest(draft).equals(wanted)) {
                Files.delete(draft);
                throw new IllegalStateException(source + " is damaged: the database does not match its digest");
            }
            Files.createDirectories(folder.resolve("tls"));
            for (var each : zip.stream().toList()) {
                if (!each.getName().startsWith(DATABASE)) unpack(zip, each.getName(), folder.resolve(each.getName()));
            }
            Files.move(draft, folder.resolve(DATABASE), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void unpack(ZipFile zip, String name, Path file) throws IOException {
        if (name.contains("..")) throw new IllegalStateException("The backup names a file outside the folder: " + name);
        Files.copy(zip.getInputStream(entry(zip, name)), file, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    private static ZipEntry entry(ZipFile zip, String name) {
        var entry = zip.getEntry(name);
        if (entry == null) throw new IllegalStateException(zip.getName() + " is no backup: it lacks " + name);
        return entry;
    }

    private static String digest(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
