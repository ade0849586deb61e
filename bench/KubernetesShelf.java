package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * kube-apiserver and etcd, alone, with the documents as custom resources. Both keep their defaults (etcd syncs, the API server
 * caches what it watches); the caller is of {@code system:masters}, whom priority and fairness do not hold up, and shows a
 * static token, the cheapest way to sign in; etcd is spoken to without TLS.
 */
record KubernetesShelf(Running etcd, Running server, Client client) implements Shelf {
    private static final String TOKEN = "bench";
    private static final String HEADERS = "Authorization: Bearer " + TOKEN + "\r\n";
    private static final String THINGS = "/apis/bench.easel.dev/v1/namespaces/default/cloudaccounts";
    private static final String DEFINITION = """
        {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
         "metadata": {"name": "cloudaccounts.bench.easel.dev"},
         "spec": {"group": "bench.easel.dev", "scope": "Namespaced",
          "names": {"plural": "cloudaccounts", "singular": "cloudaccount", "kind": "CloudAccount"},
          "versions": [{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema":
           {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}]}}\
        """;

    /** With the folder of the programs, as {@code ./easel stack} builds them. */
    static KubernetesShelf start(Plan plan, Path programs) throws IOException {
        var folder = Files.createDirectories(plan.fresh("kubernetes"));
        int port = Running.freePort();
        var etcd = etcd(folder, programs);
        try {
            var server = server(folder, programs, etcd.port(), port);
            var client = new Client(port, HEADERS);
            client.send("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", DEFINITION, 201);
            server.ready(Request.get(THINGS, HEADERS));
            return new KubernetesShelf(etcd, server, client);
        } catch (IOException failed) {
            etcd.close();
            throw failed;
        }
    }

    private static Running etcd(Path folder, Path programs) throws IOException {
        int port = Running.freePort();
        var clients = "http://127.0.0.1:" + port;
        var peers = "http://127.0.0.1:" + Running.freePort();
        var command = List.of(
                programs.resolve("etcd").toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers);
        return Running.begin(command, port, folder.resolve("etcd.out"));
    }

    private static Running server(Path folder, Path programs, int etcd, int port) throws IOException {
        var key = folder.resolve("sa.key");
        Files.writeString(key, accountKey());
        var tokens = Files.writeString(folder.resolve("tokens.csv"), TOKEN + ",bench,1,\"system:masters\"\n");
        var command = List.of(
                programs.resolve("kube-apiserver").toString(),
                "--etcd-servers=http://127.0.0.1:" + etcd,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + folder,
                "--token-auth-file=" + tokens,
                "--authorization-mode=RBAC",
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key);
        return Running.begin(command, port, folder.resolve("apiserver.out")).ready(Request.get("/readyz", HEADERS));
    }

    /** The API server does not start without one. */
    private static String accountKey() {
        try {
            var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            var text = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
            return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] create(String prefix, long number) {
        return Request.post(THINGS, HEADERS, Bodies.resource(prefix, number));
    }

    @Override
    public String path(String key) {
        return THINGS + "/" + key;
    }

    @Override
    public String labelled(String label, String value) {
        return THINGS + "?limit=50&labelSelector=" + label + "%3D" + value;
    }

    @Override
    public String roughly(String path) {
        return path + (path.contains("?") ? "&" : "?") + "resourceVersion=0";
    }

    @Override
    public String all(int limit, String from) {
        return THINGS + "?limit=" + limit + (from.isEmpty() ? "" : "&continue=" + from);
    }

    @Override
    public int deleted() {
        return 200;
    }

    @Override
    public String key(JsonNode document) {
        return document.at("/metadata/name").asString();
    }

    @Override
    public String next(JsonNode list) {
        return list.at("/metadata/continue").asString("");
    }

    @Override
    public Duration cpu() throws IOException {
        return server.cpu().plus(etcd.cpu());
    }

    @Override
    public long residentMiB() throws IOException {
        return server.residentMiB() + etcd.residentMiB();
    }

    @Override
    public void close() {
        server.close();
        etcd.close();
    }
}
