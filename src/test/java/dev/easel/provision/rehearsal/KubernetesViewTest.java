package dev.easel.provision.rehearsal;

import static dev.easel.provision.rehearsal.Theatre.*;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.easel.contract.Json;
import dev.easel.provision.Provisioner.Leave;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class KubernetesViewTest {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private final Theatre theatre = realistic();
    private final KubernetesView view = new KubernetesView(theatre.rehearsal);

    private void run() {
        theatre.rehearsal.declare(usual(2));
        theatre.settle();
    }

    private JsonNode get(int status, String path, Map<String, String> query, String accept) {
        var answer = view.answer(TARGET, "GET", path, query, accept);
        var text = new String(answer.body(), StandardCharsets.UTF_8);
        assertEquals(status, answer.status(), text);
        return Json.MAPPER.readTree(text);
    }

    private JsonNode get(String path) {
        return get(200, path, Map.of(), "application/json");
    }

    private static List<String> names(JsonNode list) {
        return list.path("items")
                .valueStream()
                .map(it -> it.at("/metadata/name").asString())
                .toList();
    }

    @Test
    void nodesAreTheMachinesThatJoined() {
        run();
        theatre.rehearsal.declare(usual(3));
        theatre.after(Duration.ofSeconds(30));
        var nodes = get("/api/v1/nodes");
        var running = theatre.look().machines().stream().filter(it -> it.state().equals("Running"));
        assertEquals(running.map(it -> it.name()).toList(), names(nodes));
        var node = nodes.at("/items/4");
        assertEquals("v1.32.4", node.at("/status/nodeInfo/kubeletVersion").asString());
        assertEquals("workers", node.at("/metadata/labels/tier").asString());
        assertEquals("ubuntu 1.0.0", node.at("/status/nodeInfo/osImage").asString());
        assertEquals("True", node.at("/status/conditions/0/status").asString());
        assertEquals("NoSchedule", nodes.at("/items/0/spec/taints/0/effect").asString());
        assertEquals(
                "Node",
                get("/api/v1/nodes/" + names(nodes).getFirst()).path("kind").asString());
        var labelled = get(200, "/api/v1/nodes", Map.of("labelSelector", "tier=workers"), "");
        assertEquals(2, labelled.path("items").size());
    }

    @Test
    void podsFollowNodesAndPacks() {
        run();
        var pods = names(get("/api/v1/pods"));
        assertEquals(pods.size(), pods.stream().distinct().count());
        assertEquals(3, pods.stream().filter(it -> it.startsWith("etcd-")).count());
        assertEquals(5, pods.stream().filter(it -> it.startsWith("kube-proxy-")).count());
        assertEquals(5, pods.stream().filter(it -> it.startsWith("calico-")).count());
        assertEquals(1, names(get("/api/v1/namespaces/nginx/pods")).size());
        assertTrue(names(get("/api/v1/namespaces")).containsAll(List.of("default", "kube-system", "nginx")));
        assertEquals(List.of("nginx"), names(get("/apis/apps/v1/namespaces/nginx/deployments")));
        var node = theatre.look().machines().getFirst().name();
        var there = get(200, "/api/v1/pods", Map.of("fieldSelector", "spec.nodeName=" + node), "");
        assertTrue(there.path("items")
                .valueStream()
                .allMatch(it -> it.at("/spec/nodeName").asString().equals(node)));
    }

    @Test
    void tablesHaveTheColumnsOfKubectl() {
        run();
        theatre.clock.move(Duration.ofMinutes(5));
        var table = get(200, "/api/v1/nodes", Map.of(), TABLE);
        assertEquals("Table", table.path("kind").asString());
        var cells = table.at("/rows/0/cells");
        assertEquals("Ready", cells.get(1).asString());
        assertEquals("control-plane", cells.get(2).asString());
        assertTrue(
                cells.get(3).asString().matches("\\d+m(\\d+s)?"), cells.get(3).asString());
        assertEquals("PartialObjectMetadata", table.at("/rows/0/object/kind").asString());
    }

    @Test
    void troubleIsSeen() {
        run();
        var node = theatre.look().machines().getFirst().name();
        theatre.order(Fault.Type.NODE_NOT_READY, "", node, "");
        theatre.order(Fault.Type.PACK_FAILS, "", "", "nginx");
        var cells = get(200, "/api/v1/nodes/" + node, Map.of(), TABLE).at("/rows/0/cells");
        assertEquals("NotReady", cells.get(1).asString());
        var pod = get(200, "/api/v1/namespaces/nginx/pods", Map.of(), TABLE).at("/rows/0/cells");
        assertEquals("CrashLoopBackOff", pod.get(2).asString());
    }

    @Test
    void refusalsAreStatusObjects() {
        assertEquals(
                "NotFound",
                get(404, "/api/v1/nodes", Map.of(), "").path("reason").asString());
        theatre.rehearsal.declare(usual(2));
        assertEquals("Status", get(503, "/version", Map.of(), "").path("kind").asString());
        theatre.settle();
        get(404, "/api/v1/nodes/none", Map.of(), "");
        get(404, "/api/v1/secrets", Map.of(), "");
        get(404, "/apis/batch/v1/jobs", Map.of(), "");
        get(405, "/api/v1/pods", Map.of("watch", "true"), "");
        var answer = view.answer(TARGET, "DELETE", "/api/v1/nodes/one", Map.of(), "");
        assertEquals(405, answer.status());
        assertTrue(new String(answer.body(), StandardCharsets.UTF_8).contains("can only be read"));
        theatre.forget(Leave.FORCED);
        get(404, "/version", Map.of(), "");
    }

    @Test
    void kubeconfigsAreYaml() {
        var text = Kubeconfig.yaml("demo", "https://localhost:1/k/x", "PEM", "secret");
        var lines = text.lines().toList();
        assertTrue(lines.contains("    server: https://localhost:1/k/x"), text);
        assertTrue(lines.contains("    certificate-authority-data: UEVN"), text);
        assertTrue(lines.contains("contexts:"), text);
        assertTrue(lines.contains("    token: secret"), text);
    }

    @Test
    void kubectlReadsTheCluster(@TempDir Path home) throws Exception {
        var kubectl = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(kubectl.isPresent(), "not run: there is no kubectl");
        run();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        try {
            var config = home.resolve("config");
            var url = "http://127.0.0.1:" + server.getAddress().getPort();
            Files.writeString(config, Kubeconfig.yaml("demo", url, "", "token"));
            var client = new Client(List.of(kubectl.get().toString(), "--kubeconfig", config.toString()), home);
            ask(client);
        } finally {
            server.stop(0);
        }
    }

    private void ask(Client client) throws Exception {
        var nodes = client.run(0, "get", "nodes");
        assertEquals(6, nodes.lines().count(), nodes);
        assertTrue(nodes.lines().skip(1).allMatch(it -> it.contains(" Ready ") && it.endsWith("v1.32.4")), nodes);
        var name = theatre.look().machines().getFirst();
        assertTrue(client.run(0, "get", "nodes", "-o", "wide").contains(name.internalAddress()));
        assertTrue(client.run(0, "get", "node", name.name(), "-o", "yaml").contains("kind: Node"));
        assertEquals(
                5,
                Json.MAPPER
                        .readTree(client.run(0, "get", "no", "-o", "json"))
                        .path("items")
                        .size());
        assertTrue(client.run(0, "get", "namespaces").contains("kube-system"));
        assertTrue(client.run(0, "get", "pods", "-A").contains("kube-apiserver-" + name.name()));
        assertTrue(client.run(0, "get", "pods", "-n", "nginx", "-o", "wide").contains("Running"));
        assertTrue(client.run(0, "get", "deployments,daemonsets", "-A").contains("coredns"));
        assertTrue(client.run(0, "version").contains("Server Version: v1.32.4"));
        assertTrue(client.run(0, "api-resources").contains("daemonsets"));
        assertTrue(client.run(0, "get", "--raw", "/readyz").contains("ok"));
        assertTrue(client.run(0, "describe", "node", name.name()).contains("Non-terminated Pods"));
        assertTrue(client.run(1, "get", "node", "none").contains("\"none\" not found"));
        assertTrue(client.run(1, "delete", "node", name.name(), "--wait=false").contains("can only be read"));
        assertTrue(client.run(1, "create", "namespace", "mine").contains("can only be read"));
        // kubectl tells the error of a cordon, but exits with 0.
        assertTrue(client.run(0, "cordon", name.name()).contains("can only be read"));
    }

    private void serve(HttpExchange exchange) throws IOException {
        var query = new HashMap<String, String>();
        var raw = exchange.getRequestURI().getRawQuery();
        for (var pair : raw == null ? new String[0] : raw.split("&")) {
            var sides = pair.split("=", 2);
            query.put(sides[0], sides.length < 2 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        var accept = String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
        var answer = view.answer(
                TARGET, exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query, accept);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    /** A real kubectl with its own home. */
    private record Client(List<String> command, Path home) {
        String run(int code, String... words) throws Exception {
            var all = new ArrayList<>(command);
            all.addAll(List.of(words));
            var builder = new ProcessBuilder(all).redirectErrorStream(true);
            builder.environment().put("HOME", home.toString());
            var process = builder.start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(code, process.waitFor(), String.join(" ", words) + "\n" + text);
            return text;
        }
    }
}
