package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small inputs that cost much, or that nobody could read again: refused or harmless, soon, and the house goes on. */
final class BombsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static Fixture house;
    private static TestClient admin;

    private record Bomb(String name, String text, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void open() {
        house = new Fixture();
        admin = house.admin();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    /** Whatever was taken in can be read again, by everybody who lists it. */
    @AfterEach
    void everythingIsReadable() {
        admin.get("/v1/dashboard/clusterprofiles/metadata").ok();
        admin.get("/v1/audits").ok();
    }

    private static String name() {
        return "bomb-" + NAMES.incrementAndGet();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 58, 60, 61, 62, 63, 64, 200, 100_000})
    void whatIsTakenInCanBeReadAgain(int depth) {
        var deep = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        var reply = admin.post("/v1/projects", "{\"metadata\":{\"name\":\"%s\"},\"x\":%s}".formatted(name(), deep));
        if (reply.status() == 201) {
            var uid = reply.json().path("uid").asString();
            admin.get("/v1/projects/" + uid).status(200);
            admin.delete("/v1/projects/" + uid).status(204);
        } else {
            reply.status(400);
            assertTrue(reply.text().contains("depth"), reply.text());
        }
        assertEquals(depth < 64, reply.status() == 201);
    }

    private static String aliases() {
        var text = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char each = 'b'; each < 'k'; each++) {
            var alias = "*" + (char) (each - 1);
            text.append(
                    "%c: &%c [%s]\n".formatted(each, each, String.join(", ", java.util.Collections.nCopies(9, alias))));
        }
        return text.toString();
    }

    static Stream<Bomb> files() {
        var head = "metadata: {name: %s}\nspec: {version: 1.0.0, template: {type: add-on, x: ";
        return Stream.of(
                new Bomb("deep lists", head + "[".repeat(300) + "]".repeat(300) + "}}", "depth"),
                new Bomb("deeper lists", head + "[".repeat(50_000), "must be YAML"),
                new Bomb("NUL", head + "\"a\\0b\"}}", "body.spec.template.x must not contain NUL"),
                new Bomb("half a pair", head + "\"\\ud800\"}}", "body"),
                new Bomb("a large number", head + "9".repeat(2_000) + "}}", "must be YAML"),
                new Bomb(
                        "a class",
                        "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1:1/']]",
                        "body"),
                new Bomb("an alias to itself", "&a [*a]", "body"),
                new Bomb("aliases", aliases() + head + "1}}", ""));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsReadWithinBounds(Bomb bomb) {
        var form = "--cut\r\nContent-Disposition: form-data; name=\"importFile\"; filename=\"p\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + bomb.text.replace("%s", name())
                + "\r\n--cut--\r\n";
        var reply = assertTimeoutPreemptively(
                SOON,
                () -> admin.with("Content-Type", "multipart/form-data; boundary=cut")
                        .post("/v1/clusterprofiles/import/file?format=yaml", form.getBytes(StandardCharsets.UTF_8)));
        assertEquals(bomb.says.isEmpty() ? 201 : 400, reply.status(), reply.text());
        assertTrue(reply.text().contains(bomb.says), reply.text());
    }

    static Stream<Bomb> values() {
        return Stream.of(
                new Bomb("aliases", aliases(), ""),
                new Bomb("a class", "a: !!java.net.URL ['http://127.0.0.1:1/']", ""),
                new Bomb("deep lists", "[".repeat(5_000) + "]".repeat(5_000), ""),
                new Bomb("a large number", "a: 1e999999999\nb: " + "9".repeat(5_000), ""),
                new Bomb("many braces", "a: \"" + "{{".repeat(500_000) + '"', ""),
                new Bomb("many lines of ours", "a: {{ .spectro.system.user.name }}\n".repeat(40_000), ""),
                new Bomb(
                        "many parentheses",
                        "{{ .spectro.var.a | upper " + "(".repeat(20_000) + ")".repeat(20_000) + " }}",
                        ""),
                new Bomb("a long text", "{{ .spectro.var.a | default \"" + "\\n".repeat(50_000) + "\" }}", ""),
                new Bomb("many letters", "{{ repeat 1000000000 .spectro.system.user.name }}", ""));
    }

    /** Values may be anything while a profile is a draft; what looks into them says what is wrong, and soon. */
    @ParameterizedTest
    @MethodSource("values")
    void valuesAreReadWithinBounds(Bomb bomb) {
        assertTimeoutPreemptively(SOON, () -> {
            var pack = Map.of(
                    "name", "p", "layer", "addon", "type", "manifest", "values", bomb.text, "manifests", List.of());
            var template = Map.of("type", "add-on", "packs", List.of(pack));
            var reply = admin.post(
                    "/v1/clusterprofiles",
                    Map.of(
                            "metadata",
                            Map.of("name", name()),
                            "spec",
                            Map.of("version", "1.0.0", "template", template)));
            assertTrue(List.of(201, 400).contains(reply.status()), reply.text());
            if (reply.status() == 400) return;
            var profile = "/v1/clusterprofiles/" + reply.json().path("uid").asString();
            admin.get(profile + "/packs/p").status(200);
            admin.post(profile + "/validate/packs", Map.of()).status(200);
            admin.patch(profile + "/publish", "").status(204);
        });
    }

    static Stream<Bomb> variables() {
        var start = "\"name\":\"a\",\"displayName\":\"a\",";
        return Stream.of(
                new Bomb(
                        "backtracking",
                        start + "\"regex\":\"(a|aa)+$\",\"defaultValue\":\"" + "a".repeat(5_000) + "b\"",
                        "must match"),
                new Bomb(
                        "counts in each other",
                        start + "\"regex\":\"" + "(".repeat(9) + "a" + "){1000}".repeat(9) + '"',
                        "counts too far"),
                new Bomb(
                        "many states for a long text",
                        start + "\"regex\":\".{0,1000}b\",\"defaultValue\":\"" + "a".repeat(500_000) + '"',
                        "takes too long"),
                new Bomb(
                        "a long address",
                        start + "\"format\":\"ipv6\",\"defaultValue\":\"" + ":".repeat(500_000) + 'g' + '"',
                        "IPv6"),
                new Bomb(
                        "nested groups",
                        start + "\"regex\":\"" + "(".repeat(20_000) + ")".repeat(20_000) + '"',
                        "regular expression"),
                new Bomb(
                        "a long version",
                        start + "\"format\":\"version\",\"defaultValue\":\"1.0.0-" + "a.".repeat(60_000) + "a\"",
                        "semantic"),
                new Bomb("a loop", start + "\"defaultValue\":\"{{ .spectro.var.a }}\"", "between braces"));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void variablesAreCheckedWithinBounds(Bomb bomb) {
        var body = "{\"metadata\":{\"name\":\"%s\"},\"spec\":{\"version\":\"1.0.0\",\"template\":{\"type\":\"add-on\"},"
                + "\"variables\":[{%s}]}}";
        var reply = assertTimeoutPreemptively(
                SOON, () -> admin.post("/v1/clusterprofiles", body.formatted(name(), bomb.text)));
        reply.status(400);
        assertTrue(reply.text().contains("variables[0]") && reply.text().contains(bomb.says), reply.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "2147483648", "9223372036854775807", "-2147483649"})
    void largeNumbersOfAQueryAreNumbers(String number) {
        for (var path : List.of("/v1/users?offset=", "/v1/audits?offset=", "/v1/packs?offset=", "/v1/users?limit=")) {
            var status = admin.get(path + number).status();
            assertTrue(status == 200 || status == 400, path + number + ": " + status);
        }
    }

    @Test
    void numbersThatNoMachineHoldsComeBackAsTheyWere() {
        var body = "{\"metadata\":{\"name\":\"%s\"},\"x\":1e400,\"y\":1e99999}".formatted(name());
        var uid = admin.create("/v1/projects", body);
        assertTrue(admin.get("/v1/projects/" + uid).text().contains("\"x\":1E+400"));
        admin.post("/v1/projects", "{\"x\":" + "9".repeat(400) + "}").status(400);
    }
}
