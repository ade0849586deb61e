package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.search.FilterText;
import dev.easel.search.SearchBody;
import dev.easel.store.Kind.Field.Holds;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Query.Reach;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code filters=} and search bodies find, and in which order. Documents are called a, b, c … */
@ParameterizedClass
@EnumSource(Databases.class)
final class FiltersTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT)
            .field("/spec/layer", Holds.TEXT, "spec.layer", "layer")
            .field("/spec/title", Holds.TEXT, "spec.displayName", "title")
            .field("/spec/size", Holds.NUMBER, "spec.size", "size")
            .field("/spec/seen", Holds.TIME, "spec.seen", "seen")
            .field("/spec/isDeleted", Holds.TRUTH, "isDeleted")
            .field("/spec/clouds", Holds.MANY, "spec.cloudTypes", "clouds")
            .field("/metadata/labels", Holds.MANY, "tags")
            .field("/spec/templates/*/uid", Holds.MANY, "profiles");

    @Parameter
    Databases database;

    private Place place;
    private Store store;

    @BeforeEach
    void fill() {
        place = database.place();
        store = place.store();
        put("a", """
                {"layer":"cni","title":"Calico AND Felix","size":9,"seen":"2026-01-01T00:00:00Z","clouds":["aws","gcp"],
                 "templates":[{"uid":"p1"},{"uid":"p2"}]}""", """
                {"team":"blue","owner":"Ann","a.b/c":"x","🚀":"up"}""");
        put("b", """
                {"layer":"csi","title":"SANDY ORANGE_in_ band!=3","size":10,"seen":"2026-01-02T01:00:00+01:00",
                 "isDeleted":true,"clouds":["all"]}""", """
                {"team":"red"}""");
        put("c", """
                {"layer":"os","title":"calico","size":100,"clouds":["edge-native"],"templates":[{"uid":"p2"}]}""", """
                {"teamwork":"blue"}""");
        put("d", "{\"isDeleted\":false}", "{}");
    }

    @AfterEach
    void close() {
        if (place != null) place.close();
    }

    @Test
    void everyOperatorOfTheGrammar() {
        finds("a", "metadata.name=a");
        finds("a", "metadata.uid=a");
        finds("d", "spec.layer=");
        finds("a", "spec.layer<csi");
        finds("a", "spec.layer=cni");
        finds("bcd", "spec.layer!=cni");
        finds("bc", "spec.size>9");
        finds("abc", "spec.size>=9");
        finds("a", "spec.size<10");
        finds("ab", "spec.size<=10");
        finds("ab", "spec.layer_in_cni,csi");
        finds("ab", "spec.layer_in_cni, csi");
        finds("", "spec.layer_in_none");
        finds("abcd", " ");
    }

    @Test
    void clausesAreJoinedByBareWords() {
        finds("a", "spec.layer=cniANDspec.size=9");
        finds("", "spec.layer=cniANDspec.size=10");
        finds("ab", "spec.layer=cniORspec.layer=csi");
        finds("ac", "spec.layer=cniANDspec.size=9ORspec.layer=os");
        finds("a", "spec.layer=cni AND spec.size=9");
    }

    @Test
    void valuesMayHoldWhatLooksLikeGrammar() {
        finds("a", "spec.displayName=Calico AND FelixANDspec.layer=cni");
        finds("b", "spec.displayName=SANDY ORANGE_in_ band!=3");
        finds("b", "spec.layer=csiANDspec.displayName=SANDY ORANGE_in_ band!=3ANDspec.size=10");
        finds("", "spec.displayName=' or 1=1 --");
        finds("", "spec.displayName=%");
    }

    @Test
    void manyValuedFieldsMatchByMembership() {
        finds("ab", "spec.cloudTypes_in_aws,all");
        finds("c", "spec.cloudTypes=edge-native");
        finds("bcd", "spec.cloudTypes!=aws");
    }

    @Test
    void timesAreComparedAsTimes() {
        finds("", "metadata.creationTimestamp<2026-01-01T00:00:00Z");
        finds("a", "metadata.creationTimestamp<=2026-01-01T00:00:00Z");
        finds("bcd", "metadata.creationTimestamp>2026-01-01T01:00:00+01:00");
        finds("b", "spec.seen=2026-01-02T00:00:00.000Z");
        finds("a", "spec.seen<2026-01-02T00:00:00Z");
    }

    @Test
    void whatCannotBeReadIsTheCallersMistake() {
        assertThrows(Problem.class, () -> put("a\u0000b", "{}", "{}"));
        assertThrows(Problem.class, () -> put("e", "{\"layer\":\"a\u0000b\"}".replace("\u0000", "\\u0000"), "{}"));
        for (var wrong : List.of(
                "spec.layer",
                "=x",
                "spec.unknown=1",
                "spec.size=many",
                "spec.seen>yesterday",
                "metadata.creationTimestamp>1",
                "layer=cni",
                "spec.layer=a\u0000b")) {
            var problem = assertThrows(Problem.class, () -> found(FilterText.parse(wrong)), wrong);
            assertEquals(Code.InvalidInput, problem.code());
        }
        var many = IntStream.range(0, 5000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertThrows(Problem.class, () -> found(FilterText.parse("spec.layer_in_" + many)));
    }

    @Test
    void textConditions() {
        asks("a", "layer", "string", "{'operator':'eq','match':{'values':['cni']}}");
        asks("ab", "layer", "string", "{'operator':'eq','match':{'conjunction':'or','values':['cni','csi']}}");
        asks("", "layer", "string", "{'operator':'eq','match':{'values':['cni','csi']}}");
        asks("bcd", "layer", "string", "{'operator':'eq','negation':true,'match':{'values':['cni']}}");
        asks("c", "title", "string", "{'operator':'contains','match':{'values':['cal']}}");
        asks("ac", "title", "string", "{'operator':'contains','ignoreCase':true,'match':{'values':['CAL']}}");
        asks("ac", "title", "string", "{'operator':'beginsWith','ignoreCase':true,'match':{'values':['cALICO']}}");
        asks("b", "title", "string", "{'operator':'beginsWith','match':{'values':['SANDY']}}");
        asks("", "title", "string", "{'operator':'beginsWith','match':{'values':['ANDY']}}");
        asks("abcd", "title", "string", "{'operator':'eq','match':{'values':[]}}");
        asks("abcd", "title", "string", "{'operator':'eq','negation':true,'match':{'values':[]}}");
    }

    @Test
    void lettersBeyondAsciiMatchThemselves() {
        put("e", "{\"title\":\"ÄPFEL straße\"}", "{}");
        asks("e", "title", "string", "{'operator':'eq','ignoreCase':true,'match':{'values':['ÄPFEL STRAßE']}}");
        asks("e", "title", "string", "{'operator':'contains','ignoreCase':true,'match':{'values':['Äpf']}}");
    }

    @Test
    void numbersTimesAndTruths() {
        asks("bc", "size", "int", "{'operator':'gt','match':{'values':[9]}}");
        asks("a", "size", "float", "{'operator':'lt','match':{'values':[9.5]}}");
        asks("ab", "size", "int", "{'operator':'lte','match':{'values':[10]}}");
        asks("c", "size", "int", "{'operator':'gte','match':{'values':[11]}}");
        asks("b", "isDeleted", "bool", "{'value':true}");
        asks("acd", "isDeleted", "bool", "{'value':false}");
        asks("acd", "isDeleted", "bool", "{}");
        var range = "{'operator':'range','match':{'values':['2026-01-01T00:00:01Z','2026-01-01T00:00:02Z']}}";
        asks("bc", "creationTimestamp", "date", range);
        asks("ad", "creationTimestamp", "date", range.replace("{'operator'", "{'negation':true,'operator'"));
        asks("d", "creationTimestamp", "date", "{'operator':'gte','match':{'values':['2026-01-01T00:00:03Z']}}");
        asks("b", "seen", "date", "{'operator':'eq','match':{'values':['2026-01-02T00:00:00Z']}}");
    }

    @Test
    void keysAndTheirValues() {
        asks("a", "tags", "keyValue", "{'key':'team','operator':'eq','match':{'values':['blue']}}");
        asks("ab", "tags", "keyValue", "{'key':'team','match':{'conjunction':'or','values':['blue','red']}}");
        asks("bcd", "tags", "keyValue", "{'key':'team','negation':true,'match':{'values':['blue']}}");
        asks("a", "tags", "keyValue", "{'key':'owner','ignoreCase':true,'match':{'values':['aNN']}}");
        asks("b", "tags", "keyValue", "{'key':'team','operator':'contains','match':{'values':['e','d']}}");
        asks("a", "tags", "keyValue", "{'key':'team','operator':'beginsWith','match':{'values':['bl']}}");
        asks("a", "tags", "keyValue", "{'key':'a.b/c','match':{'values':['x']}}");
        asks("a", "tags", "keyValue", "{'key':'🚀','operator':'contains','match':{'values':['u']}}");
        asks("a", "tags", "string", "{'operator':'eq','match':{'values':['team:blue']}}");
        asks("ac", "profiles", "string", "{'operator':'eq','match':{'values':['p2']}}");
        asks("b", "spec.cloudTypes", "string", "{'operator':'eq','match':{'values':['all']}}");
    }

    @Test
    void groupsAreJoined() {
        var one = filter("layer", "string", "{'operator':'eq','match':{'values':['cni']}}");
        var two = filter("layer", "string", "{'operator':'eq','match':{'values':['csi']}}");
        var three = filter("isDeleted", "bool", "{'value':true}");
        assertEquals("ab", found(body("or", group("and", one), group("and", two))));
        assertEquals("b", found(body("and", group("or", one, two), group("and", three))));
        assertEquals("abcd", found(SearchBody.filter(read("{}"))));
        assertEquals("abcd", found(SearchBody.filter(read("{'filter':null,'sort':null}"))));
        assertEquals("abcd", found(body("and", group("and"))));
    }

    @Test
    void aSearchThatCannotBeReadIsTheCallersMistake() {
        for (var wrong : List.of(
                filter("nothing", "string", "{'operator':'eq','match':{'values':['x']}}"),
                filter("layer", "colour", "{}"),
                filter("layer", "string", "{'operator':'like','match':{'values':['x']}}"),
                filter("creationTimestamp", "date", "{'operator':'range','match':{'values':['2026-01-01T00:00:00Z']}}"),
                filter("creationTimestamp", "date", "{'operator':'eq','match':{'values':['soon']}}"),
                filter("size", "int", "{'operator':'eq','match':{'values':['many']}}"))) {
            var problem = assertThrows(Problem.class, () -> found(body("and", group("and", wrong))), wrong);
            assertEquals(Code.InvalidInput, problem.code());
        }
    }

    @Test
    void theOlderTextCondition() {
        assertEquals("a", found(SearchBody.text("layer", read("{'eq':'CNI'}"))));
        assertEquals("", found(SearchBody.text("layer", read("{'eq':'CNI','ignoreCase':false}"))));
        assertEquals("bcd", found(SearchBody.text("layer", read("{'ne':'cni'}"))));
        assertEquals(
                "c",
                found(SearchBody.text("title", read("{'contains':'lico','beginsWith':'cal','ne':'x'}"))
                        .and(Filter.equal("layer", "os"))));
    }

    @Test
    void sortingBothWaysWithWhatIsAbsent() {
        assertEquals("dabc", sorted("layer", "asc"));
        assertEquals("cbad", sorted("layer", "desc"));
        assertEquals("abcd", sorted("creationTimestamp", "asc"));
        assertEquals("dcba", sorted("creationTimestamp", "desc"));
        assertEquals("abcd", sorted("metadata.name", "asc"));
        put("e", "{\"size\":-2.5}", "{}");
        put("f", "{\"size\":-30}", "{}");
        assertEquals("dfeabc", sorted("size", "asc"));
        finds("ef", "spec.size<0");
        assertEquals("cbaefd", sorted("size", "desc"));
        assertEquals("abcdef", sorted("metadata.uid", "asc"));
        assertThrows(Problem.class, () -> sorted("nothing", "asc"));
        assertThrows(Problem.class, () -> sorted("tags", "asc"));
    }

    @Test
    void orderGoesByCodePointsOnEveryServer() {
        put("B", "{\"layer\":\"B\"}", "{}");
        put("é", "{\"layer\":\"é\"}", "{}");
        put("_", "{\"layer\":\"_\"}", "{}");
        assertEquals("B_abcdé", sorted("metadata.name", "asc"));
        assertEquals("écba_Bd", sorted("layer", "desc"));
    }

    @Test
    void aListSortedByAnythingPagesThroughAll() {
        for (var property : List.of("layer", "size", "creationTimestamp", "lastModifiedTimestamp", "metadata.name")) {
            for (var way : Query.Way.values()) {
                var query = Query.all(THING, reach()).sorted(List.of(new Query.Order(property, way)));
                var whole = names(store.list(query));
                var token = "";
                var pages = new StringBuilder();
                do {
                    var page = store.list(query.page(1, 0, token));
                    pages.append(names(page));
                    token = page.next();
                    assertTrue(pages.length() <= 4, property);
                } while (!token.isEmpty());
                assertEquals(whole, pages.toString(), property + " " + way);
            }
        }
    }

    private void put(String name, String spec, String labels) {
        var body = named(name);
        body.set("spec", Json.MAPPER.readTree(spec));
        body.withObject("/metadata").set("labels", Json.MAPPER.readTree(labels));
        insert(store, THING, name, body);
        place.clock.move(Duration.ofSeconds(1));
    }

    private void finds(String names, String text) {
        assertEquals(names, found(FilterText.parse(text)), text);
    }

    private void asks(String names, String property, String type, String condition) {
        assertEquals(names, found(body("and", group("and", filter(property, type, condition)))), condition);
    }

    private String found(Filter filter) {
        var query = Query.all(THING, reach()).where(filter);
        var names = names(store.list(query));
        assertEquals(names.codePointCount(0, names.length()), store.count(query));
        return names;
    }

    private String sorted(String property, String order) {
        var sort = SearchBody.sort(read("{'sort':[{'field':'%s','order':'%s'}]}".formatted(property, order)));
        return names(store.list(Query.all(THING, reach()).sorted(sort)));
    }

    private static Reach reach() {
        return Reach.scope(TENANT, PROJECT);
    }

    private static String names(Page page) {
        return page.items().stream().map(Document::name).collect(Collectors.joining());
    }

    private static String filter(String property, String type, String condition) {
        return "{'property':'%s','type':'%s','condition':{'%s':%s}}".formatted(property, type, type, condition);
    }

    private static String group(String conjunction, String... filters) {
        return "{'conjunction':'%s','filters':[%s]}".formatted(conjunction, String.join(",", filters));
    }

    private static Filter body(String conjunction, String... groups) {
        return SearchBody.filter(read("{'filter':{'conjunction':'%s','filterGroups':[%s]}}"
                .formatted(conjunction, String.join(",", groups))));
    }

    private static tools.jackson.databind.JsonNode read(String text) {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }

    @Test
    void versionsCompareAsVersions() {
        var kind = Kind.of("release", Scope.PROJECT).field("/spec/version", Holds.VERSION, "spec.version");
        for (var version : List.of("1.9.0", "1.10.0", "1.10.0-rc.2", "1.10.0-rc.10", "2.0.0", "v1.11.1")) {
            var body = named(version);
            body.putObject("spec").put("version", version);
            insert(store, kind, "r" + version.hashCode(), body);
        }
        var all = Query.all(kind, Reach.tenant(TENANT));
        assertEquals(
                List.of("2.0.0"),
                names(all.where(FilterText.parse("spec.version>1.10.0"))).stream()
                        .filter(name -> !name.startsWith("v"))
                        .toList());
        assertEquals(List.of("1.9.0"), names(all.where(FilterText.parse("spec.version<1.10.0-rc.2"))));
        assertEquals(List.of("1.10.0"), names(all.where(FilterText.parse("spec.version=1.10.0"))));
        assertEquals(
                List.of("1.10.0", "1.9.0"),
                names(all.where(FilterText.parse("spec.version_in_1.9.0,1.10.0"))).stream()
                        .sorted()
                        .toList());
        var begins = new Filter.Match("spec.version", Filter.Operator.BEGINS, "1.10", Filter.Case.EXACT);
        assertEquals(3, names(all.where(begins)).size());
        var contains = new Filter.Match("spec.version", Filter.Operator.CONTAINS, "0000", Filter.Case.EXACT);
        assertEquals(List.of(), names(all.where(contains)));
        var sorted = all.sorted(List.of(new Query.Order("spec.version", Query.Way.UP)));
        assertEquals(List.of("1.9.0", "1.10.0-rc.2", "1.10.0-rc.10", "1.10.0", "2.0.0", "v1.11.1"), names(sorted));
    }

    private List<String> names(Query query) {
        return store.list(query).items().stream().map(Document::name).toList();
    }

    /** What a kind is found by may change with the code; documents that are there are found by the new fields after a start. */
    @Test
    void aKindThatIsFoundByOtherFieldsIsIndexedAgain() {
        var before = Kind.of("moving", Scope.PROJECT).field("/spec/a", Holds.TEXT, "a");
        var after = Kind.of("moving", Scope.PROJECT)
                .unique("/spec/b")
                .field("/spec/b", Holds.TEXT, "b")
                .field("/spec/a", Holds.TEXT, "a")
                .field("/spec/many", Holds.MANY, "many");
        store.index(List.of(before));
        for (int i = 0; i < 1_203; i++) {
            var body = named("m" + i);
            body.putObject("spec")
                    .put("a", "a" + i)
                    .put("b", "b" + i)
                    .putArray("many")
                    .add("x" + i % 2);
            insert(store, before, "m" + i, body);
        }
        var all = Query.all(after, Reach.tenant(TENANT));
        var version =
                store.find(before, Reach.tenant(TENANT), "m7").orElseThrow().version();
        store.index(List.of(after));
        assertEquals(List.of("m7"), names(all.where(Filter.equal("b", "b7"))));
        assertEquals(List.of("m1202"), names(all.where(Filter.equal("a", "a1202"))));
        assertEquals(602, store.count(all.where(Filter.equal("many", "x0"))));
        assertEquals(
                version,
                store.find(after, Reach.tenant(TENANT), "m7").orElseThrow().version());
        var twin = named("twin");
        twin.putObject("spec").put("b", "b7");
        assertThrows(Problem.class, () -> insert(store, after, "twin", twin));
    }
}
