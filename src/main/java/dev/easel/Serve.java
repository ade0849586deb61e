package dev.easel;

import dev.easel.certificates.Certificate;
import dev.easel.contract.Contract;
import dev.easel.http.Observer;
import dev.easel.http.Router;
import dev.easel.http.Server;
import dev.easel.kinds.Kinds;
import dev.easel.records.AccessLog;
import dev.easel.records.Recorder;
import dev.easel.store.Store;
import dev.easel.users.Bootstrap;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tools.jackson.databind.node.ObjectNode;

/** A running server: everything opened in order, and closed in the other order. */
public final class Serve implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Settings settings;
    private final DataFolder folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private int port;

    private Serve(Settings settings) throws IOException {
        this.settings = settings;
        folder = keep(new DataFolder(settings.path(Setting.DATA)));
    }

    /** Serves until the process is told to stop. */
    static int run(Settings settings) throws Exception {
        var stopped = new CountDownLatch(1);
        var server = open(settings, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        stopped.await();
        return 0;
    }

    /** Opens everything; nothing stays open when something fails. */
    public static Serve open(Settings settings, Clock clock) throws Exception {
        var server = new Serve(settings);
        try {
            server.start(clock);
            return server;
        } catch (Exception failed) {
            server.close();
            throw failed;
        }
    }

    private void start(Clock clock) throws Exception {
        // One half of a start does not need the other.
        var observers = observers();
        var contract = beside(Contract::load);
        var door = beside(() -> new Server(httpSettings(), observers));
        var store = keep(openStore(settings, folder.rootKey(settings), clock));
        store.index(Kinds.all());
        var admin = new Bootstrap.Admin(
                settings.text(Setting.ADMIN_EMAIL), set(Setting.ADMIN_PASSWORD), set(Setting.ADMIN_API_KEY));
        var made = Bootstrap.run(store, "easel", admin);
        var house = keep(new House(settings, store, result(contract)));
        var server = keep(result(door));
        port = server.open(served(house));
        house.start();
        tellWhereWeAre(made.secrets());
    }

    private static <T> FutureTask<T> beside(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static <T> T result(FutureTask<T> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    static Store openStore(Settings settings, byte[] rootKey, Clock clock) {
        var url = settings.optional(Setting.DATABASE);
        if (url.isPresent()) return Store.postgres(url.get(), rootKey, clock);
        return Store.sqlite(settings.path(Setting.DATA).resolve("easel.db"), rootKey, clock);
    }

    private static Server.Served served(House house) {
        var router = new Router(house.contract(), house.binder());
        return new Server.Served(router, house.gate(), house.stage().mounts());
    }

    private Server.Settings httpSettings() throws IOException, GeneralSecurityException {
        return new Server.Settings(
                settings.text(Setting.HOST),
                settings.number(Setting.PORT),
                Optional.of(certificate()),
                Math.toIntExact(settings.bytes(Setting.BODY_LIMIT)),
                IDLE,
                Duration.ofSeconds(settings.number(Setting.DRAIN_SECONDS)));
    }

    private KeyStore certificate() throws IOException, GeneralSecurityException {
        var chain = settings.optional(Setting.TLS_CERTIFICATE);
        if (chain.isEmpty()) return Certificate.selfMade(folder.resolve("tls"), settings.text(Setting.HOST));
        return Certificate.ofFiles(Path.of(chain.get()), Path.of(settings.text(Setting.TLS_KEY)));
    }

    private List<Observer> observers() throws IOException {
        var observers = new ArrayList<Observer>();
        observers.add(keep(AccessLog.to(log())));
        var record = settings.optional(Setting.RECORD);
        if (record.isPresent()) observers.add(keep(new Recorder(Path.of(record.get()), recorded())));
        return observers;
    }

    private Map<String, String> recorded() {
        var header = new LinkedHashMap<String, String>();
        var given = settings.text(Setting.RECORD_AS).split(" +", 3);
        var names = List.of("client", "version", "case");
        for (int i = 0; i < given.length; i++) if (!given[i].isEmpty()) header.put(names.get(i), given[i]);
        header.put("server", "easel " + House.VERSION);
        header.put("configuration", "pace " + settings.text(Setting.PACE));
        return header;
    }

    private OutputStream log() throws IOException {
        if (settings.text(Setting.LOG).equals("stdout")) return System.out;
        return new FileOutputStream(settings.inData(Setting.LOG).toFile(), true);
    }

    private String set(Setting setting) {
        return settings.optional(setting).orElseGet(() -> {
            var bytes = new byte[setting == Setting.ADMIN_PASSWORD ? 15 : 32];
            new SecureRandom().nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
    }

    private void tellWhereWeAre(Optional<Bootstrap.Admin> fresh) throws IOException {
        var secrets = folder.secrets();
        var host = settings.text(Setting.HOST).replace("0.0.0.0", "127.0.0.1") + ":" + port;
        secrets.put("url", "https://" + host).put("host", host);
        secrets.put(
                "caFile",
                settings.optional(Setting.TLS_CERTIFICATE).isPresent()
                        ? ""
                        : folder.resolve("tls/ca.pem").toString());
        fresh.ifPresent(admin -> {
            secrets.put("user", admin.email()).put("password", admin.password()).put("apiKey", admin.apiKey());
        });
        folder.writeSecrets(secrets);
        Files.writeString(folder.resolve("easel.port"), port + "\n");
    }

    /** Where it listens and how to sign in: url, host, caFile, user, password, apiKey. */
    public ObjectNode address() throws IOException {
        return folder.secrets();
    }

    private <T extends AutoCloseable> T keep(T opened) {
        open.push(opened);
        return opened;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception stuck) {
                System.err.println("easel: while stopping: " + stuck.getMessage());
            }
        }
    }
}
