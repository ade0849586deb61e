package dev.easel.provision.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.easel.provision.Chart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that a user gave leads to no place inside, however it is written and wherever it leads from there. */
final class NoWayInsideTest {
    private static final String METADATA = "169.254.169.254";
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger lookups = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.incrementAndGet();
                var path = exchange.getRequestURI().getPath();
                var headers = exchange.getResponseHeaders();
                if (redirects.containsKey(path)) {
                    headers.set("Location", redirects.get(path));
                    exchange.sendResponseHeaders(302, -1);
                } else if (path.endsWith("/manifests/1.0.0")) {
                    headers.set("WWW-Authenticate", "Bearer realm=\"" + texts.get("realm") + "\"");
                    exchange.sendResponseHeaders(401, -1);
                } else {
                    var text = texts.getOrDefault(path, "hello").getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, text.length);
                    exchange.getResponseBody().write(text);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    /** Names that no real server of names knows. */
    private List<InetAddress> find(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        return switch (host) {
            case "here.test" -> List.of(InetAddress.ofLiteral("127.0.0.1"));
            case "metadata.test" -> List.of(InetAddress.ofLiteral(METADATA));
            case "both.test" -> List.of(InetAddress.ofLiteral("203.0.113.9"), InetAddress.ofLiteral("127.0.0.1"));
            default -> List.of(InetAddress.getAllByName(host));
        };
    }

    private Web web(Transport transport) {
        return new Web(transport, "", this::find);
    }

    private String local(String host) {
        return host + ":" + server.getAddress().getPort();
    }

    private String refusal(Transport transport, String address) {
        return assertThrows(Refused.class, () -> web(transport).get(URI.create(address), "", ""))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "localhost",
                "here.test",
                "both.test",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]"
            })
    void thisMachineIsNotAsked(String host) {
        for (var scheme : List.of("https", "http"))
            refusal(Transport.TLS, scheme + "://" + local(host) + "/index.yaml");
        assertEquals(0, asked.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "metadata.test",
                "[::ffff:169.254.169.254]",
                "[64:ff9b::a9fe:a9fe]",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "224.0.0.1",
                "255.255.255.255"
            })
    void whatStandsInsideIsNotAsked(String host) {
        assertTrue(refusal(Transport.TLS, "https://" + host + "/").contains("stands inside"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1", "172.16.0.9", "192.168.1.1", "203.0.113.9", "2001:db8::1", "64:ff9b::cb00:7109"})
    void privateAndPublicAddressesMayBeAsked(String address) {
        assertTrue(Transport.TLS.leadsTo(InetAddress.ofLiteral(address), "https"));
        assertFalse(Transport.TLS.leadsTo(InetAddress.ofLiteral(address), "http"));
    }

    @Test
    void anOperatorOpensWhatStandsInside() {
        var opened = Transport.TLS.opening(Block.all("169.254.169.254/32, fd00::/8"));
        assertTrue(opened.leadsTo(InetAddress.ofLiteral(METADATA), "https"));
        assertTrue(opened.leadsTo(InetAddress.ofLiteral("fd00:ec2::254"), "https"));
        assertFalse(opened.leadsTo(InetAddress.ofLiteral("169.254.169.253"), "https"));
        for (var wrong : List.of("10.0.0.0/33", "host", "10.0.0.0/x", "fd00::/-1"))
            assertThrows(IllegalArgumentException.class, () -> Block.of(wrong), wrong);
    }

    /** The name is looked up once, and the connection goes where it led then: it has no second meaning. */
    @Test
    void theAddressThatWasLookedAtIsTheOneThatIsAsked() {
        var body = web(Transport.PLAIN_ON_LOOPBACK).get(URI.create("http://" + local("here.test") + "/"), "", "");
        assertEquals("hello", new String(body, StandardCharsets.UTF_8));
        assertEquals(1, lookups.get());
    }

    @Test
    void redirectsAreLookedAtAnew() {
        for (var target : List.of(
                "https://169.254.169.254/latest/meta-data",
                "http://169.254.169.254/latest/meta-data",
                "https://metadata.test/",
                "//metadata.test/",
                "file:///etc/passwd",
                "gopher://127.0.0.1/")) {
            redirects.put("/index.yaml", target);
            refusal(Transport.PLAIN_ON_LOOPBACK, "http://" + local("127.0.0.1") + "/index.yaml");
        }
        redirects.put("/index.yaml", "/index.yaml");
        assertTrue(refusal(Transport.PLAIN_ON_LOOPBACK, "http://" + local("127.0.0.1") + "/index.yaml")
                .contains("from one address to the next"));
    }

    @Test
    void anIndexThatNamesAnAddressInsideIsNotFollowed() {
        texts.put("/charts/index.yaml", "entries: {greeter: [{version: 1.0.0, urls: ['https://metadata.test/keys']}]}");
        var chart = new Chart("http://" + local("127.0.0.1") + "/charts", "greeter", "1.0.0", "", "");
        var repository = new HelmRepository(web(Transport.PLAIN_ON_LOOPBACK), chart);
        assertTrue(assertThrows(Refused.class, repository::fetch).getMessage().contains("stands inside"));
    }

    @Test
    void aRegistrySendsNobodyInsideForItsToken() {
        texts.put("realm", "https://metadata.test/token");
        var chart = new Chart("oci://" + local("127.0.0.1") + "/team", "greeter", "1.0.0", "", "");
        var registry = new OciRegistry(web(Transport.PLAIN_ON_LOOPBACK), chart);
        assertTrue(assertThrows(Refused.class, registry::fetch).getMessage().contains("stands inside"));
    }

    /** A transport that opens everything does reach this machine: the tests above would see it. */
    @Test
    void anOpenFenceWouldBeNoticed() {
        var everything = Block.all("0.0.0.0/0,::/0");
        var blind = new Transport(everything, everything);
        for (var host : List.of("127.0.0.1", "localhost", "here.test", "[::ffff:127.0.0.1]"))
            web(blind).get(URI.create("http://" + local(host) + "/"), "", "");
        assertEquals(4, asked.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users: [{name: u, user: {exec: {command: /bin/sh, args: [-c, 'echo run']}}}]",
                "users: [{name: u, user: {auth-provider: {name: gcp}}}]",
                "users: [{name: u, user: {tokenFile: /etc/passwd}}]",
                "users: [{name: u, user: {client-key: /etc/passwd}}]",
                "clusters: [{name: c, cluster: {server: 'https://x', certificate-authority: /etc/passwd}}]",
                "clusters: [{name: c, cluster: {server: 'https://x', proxy-url: 'http://127.0.0.1'}}]",
                "{{"
            })
    void aKubeconfigRunsNothingAndReadsNoFiles(String kubeconfig) {
        assertThrows(Refused.class, () -> Kubeconfig.checked(kubeconfig));
        assertThrows(Refused.class, () -> new Workload(kubeconfig));
    }

    @Test
    void aKubeconfigThatSaysWhereAndWhoIsTaken() {
        var plain = "clusters: [{name: c, cluster: {server: 'https://x', certificate-authority-data: QQ==}}]\n"
                + "users: [{name: u, user: {token: t}}]";
        assertEquals(plain, Kubeconfig.checked(plain));
    }
}
