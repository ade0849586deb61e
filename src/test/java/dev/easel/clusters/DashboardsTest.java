package dev.easel.clusters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.ClusterBench;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Looking over clusters. */
final class DashboardsTest {
    private final ClusterBench bench = new ClusterBench();
    private String aws = "";
    private String gcp = "";
    private String virtual = "";

    @BeforeEach
    void start() {
        aws = bench.host();
        gcp = bench.running("gcp", "blue");
        virtual = bench.running("virtual", "inner");
        bench.ask(
                "v1SpectroClustersUidMetadataUpdate",
                "{'metadata':{'name':'blue','labels':{'team':'x','plain':'spectro__tag'}}}",
                gcp);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static String filter(String property, String type, String condition) {
        return "{'property':'%s','type':'%s','condition':{'%s':%s}}".formatted(property, type, type, condition);
    }

    private static String text(String property, String operator, String value) {
        return filter(
                property,
                "string",
                "{'operator':'%s','match':{'conjunction':'or','values':['%s']}}".formatted(operator, value));
    }

    private static String search(String... filters) {
        return "{'filter':{'conjunction':'and','filterGroups':[{'conjunction':'and','filters':[%s]}]},'sort':[{'field':'clusterName','order':'asc'}]}"
                .formatted(String.join(",", filters));
    }

    private List<String> found(String body, String... query) {
        var answer = bench.ask("v1SpectroClustersSearchFilterSummary", body, query);
        assertEquals(200, answer.status(), answer.toString());
        assertTrue(answer.body().path("listmeta").isObject());
        return names(answer.body().path("items"));
    }

    private static List<String> names(JsonNode items) {
        return items.valueStream()
                .map(item -> item.at("/metadata/name").asString())
                .toList();
    }

    @Test
    void everyPropertyFinds() {
        var blue = List.of("blue");
        assertEquals(3, found("").size());
        assertEquals(
                List.of("inner", "host", "blue"),
                found("{'filter':{},'sort':[{'field':'clusterName','order':'desc'}]}"));
        assertEquals(blue, found(search(text("clusterName", "eq", "blue"))));
        assertEquals(blue, found(search(text("clusterName", "beginsWith", "bl"))));
        assertEquals(List.of("blue", "host", "inner"), found(search(text("clusterState", "eq", "Running"))));
        assertEquals(List.of("blue", "host", "inner"), found(search(text("healthState", "eq", "Healthy"))));
        assertEquals(blue, found(search(text("environment", "eq", "gcp"))));
        assertEquals(List.of("inner"), found(search(text("environment", "eq", "nested"))));
        var physical =
                filter("environment", "string", "{'operator':'eq','negation':true,'match':{'values':['nested']}}");
        assertEquals(List.of("blue", "host"), found(search(physical)));
        assertEquals(blue, found(search(text("region", "eq", "europe-west3"))));
        assertEquals(List.of("blue", "host"), found(search(text("kubernetesVersion", "eq", "1.32.4"))));
        assertEquals(blue, found(search(text("tags", "eq", "team:x"))));
        assertEquals(
                blue,
                found(search(filter("tags", "keyValue", "{'key':'team','operator':'eq','match':{'values':['x']}}"))));
        assertEquals(List.of("blue", "host", "inner"), found(search(filter("isDeleted", "bool", "{'value':false}"))));
        assertEquals(List.of("blue", "host", "inner"), found(search(filter("isDeleted", "bool", "{}"))));
        assertEquals(List.of(), found(search(filter("isDeleted", "bool", "{'value':true}"))));
        assertEquals(List.of(), found(search(text("repaveState", "eq", "Pending"))));
        assertEquals(
                400,
                bench.ask("v1SpectroClustersSearchFilterSummary", search(text("colour", "eq", "red")))
                        .status());
    }

    @Test
    void aLookUpByNameHasOneHit() {
        var body =
                "{'filter':{'conjunction':'and','filterGroups':[{'conjunction':'and','filters':[%s,%s]},{'conjunction':'and','filters':[%s]}]},'sort':[]}"
                        .formatted(
                                filter(
                                        "environment",
                                        "string",
                                        "{'operator':'eq','negation':true,'match':{'values':['nested']}}"),
                                filter("isDeleted", "bool", "{'value':false}"),
                                text("clusterName", "eq", "blue"));
        var answer = bench.ask("v1SpectroClustersSearchFilterSummary", body);
        assertEquals(gcp, answer.text("/items/0/metadata/uid"));
        assertEquals(1, answer.body().path("items").size());
        assertEquals("project", answer.text("/items/0/metadata/annotations/scope"));
    }

    @Test
    void pagesGoOn() {
        var first = bench.ask("v1SpectroClustersSearchFilterSummary", search(), "limit=2");
        assertEquals(3, first.body().at("/listmeta/count").asInt());
        var second = bench.ask(
                "v1SpectroClustersSearchFilterSummary",
                search(),
                "limit=2",
                "continue=" + first.text("/listmeta/continue"));
        assertEquals(List.of("inner"), names(second.body().path("items")));
        assertEquals("", second.text("/listmeta/continue"));
    }

    @Test
    void aLineSaysWhatMatters() {
        var line = bench.ask("v1SpectroClustersSearchFilterSummary", search(text("clusterName", "eq", "blue")))
                .body()
                .at("/items/0");
        assertEquals("gcp", line.at("/specSummary/cloudConfig/cloudType").asString());
        assertEquals("Default", line.at("/specSummary/projectMeta/name").asString());
        assertEquals("blue", line.at("/specSummary/cloudAccountMeta/name").asString());
        assertEquals("blue", line.at("/specSummary/clusterProfileTemplate/name").asString());
        assertEquals("amd64", line.at("/specSummary/archTypes/0").asString());
        assertEquals(
                2, line.at("/specSummary/cloudConfig/machinePools/1/healthy").asInt());
        assertEquals("Healthy", line.at("/status/health/state").asString());
        assertTrue(line.at("/status/hourlyRate/total").asDouble() > 0.2);
    }

    @Test
    void withoutAProjectAllOfThemAreSeen() {
        assertEquals(
                3,
                bench.inTenant("v1SpectroClustersSearchFilterSummary", "")
                        .body()
                        .path("items")
                        .size());
        assertEquals(200, bench.inTenant("v1SpectroClustersSummaryUid", "", gcp).status());
        assertEquals(
                401,
                bench.bench
                        .ask("", "", "v1SpectroClustersSearchFilterSummary", "")
                        .status());
    }

    @Test
    void anOverviewHasHealthAndOutlivesNothing() {
        var overview = bench.ask("v1SpectroClustersSummaryUidOverview", "", gcp);
        assertEquals("Healthy", overview.text("/status/health/state"));
        assertEquals("1.32.4", overview.text("/status/kubeMeta/kubernetesVersion"));
        assertTrue(overview.body().at("/status/kubeMeta/hasKubeConfig").asBoolean());
        bench.ask("v1SpectroClustersDelete", "", gcp);
        assertEquals(
                "Unknown",
                bench.ask("v1SpectroClustersSummaryUidOverview", "", gcp).text("/status/health/state"));
        bench.settle(gcp);
        assertEquals(
                404, bench.ask("v1SpectroClustersSummaryUidOverview", "", gcp).status());
    }

    @Test
    void shortListsAndTagsAndTheSchema() {
        assertEquals(
                3,
                bench.ask("v1SpectroClustersMetadataGet", "")
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                2,
                bench.ask("v1SpectroClustersMetadataGet", "", "quickFilter=hostclusters")
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                2,
                bench.ask("v1SpectroClustersMetadata", "{}")
                        .body()
                        .path("items")
                        .size());
        var named = "{'filter':{'name':{'eq':'BLUE'},'environment':'gcp','state':'Running'},'sort':'name'}";
        assertEquals(
                List.of("blue"),
                bench.ask("v1SpectroClustersMetadata", named)
                        .body()
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("name").asString())
                        .toList());
        var clouds = bench.ask("v1SpectroClustersMetaGet", "")
                .body()
                .valueStream()
                .map(item -> item.at("/spec/cloudType").asString())
                .sorted()
                .toList();
        assertEquals(List.of("aws", "gcp", "nested"), clouds);
        assertEquals(
                3,
                bench.ask("v1SpectroClustersMetadataSearch", "")
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                2,
                bench.ask("v1SpectroClustersFiltersWorkspace", "")
                        .body()
                        .path("items")
                        .size());
        var tags = bench.ask("v1SpectroClustersTagsGet", "").body().path("tags");
        assertEquals("[\"plain\",\"team:x\"]", tags.toString());
        for (var property :
                bench.ask("v1SpectroClustersSearchSchema", "").body().at("/schema/properties")) {
            var name = property.path("name").asString();
            switch (property.path("type").asString()) {
                case "string" -> found(search(text(name, "eq", "x")));
                case "bool" -> found(search(filter(name, "bool", "{'value':true}")));
                case "date" ->
                    found(search(
                            filter(name, "date", "{'operator':'gt','match':{'values':['2020-01-01T00:00:00.000Z']}}")));
                case "keyValue" ->
                    found(search(filter(name, "keyValue", "{'key':'a','operator':'eq','match':{'values':['b']}}")));
                default -> throw new AssertionError(property);
            }
        }
        assertEquals(
                "host",
                bench.ask("v1DashboardSpectroClustersSearchInput", "").text("/inputs/cloudAccountUid/values/0/name"));
    }

    @Test
    void aSearchBecomesATable() {
        var search = search(text("clusterName", "eq", "blue"));
        var table = bench.ask("v1DashboardClustersSearchSummaryExport", search)
                .body()
                .asString();
        assertTrue(table.contains("blue," + gcp + ",Default,gcp,blue,blue,Running,Healthy,"), table);
        var encoded =
                Base64.getEncoder().encodeToString(search.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        assertEquals(
                table,
                bench.ask("v1DashboardClustersSearchSummaryExportGet", "", "encodedFilter=" + encoded)
                        .body()
                        .asString());
        assertEquals(
                400,
                bench.ask("v1DashboardClustersSearchSummaryExportGet", "", "encodedFilter=%%")
                        .status());
    }

    @Test
    void noCellOfATableIsAFormula() {
        for (var start : List.of("=", "+", "-", "@", "\t", "\r", "\n")) {
            assertTrue(Export.cell(start + "1").matches("(?s)\"?'.*"), start);
            assertTrue(Export.cell(start + "1\n2").startsWith("\"'" + start), start);
        }
        assertEquals("a=1", Export.cell("a=1"));
    }

    @Test
    void aVirtualClusterRestsAndItsHostStays() {
        assertEquals(409, bench.ask("v1SpectroClustersDelete", "", aws).status());
        assertEquals(
                400,
                bench.ask("v1SpectroClustersUidLifecycleConfigUpdate", "{'lifecycleConfig':{'pause':true}}", aws)
                        .status());
        assertEquals("Running", lifecycle());
        bench.ask("v1SpectroClustersUidLifecycleConfigUpdate", "{'lifecycleConfig':{'pause':true}}", virtual);
        assertEquals("Pausing", lifecycle());
        bench.settle(virtual);
        assertEquals("Paused", lifecycle());
        bench.ask("v1SpectroClustersUidLifecycleConfigUpdate", "{'lifecycleConfig':{'pause':false}}", virtual);
        assertEquals("Resuming", lifecycle());
        bench.settle(virtual);
        assertEquals("Running", lifecycle());
        var config = bench.ask("v1SpectroClustersGet", "", virtual).text("/spec/cloudConfigRef/uid");
        assertEquals(
                204,
                bench.ask("v1CloudConfigsVirtualUidUpdate", "{'instanceType':{'maxCPU':8}}", config)
                        .status());
        assertEquals(
                8,
                bench.ask("v1CloudConfigsVirtualGet", "", config)
                        .body()
                        .at("/spec/machinePoolConfig/0/instanceType/maxCPU")
                        .asInt());
        bench.ask("v1SpectroClustersDelete", "", virtual);
        bench.settle(virtual);
        assertEquals(204, bench.ask("v1SpectroClustersDelete", "", aws).status());
    }

    private String lifecycle() {
        return bench.ask("v1SpectroClustersGet", "", virtual).text("/status/virtual/lifecycleStatus/status");
    }
}
