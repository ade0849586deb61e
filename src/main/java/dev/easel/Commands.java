package dev.easel;

import dev.easel.contract.Contract;
import dev.easel.contract.Json;
import dev.easel.contract.Operation;
import dev.easel.demo.Api;
import dev.easel.demo.Demo;
import dev.easel.demo.Screen;
import dev.easel.demo.Tour;
import dev.easel.docs.OpenApi;
import dev.easel.http.Binder;
import dev.easel.store.Store;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the launcher can be asked beside serving. */
final class Commands {
    private Commands() {}

    static int settings(Settings settings) {
        System.out.print(Reference.table(settings));
        return 0;
    }

    static int docs() throws IOException {
        Reference.write(Path.of(""));
        return 0;
    }

    static int unbuilt() throws IOException {
        var unbuilt = binder().unbuilt();
        unbuilt.forEach(System.out::println);
        System.err.println(unbuilt.size() + " operations of the contract are not built yet");
        return 0;
    }

    /** An operation with its schemas, who may call it, and the line of Java that answers it. */
    static int operation(Settings settings) throws IOException {
        if (settings.words().isEmpty()) throw new IllegalStateException("op needs the id of an operation");
        var contract = Contract.load();
        var id = settings.words().getFirst();
        if (!contract.knows(id)) {
            throw new IllegalStateException("the contract has no operation " + id + Likeness.near(contract, id));
        }
        var operation = contract.operation(id);
        var bound = binder().table().get(operation.id());
        System.out.printf("%s %s  →  %d%n", operation.method(), operation.path(), operation.success());
        System.out.println(operation.summary());
        if (bound == null) System.out.println("not built: answers 400 NotBuilt");
        else System.out.printf("permission %s, answered by %s%n", bound.action().permission(), bound.where());
        System.out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(described(operation)));
        return 0;
    }

    private static JsonNode described(Operation operation) {
        var document = Json.MAPPER.readTree(OpenApi.document());
        var path = document.path("paths").path(operation.path());
        return resolved(document, path.path(operation.method().toLowerCase(java.util.Locale.ROOT)), 0);
    }

    /** References replaced by what they name, as deep as anyone reads. */
    private static JsonNode resolved(JsonNode document, JsonNode node, int depth) {
        if (node.path("$ref").isString() && depth < 12) {
            return resolved(document, document.at(node.path("$ref").asString().substring(1)), depth + 1);
        }
        if (node instanceof ObjectNode object) {
            var copy = Json.object();
            object.properties()
                    .forEach(entry -> copy.set(entry.getKey(), resolved(document, entry.getValue(), depth + 1)));
            return copy;
        }
        if (!node.isArray()) return node;
        var copy = Json.MAPPER.createArrayNode();
        node.forEach(element -> copy.add(resolved(document, element, depth + 1)));
        return copy;
    }

    static Binder binder() throws IOException {
        var folder = Files.createTempDirectory("easel");
        var settings = Settings.read(java.util.List.of("--data", folder.toString()), java.util.Map.of());
        try (var store = Store.sqlite(folder.resolve("easel.db"), DataFolder.newKey(), Clock.systemUTC());
                var house = new House(settings, store, Contract.load())) {
            return house.binder();
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    static int backup(Settings settings) throws IOException {
        var target = word(settings, "backup needs the file to write").toAbsolutePath();
        if (Files.exists(target)) throw new IllegalStateException(target + " exists already");
        Backups.write(settings, target);
        System.out.println("written: " + target);
        return 0;
    }

    static int restore(Settings settings) throws IOException {
        var source = word(settings, "restore needs the file to read").toAbsolutePath();
        Backups.restore(settings, source);
        System.out.println("restored into " + settings.path(Setting.DATA));
        return 0;
    }

    /** Shows the house by its public API; {@code demo clean} takes away what that made. */
    static int demo(Settings settings) throws IOException, GeneralSecurityException {
        var secrets = Json.MAPPER.readTree(settings.path(Setting.DATA).resolve("secrets.json"));
        var trust = Ready.trusting(secrets.path("caFile").asString());
        var isTerminal = System.console() != null && System.console().isTerminal();
        var screen = isTerminal ? Screen.terminal(System.out) : Screen.plain(System.out);
        try (var http = HttpClient.newBuilder().sslContext(trust).build()) {
            var api = new Api(
                    http, secrets.path("url").asString(), secrets.path("apiKey").asString(), "");
            var demo = new Demo(api, screen);
            if (settings.words().contains("clean")) demo.clean();
            else if (settings.words().contains("capi")) new Tour(api, screen).run(settings.path(Setting.DATA));
            else demo.run(settings.path(Setting.DATA));
        }
        return 0;
    }

    private static Path word(Settings settings, String otherwise) {
        if (settings.words().isEmpty()) throw new IllegalStateException(otherwise);
        return Path.of(settings.words().getFirst());
    }

    /** Wraps every data key with a new root key; the server must not run meanwhile. */
    static int rotateKeys(Settings settings) throws IOException {
        if (settings.optional(Setting.ROOT_KEY).isPresent()) {
            throw new IllegalStateException("root-key is set by value: rotate it where it is kept, with root-key-file");
        }
        try (var folder = new DataFolder(settings.path(Setting.DATA));
                var store = Serve.openStore(settings, folder.rootKey(settings), Clock.systemUTC())) {
            var file = settings.inData(Setting.ROOT_KEY_FILE);
            var next = DataFolder.newKey();
            DataFolder.writeKey(file.resolveSibling(file.getFileName() + ".next"), next);
            int count = store.sealer().rewrap(next);
            Files.move(
                    file.resolveSibling(file.getFileName() + ".next"),
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            System.out.println(count + " data keys are wrapped by a new root key");
            return 0;
        }
    }
}
