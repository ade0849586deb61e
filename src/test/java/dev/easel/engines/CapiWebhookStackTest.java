package dev.easel.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.easel.Fixture;
import dev.easel.certificates.Certificate;
import dev.easel.contract.Json;
import dev.easel.http.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webhook of somebody else's denies what Easel applies, or does not answer: its words are told, and it goes on after it. */
final class CapiWebhookStackTest {
    private static final String CONFIGURATION = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: easel-denies-pools}
            webhooks:
            - name: pools.denied.example.com
              admissionReviewVersions: [v1]
              sideEffects: None
              failurePolicy: Fail
              timeoutSeconds: 5
              clientConfig: {url: "https://127.0.0.1:PORT/", caBundle: BUNDLE}
              rules:
              - {apiGroups: [cluster.x-k8s.io], apiVersions: ["*"], operations: [CREATE], resources: [machinedeployments]}
            """;

    @TempDir
    private Path folder;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    @Test
    void whatAWebhookDeniesIsToldInItsWordsAndComesWhenItIsGone() throws Exception {
        try (var management = Management.own();
                var house = new Fixture(
                        "--management-kubeconfig", management.kubeconfig().toString())) {
            management.mend();
            var estate = Estate.on(house, Engine.CAPI);
            var door = open();
            var webhook = register(management, door);
            try {
                var uid = estate.create("denied");
                var told = estate.awaitFault(uid, "ApplyRejected", "pools are made on Mondays alone");
                assertTrue(told.message().contains("pools.denied.example.com"), told::message);
                assertTrue(estate.events(uid).stream()
                        .anyMatch(event -> event.severity().equals("Warning")
                                && event.reason().equals("ApplyRejected")
                                && event.message().contains("Mondays alone")));
                assertTrue(asked.contains("workers"), asked::toString);
                assertEquals(0, management.count("MachineDeployment", "machinedeployments", uid));
                door.stop(0);
                estate.awaitFault(uid, "ApplyFailed|ApplyRejected", "failed calling webhook");
                management.client().resource(webhook).delete();
                estate.awaitNoFault(uid, "Apply.*");
                estate.awaitWhole(uid, 2);
                assertEquals(1, management.count("MachineDeployment", "machinedeployments", uid));
                estate.delete(uid);
                estate.awaitGone(uid);
                assertFalse(management.hasRoom(uid));
            } finally {
                management.client().resource(webhook).delete();
                door.stop(0);
            }
        }
    }

    private HttpsServer open() throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(Certificate.selfMade(folder, ""), Server.KEY_PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        var door = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.setHttpsConfigurator(new HttpsConfigurator(tls));
        door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        door.createContext("/", this::deny);
        door.start();
        return door;
    }

    private void deny(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = Json.MAPPER.readTree(exchange.getRequestBody()).path("request");
            asked.add(request.path("name").asString(""));
            var review = Json.object().put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
            var response =
                    review.putObject("response").put("uid", request.path("uid").asString());
            response.put("allowed", false)
                    .putObject("status")
                    .put("code", 403)
                    .put("message", "pools are made on Mondays alone");
            var bytes = review.toString().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private HasMetadata register(Management management, HttpsServer door) throws IOException {
        var bundle = Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("ca.pem")));
        var text = CONFIGURATION
                .replace("PORT", String.valueOf(door.getAddress().getPort()))
                .replace("BUNDLE", bundle);
        var object = management
                .client()
                .load(new ByteArrayInputStream(text.getBytes(UTF_8)))
                .items()
                .getFirst();
        return management.client().resource(object).serverSideApply();
    }
}
