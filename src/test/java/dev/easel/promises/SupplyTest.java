package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.easel.contract.Json;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;

/** The suite that looks at what Easel is built of fails when it should: on planted advisories, libraries and builds. */
final class SupplyTest {
    private static final String HOLED = "pkg:maven/org.example/holed@1.0";

    private static final String LIBRARIES = System.getProperty("java.class.path");

    @TempDir
    private static Path programs;

    @TempDir
    private Path folder;

    private HttpServer service;
    private int status = 200;
    private String known = "log4j-core";

    private record End(int code, String said) {}

    /** The suite starts them from their sources; once is enough here. */
    @BeforeAll
    static void compile() {
        var out = programs.toString();
        var javac = ToolProvider.getSystemJavaCompiler();
        var options = new String[] {"-d", out, "-cp", LIBRARIES, "supply/Bill.java", "supply/Advisories.java"};
        assertEquals(0, javac.run(null, null, null, options));
    }

    @BeforeEach
    void open() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/v1/querybatch", this::answer);
        service.start();
        Files.writeString(folder.resolve("accepted"), "# nothing\n");
    }

    @AfterEach
    void close() {
        service.stop(0);
    }

    /** Knows of one hole, which it tells on its second page. */
    private void answer(HttpExchange exchange) throws IOException {
        var asked = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
        var reply = Json.object();
        var results = reply.putArray("results");
        for (var query : asked.path("queries")) {
            var purl = query.at("/package/purl").asString();
            var result = results.addObject();
            if (purl.contains(known)) advise(result.putArray("vulns"), "OLD-1");
            if (!purl.equals(HOLED)) continue;
            if (query.path("page_token").asString("").equals("2")) advise(result.putArray("vulns"), "PLANTED-1");
            else result.put("next_page_token", "2");
        }
        var bytes = reply.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void advise(ArrayNode list, String id) {
        list.addObject().put("id", id);
    }

    @Test
    void anAdvisoryFailsTheSuite() throws Exception {
        assertEquals(new End(0, ""), advisories("pkg:maven/org.example/whole@1.0?type=jar"));
        assertEquals(
                new End(1, "PLANTED-1 in " + HOLED + "\n"),
                advisories("pkg:maven/org.example/whole@1.0?type=jar", HOLED + "?type=jar"));
    }

    @Test
    void anAcceptedOnePassesUntilItIsGone() throws Exception {
        Files.writeString(folder.resolve("accepted"), "PLANTED-1  is about Windows\n");
        var accepted = advisories(HOLED);
        assertEquals(0, accepted.code(), accepted.said());
        assertTrue(accepted.said().contains("is about Windows"), accepted.said());
        var left = advisories("pkg:maven/org.example/whole@1.0");
        assertEquals(1, left.code());
        assertTrue(left.said().contains("take it out"), left.said());
    }

    @Test
    void silenceIsNoProof() throws Exception {
        known = "nothing";
        var end = advisories("pkg:maven/org.example/whole@1.0");
        assertEquals(1, end.code());
        assertTrue(end.said().contains("it proves nothing"), end.said());
    }

    @Test
    void whoCannotBeAskedIsNotRun() throws Exception {
        status = 503;
        var busy = advisories(HOLED);
        assertEquals(3, busy.code(), busy.said());
        assertTrue(busy.said().endsWith(" answers 503\n"), busy.said());
        service.stop(0);
        var gone = advisories(HOLED);
        assertEquals(3, gone.code(), gone.said());
        assertTrue(gone.said().contains(" cannot be reached: "), gone.said());
    }

    @Test
    void aLibraryThatIsNotOnTheBillIsSeen() throws Exception {
        var libraries = Files.createDirectory(folder.resolve("lib"));
        Files.writeString(libraries.resolve("a.jar"), "a");
        Files.writeString(libraries.resolve("b.jar"), "b");
        var a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
        var bill = """
                {"components": [
                  {"purl": "pkg:a", "hashes": [{"alg": "SHA-256", "content": "%s"}], "licenses": [%s]},
                  {"purl": "pkg:c", "hashes": [{"alg": "SHA-256", "content": "c"}]}]}
                """;
        var file = Files.writeString(folder.resolve("bom.json"), bill.formatted(a, ""));
        var said = List.of(
                "pkg:a has no licence", "b.jar is not listed", "pkg:c is listed, and is not among the libraries", "");
        assertEquals(new End(1, String.join("\n", said)), java("Bill", file.toString(), libraries.toString()));
        Files.delete(libraries.resolve("b.jar"));
        Files.writeString(
                file,
                bill.formatted(a, "{\"license\": {\"id\": \"MIT\"}}")
                        .replaceFirst(",\\s*\\{\"purl\": \"pkg:c\".*?\\}\\]\\}", ""));
        assertEquals(new End(0, "   1  MIT\n"), java("Bill", file.toString(), libraries.toString()));
    }

    @Test
    void buildsThatDifferAreSeen() throws Exception {
        var one = Files.createDirectory(folder.resolve("one"));
        var other = Files.createDirectory(folder.resolve("another one"));
        var same = new String[] {"bash", "supply/same", one.toString(), other.toString()};
        assertEquals(1, run(same).code(), "nothing equals nothing, and proves nothing");
        for (var each : List.of(one, other)) Files.writeString(each.resolve("easel.jar"), "bytes");
        assertEquals(new End(0, ""), run(same));
        Files.writeString(other.resolve("easel.jar"), "bytez");
        assertEquals(new End(1, "differs: ./easel.jar\n"), run(same));
        Files.writeString(other.resolve("easel.jar"), "bytes");
        Files.writeString(other.resolve("more.jar"), "");
        assertEquals(new End(1, "differs: the list of files\n"), run(same));
    }

    private End advisories(String... purls) throws Exception {
        var bill = Json.object();
        var components = bill.putArray("components");
        for (var purl : purls) components.addObject().put("purl", purl);
        var file = Files.writeString(folder.resolve("bom.json"), bill.toString());
        var address = "http://127.0.0.1:" + service.getAddress().getPort();
        return java(
                "Advisories",
                file.toString(),
                address,
                folder.resolve("accepted").toString());
    }

    private static End java(String program, String... arguments) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classpath = programs + File.pathSeparator + LIBRARIES;
        var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-cp", classpath, program));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static End run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new End(process.waitFor(), said);
    }
}
