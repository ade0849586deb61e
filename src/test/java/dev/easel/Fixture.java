package dev.easel;

import dev.easel.contract.Contract;
import dev.easel.http.Binder;
import dev.easel.store.Databases;
import dev.easel.store.Store;
import dev.easel.users.OtherTenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A whole server on a folder and a port of its own, as the launcher would start it. */
public final class Fixture implements AutoCloseable {
    private static final Contract CONTRACT = Contract.load();
    public static final String ADMIN_KEY = "the-first-administrator-s-key-of-a-test";
    public static final String ADMIN_EMAIL = "admin@easel.test";
    public static final String ADMIN_PASSWORD = "Correct-horse-7-battery";

    private final Path folder;
    private final List<String> flags;
    private final Skew clock = new Skew();
    private Serve server;

    /** Starts with rehearsed clouds that build at once, or as the flags say. */
    public Fixture(String... flags) {
        try {
            folder = Files.createTempDirectory("easel-test");
            this.flags = new ArrayList<>(List.of("--data", folder.toString(), "--port", "0", "--pace", "instant"));
            this.flags.addAll(List.of("--admin-api-key", ADMIN_KEY, "--admin-email", ADMIN_EMAIL));
            this.flags.addAll(List.of("--admin-password", ADMIN_PASSWORD, "--drain-seconds", "2"));
            this.flags.addAll(List.of(flags));
            server = open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Serve open() {
        try {
            return Serve.open(Settings.read(flags, Map.of()), clock);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server on an empty database of the given sort. */
    public static Fixture on(Databases database, String... flags) {
        var all = new ArrayList<>(database.flags());
        all.addAll(List.of(flags));
        return new Fixture(all.toArray(String[]::new));
    }

    public static Contract contract() {
        return CONTRACT;
    }

    /** The table of the house: what answers which operation. */
    public static Binder binder() {
        try {
            return Commands.binder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first administrator, at tenant scope. */
    public TestClient admin() {
        return new TestClient(url(), folder.resolve("tls/ca.pem")).with("ApiKey", ADMIN_KEY);
    }

    /** The first administrator in the project Default. */
    public TestClient project() {
        var admin = admin();
        var projects = admin.get("/v1/dashboard/projects/metadata").ok();
        for (var item : projects.path("items")) {
            if (item.at("/metadata/name").asString("").equals("Default")) {
                return admin.in(item.at("/metadata/uid").asString());
            }
        }
        throw new AssertionError("no project Default in " + projects);
    }

    /** Somebody without credentials. */
    public TestClient stranger() {
        return new TestClient(url(), folder.resolve("tls/ca.pem"));
    }

    /** Everything that the server does from now on is so much later. */
    public void pass(Duration time) {
        clock.pass(time);
    }

    /** What time it is for the server. */
    public Instant now() {
        return clock.instant();
    }

    /** The administrator of a second tenant in the same house. */
    public TestClient otherTenant() {
        try (var store = store()) {
            return stranger().with("ApiKey", OtherTenant.key(store));
        }
    }

    /** Another way to the database, as a replica has it. */
    public Store store() {
        try {
            var key = Base64.getDecoder()
                    .decode(Files.readString(folder.resolve("root.key")).strip());
            return Serve.openStore(Settings.read(flags, Map.of()), key, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        try {
            return server.address().path("url").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trusts the server's certificate. */
    public HttpClient http() {
        try {
            return HttpClient.newBuilder()
                    .sslContext(Ready.trusting(folder.resolve("tls/ca.pem").toString()))
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Stops and starts again on the same data. */
    public void restart() {
        var port = url().replaceFirst(".*:", "");
        flags.set(flags.indexOf("--port") + 1, port);
        server.close();
        server = open();
    }

    @Override
    public void close() {
        server.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
