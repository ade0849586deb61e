package dev.easel.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Fault;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.templates.Names.Absent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResolutionTest {
    private static final Names NAMES = new Names(
            new Macros(Map.of(
                    "team", "blue",
                    "count", "3",
                    "yes", "true",
                    "nested", "{{ .spectro.macro.team }}",
                    "foreign", "{{ .Values.x }}")),
            Map.of("cidr", "10.0.0.0/16", "empty", ""),
            Map.of("cluster.name", "front-door"),
            Absent.REFUSED);

    private record Case(String text, String expected) {}

    static Stream<Case> replaced() {
        return Stream.of(
                new Case("plain: text", "plain: text"),
                new Case("a: {{ .spectro.macro.team }}", "a: blue"),
                new Case("a: {{.spectro.macro.team}}-{{ .spectro.system.cluster.name }}", "a: blue-front-door"),
                new Case("a: '{{ .spectro.var.cidr }}'", "a: '10.0.0.0/16'"),
                new Case("a: '{{ .spectro.var.empty }}'", "a: ''"),
                new Case("a: '{{ .Values.image }}{{ end }}'", "a: '{{ .Values.image }}{{ end }}'"),
                new Case("a: '{{ include `x` . }}{{ .spectro.macro.team }}'", "a: '{{ include `x` . }}blue'"),
                new Case("a: '{{/* .spectro.macro.gone */}}'", "a: '{{/* .spectro.macro.gone */}}'"),
                new Case("a: '{{ {{ .spectro.macro.team }}'", "a: '{{ blue'"),
                new Case("a: '{{ .spectro.macro.foreign }}'", "a: '{{ .Values.x }}'"),
                new Case("a: x  {{- .spectro.macro.team -}}  \n y", "a: xbluey"));
    }

    @ParameterizedTest
    @MethodSource("replaced")
    void namesAreReplacedAndTheRestIsLeftAlone(Case given) {
        assertEquals(given.expected(), render(given.text()));
    }

    static Stream<Case> piped() {
        return Stream.of(
                new Case("upper", "BLUE"),
                new Case("title", "Blue"),
                new Case("title | untitle", "blue"),
                new Case("quote", "\"blue\""),
                new Case("squote", "'blue'"),
                new Case("trimPrefix \"b\" | trimSuffix \"e\"", "lu"),
                new Case("trimAll \"be\"", "lu"),
                new Case("trunc 2", "bl"),
                new Case("trunc -2", "ue"),
                new Case("substr 1 3", "lu"),
                new Case("substr -1 3", "blu"),
                new Case("substr 1 -1", "lue"),
                new Case("abbrev 3", "blue"),
                new Case("replace \"l\" \"--\"", "b--ue"),
                new Case("repeat 2", "blueblue"),
                new Case("b64enc", "Ymx1ZQ=="),
                new Case("b64enc | b64dec", "blue"),
                new Case("sha256sum | trunc 8", "16477688"),
                new Case("contains \"lu\"", "true"),
                new Case("hasPrefix \"lu\"", "false"),
                new Case("eq \"blue\" | ternary \"b\" \"other\"", "b"),
                new Case("default \"red\"", "blue"),
                new Case("indent 2", "  blue"),
                new Case("cat \"sky\"", "sky blue"));
    }

    @ParameterizedTest
    @MethodSource("piped")
    void macrosGoThroughFunctions(Case given) {
        assertEquals("a: |\n  " + given.expected(), render("a: |\n  {{ .spectro.macro.team | " + given.text() + " }}"));
    }

    static Stream<Case> reckoned() {
        return Stream.of(
                new Case("add 1 .spectro.macro.count", "4"),
                new Case(".spectro.macro.count | int | mul 2", "6"),
                new Case("sub 10 .spectro.macro.count", "7"),
                new Case("div 10 (add 1 (int .spectro.macro.count))", "2"),
                new Case("mod 10 .spectro.macro.count", "1"),
                new Case("max 1 .spectro.macro.count 2", "3"),
                new Case("add1 .spectro.macro.count", "4"),
                new Case("ternary \"y\" \"n\" (.spectro.macro.yes)", "y"),
                new Case(".spectro.macro.gone | default \"x\"", "x"),
                new Case("default `raw` .spectro.macro.gone | upper", "RAW"),
                new Case("coalesce .spectro.macro.gone .spectro.macro.team", "blue"),
                new Case("empty .spectro.macro.gone", "true"));
    }

    @ParameterizedTest
    @MethodSource("reckoned")
    void functionsMayStandFirst(Case given) {
        assertEquals("a: " + given.expected(), render("a: {{ " + given.text() + " }}"));
    }

    static Stream<Case> refused() {
        return Stream.of(
                new Case("\n{{ .spectro.macro.gone }}", "line 2: the macro \"gone\" is defined neither"),
                new Case("{{ .spectro.macro.gone | upper }}", "the macro \"gone\" is defined neither"),
                new Case("{{ .spectro.macro.nested }}", "the value of the macro \"nested\" holds names itself"),
                new Case("{{ .spectro.macro.{{ .spectro.macro.team }} }}", "braces stand inside braces"),
                new Case("{{ .spectro.macro.team ", "the braces are not closed"),
                new Case("{{ .spectro.macro.team }", "the braces are not closed"),
                new Case("{{ .spectro.macro.team | shout }}", "there is no function \"shout\""),
                new Case("{{ .spectro.macro.team | env }}", "there is no function \"env\""),
                new Case("{{ .spectro.macro.team | now }}", "there is no function \"now\""),
                new Case("{{ .spectro.macro.team | \"x\" }}", "is not a function"),
                new Case("{{ .spectro.macro.team | trunc }}", "the function \"trunc\" takes 2 arguments, not 1"),
                new Case("{{ .spectro.macro.team | int }}", "needs a whole number, not \"blue\""),
                new Case("{{ .spectro.macro.team | repeat 9999 }}", "more than 1000"),
                new Case("{{ .spectro.macro.count | div 0 | div 1 }}", "cannot say what that makes"),
                new Case("{{ .spectro.macro.team | b64dec | b64dec }}", "is not base64"),
                new Case("{{ .spectro.var.cidr | upper }}", "a variable must stand alone"),
                new Case("{{ .spectro.var.gone }}", "the variable \"gone\" has no value"),
                new Case("{{ .spectro.system.cluster.colour }}", "there is no system macro \"cluster.colour\""),
                new Case("{{ .spectro.system.cluster.uid }}", "the system macro \"cluster.uid\" has no value here"),
                new Case("{{ .spectro.misc.x }}", "is not one of .spectro.macro"),
                new Case("{{ .spectro.macro.a.b }}", "must not contain a dot"),
                new Case("{{ .spectro.pack.gone.x }}", "no layer is named \"gone\""),
                new Case("{{ (.spectro.macro.team }}", "a parenthesis is not closed"),
                new Case("{{ .spectro.macro.team ; }}", "cannot read \";\""));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void mistakesAreNamed(Case given) {
        var faults = resolve(NAMES, layer("web", given.text())).faults();
        assertEquals(1, faults.size());
        var fault = faults.getFirst();
        assertEquals("profile \"shop\", packs[0].values", fault.path());
        assertTrue(fault.message().startsWith("layer \"web\": line "), fault::toString);
        assertTrue(fault.message().contains(given.expected()), fault::toString);
    }

    @Test
    void allMistakesComeInOne400() {
        var resolution = resolve(NAMES, layer("web", "{{ .spectro.macro.a }}"), layer("db", "{{ .spectro.macro.b }}"));
        var problem = assertThrows(Problem.class, resolution::whole);
        assertEquals(400, problem.status());
        assertTrue(problem.message().contains("\"web\"") && problem.message().contains("\"db\""), problem.message());
    }

    @Test
    void packsReadEachOthersValuesAsTheyAreByThen() {
        var web = layer(
                "web",
                "url: '{{ .spectro.pack.db-main.host.name }}:{{ .spectro.pack.db-main.ports.1 }}'\nv: {{ .spectro.pack.db-main.v }}");
        var db = layer("db-main", "host:\n  name: '{{ .spectro.macro.team }}.db'\nports: [1, 5432]\nv: 1.30");
        assertEquals("url: 'blue.db:5432'\nv: 1.30", values(resolve(NAMES, web, db), "web"));
    }

    @Test
    void aPackReferenceThatLeadsNowhereIsEmptyOrItsDefault() {
        var web = layer("web", "a: '{{ .spectro.pack.web.x.y }}'\nb: '{{ .spectro.pack.web.x.y | default \"z\" }}'");
        assertEquals("a: ''\nb: 'z'", values(resolve(NAMES, web), "web"));
    }

    @Test
    void packReferencesAreFollowedOnce() {
        var web = layer("web", "a: '{{ .spectro.pack.web.b }}'\nb: '{{ .spectro.pack.web.a }}'");
        var faults = resolve(NAMES, web).faults();
        assertTrue(faults.getFirst().message().contains("followed once"), faults::toString);
    }

    @Test
    void beforeThereIsAClusterItsNamesStay() {
        var before = new Names(NAMES.macros(), Map.of(), Map.of(), Absent.KEPT);
        var text = "a: '{{ .spectro.system.cluster.uid }}{{ .spectro.var.cidr }}{{ .spectro.macro.team }}'";
        var expected = "a: '{{ .spectro.system.cluster.uid }}{{ .spectro.var.cidr }}blue'";
        assertEquals(expected, values(resolve(before, layer("web", text)), "web"));
    }

    @Test
    void theProjectsMacrosStandOverTheTenantsAndThoseOverTheSystems() {
        var project = macros("a", "project");
        var tenant = macros("a", "tenant", "b", "tenant");
        var system = macros("a", "system", "b", "system", "c", "system");
        assertEquals(
                Map.of("a", "project", "b", "tenant", "c", "system"),
                Macros.of(project, tenant, system).values());
    }

    @Test
    void manifestsAreResolvedToo() {
        var file = Json.object().put("name", "m").put("uid", "1");
        var pack = Json.object().put("name", "extra").put("layer", "addon").put("type", "manifest");
        pack.putArray("manifests").add(file);
        var layer = resolve(NAMES, Layer.of(pack, Json.object().put("1", "team: {{ .spectro.macro.team }}")))
                .whole()
                .getFirst()
                .layer();
        assertEquals("team: blue", layer.manifests().getFirst().content());
    }

    @Test
    void valuesSayHowALayerIsInstalled() {
        var text = """
                pack:
                  namespace: web
                  spectrocloud.com/install-priority: "-5"
                  spectrocloud.com/display-name: "The web"
                  additionalNamespaces:
                    web-extra: ""
                """;
        var install = resolve(NAMES, layer("web", text)).whole().getFirst().install();
        assertEquals(new Install(-5, "web", List.of("web-extra"), "The web"), install);
        var bare = resolve(NAMES, layer("web", "")).whole().getFirst().install();
        assertEquals(new Install(0, "", List.of(), ""), bare);
    }

    static Stream<Case> wrongValues() {
        return Stream.of(
                new Case("a: [", "the values are not YAML"),
                new Case("pack: {namespace: Web}", "is not a name for a namespace"),
                new Case("pack: {spectrocloud.com/install-priority: soon}", "must be a whole number"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void valuesThatCannotBeInstalledAreRefused(Case given) {
        var faults = resolve(NAMES, layer("web", given.text())).faults();
        assertTrue(faults.getFirst().message().contains(given.expected()), faults::toString);
    }

    @Test
    void aDigestFollowsWhatIsInstalled() {
        assertEquals(layer("web", "a: 1").digest(), layer("web", "a: 1").digest());
        assertTrue(!layer("web", "a: 1").digest().equals(layer("web", "a: 2").digest()));
    }

    private static String render(String text) {
        var resolution = resolve(NAMES, layer("web", text));
        var faults = resolution.faults().stream().map(Fault::toString).collect(Collectors.joining("\n"));
        return values(resolution, "web", faults);
    }

    private static String values(Resolution resolution, String name) {
        return values(resolution, name, "");
    }

    private static String values(Resolution resolution, String name, String why) {
        return resolution.layers().stream()
                .filter(done -> done.layer().name().equals(name))
                .map(done -> done.layer().values())
                .findFirst()
                .orElseThrow(() -> new AssertionError("faults: " + why + resolution.faults()));
    }

    private static Resolution resolve(Names names, Layer... layers) {
        var profile = new Profile("1", "shop", "1.0.0", "add-on", "all", List.of(layers), List.of());
        return Resolution.of(List.of(new Resolution.Source(profile, names)));
    }

    private static Layer layer(String name, String values) {
        return Layer.of(Json.object().put("name", name).put("layer", "addon").put("values", values), Json.object());
    }

    private static tools.jackson.databind.JsonNode macros(String... pairs) {
        var document = Json.object();
        var list = document.putArray("macros");
        for (int i = 0; i < pairs.length; i += 2)
            list.addObject().put("name", pairs[i]).put("value", pairs[i + 1]);
        return document;
    }
}
