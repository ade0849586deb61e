package dev.easel.http;

import dev.easel.auth.Caller;
import dev.easel.auth.Gate;
import dev.easel.auth.Rights;
import dev.easel.certificates.Certificate;
import dev.easel.contract.Code;
import dev.easel.contract.Contract;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.docs.Docs;
import dev.easel.docs.OpenApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;

/** A real server on a free port with a few operations of the contract behind it, and ways to talk to it. */
final class Doorway implements AutoCloseable {
    static final Contract CONTRACT = Contract.load();
    static final int BODY_LIMIT = 64 * 1024;
    static final Duration IDLE = Duration.ofMillis(1_500);

    final Server server;
    final int port;
    final SSLContext trust;
    final CountDownLatch slowArrived = new CountDownLatch(2);

    Doorway(Path folder, Observer... observers) throws IOException, GeneralSecurityException {
        var keys = Certificate.selfMade(folder, "");
        var settings = new Server.Settings("127.0.0.1", 0, Optional.of(keys), BODY_LIMIT, IDLE, Duration.ofSeconds(10));
        var router = new Router(CONTRACT, table());
        RawHandler kubernetes = asked -> Answer.of(
                200,
                "application/json",
                (asked.method() + " " + asked.path() + " " + asked.authorization()).getBytes(StandardCharsets.UTF_8));
        var served = new Server.Served(
                router,
                new OpenBook(),
                Map.of("/k8s", kubernetes, "/docs", Docs::answer, "/v1/openapi.json", OpenApi::answer));
        server = new Server(settings, List.of(observers));
        port = server.open(served);
        trust = trusting(folder.resolve("ca.pem"));
    }

    private Binder table() {
        var on = new Binder(CONTRACT);
        on.op(
                "v1Authenticate",
                new Action(
                        Action.OPEN,
                        call -> Json.object()
                                .put("Authorization", "a.secret.token")
                                .put("isPasswordReset", false)));
        on.op("v1AuthRefresh", new Action(Action.OPEN, call -> Json.object().put("Authorization", call.path("token"))));
        on.op("v1ProjectsCreate", "project.create", _ -> Reply.uid("p-1"));
        on.op("v1ProjectsUidGet", "project.get", this::project);
        on.op("v1ProjectsUidMetaUpdate", "project.update", this::mustMatch);
        on.op("v1ProjectsUidMacrosDeleteByMacroName", "project.update", this::macrosMustHaveCome);
        on.op(
                "v1DashboardEdgehostsSearch",
                "edgehost.list",
                call -> Json.object().set("echo", call.object()));
        on.op(
                "v1AuditsList",
                "audit.list",
                call -> Json.object().put("limit", call.query("limit").orElse("")));
        on.op(
                "v1ClusterProfilesImportFile",
                "clusterProfile.create",
                call -> Reply.uid(new String(call.file("importFile").orElseThrow(), StandardCharsets.UTF_8)));
        on.op(
                "v1SpectroClustersUidKubeConfig",
                "cluster.get",
                _ -> Reply.file(
                        "users:\n- user:\n    token: abc\n".getBytes(StandardCharsets.UTF_8),
                        "application/octet-stream",
                        "k"));
        on.check();
        return on;
    }

    private Object project(Call call) throws InterruptedException {
        if (!Thread.currentThread().isVirtual()) throw new IllegalStateException("not a thread of its own");
        switch (call.path("uid")) {
            case "broken" -> throw new IllegalStateException("the inside of the house");
            case "missing" -> throw Problem.notFound("project", "missing");
            case "big" -> {
                return Reply.tagged(Json.object().put("text", "x".repeat(20_000)), 7);
            }
            case "slow" -> {
                slowArrived.countDown();
                Thread.sleep(IDLE.toMillis() + 700);
            }
            default -> {}
        }
        return Reply.tagged(Json.object().put("uid", call.path("uid")), 7);
    }

    private Object mustMatch(Call call) {
        var tag = call.header("if-match").orElse("\"7\"");
        if (!tag.equals("\"7\"")) throw Problem.of(Code.PreconditionFailed, tag);
        return Reply.none();
    }

    private Object macrosMustHaveCome(Call call) {
        if (!call.object().has("macros")) throw Problem.invalid("body.macros", "is required");
        return Reply.none();
    }

    HttpRequest.Builder ask(String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .header("ApiKey", "root")
                .timeout(Duration.ofSeconds(10))
                .method(method, body);
    }

    HttpRequest.Builder get(String path) {
        return ask("GET", path, BodyPublishers.noBody());
    }

    HttpRequest.Builder send(String method, String path, String json) {
        return ask(method, path, BodyPublishers.ofString(json)).header("Content-Type", "application/json");
    }

    HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(trust).version(version).build();
    }

    HttpResponse<String> fetch(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = client(HttpClient.Version.HTTP_1_1)) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }

    /** Sends bytes as they are and reads until the server closes; the request should ask it to. */
    String raw(byte[] request) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    SSLSocket connect() throws IOException {
        var socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(8_000);
        return socket;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static SSLContext trusting(Path authority) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var pem = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Knows three keys: root may all that is asked here, weak nothing, busy has asked too often. */
    private static final class OpenBook implements Gate {
        private static final Set<String> ALL = Set.of(
                "project.create",
                "project.get",
                "project.update",
                "edgehost.list",
                "audit.list",
                "clusterProfile.create",
                "cluster.get");

        @Override
        public Caller admit(Credentials credentials) {
            var name = credentials.apiKey() + credentials.authorization();
            if (name.isEmpty()) throw Problem.unauthenticated();
            var rights = name.equals("weak") ? Rights.NONE : new Rights(ALL, Map.of(), java.util.List.of());
            return new Caller("t-1", credentials.project(), "u-1", name, "key:1", rights);
        }

        @Override
        public Allowance meter(Credentials credentials) {
            if (credentials.apiKey().equals("busy")) throw Problem.tooManyRequests(3);
            return new Allowance(100, 99, 10);
        }
    }
}
