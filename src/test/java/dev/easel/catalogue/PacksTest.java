package dev.easel.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.packs.Catalogue;
import dev.easel.resource.Verbs;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class PacksTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final String PUBLIC = "4d361f2179e345ffde25fcef";
    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench((made, _) -> List.of(new Packs(new Verbs(made.store), CATALOGUE)));
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void strangersAreTurnedAway() {
        assertEquals(401, bench.ask("", "", "v1PacksSearch", "{}").status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.name=kubernetesANDspec.version=1.30.4ANDspec.registryUid=4d361f2179e345ffde25fcef | 1",
                "spec.name=kubernetesANDspec.version=1.30.4 | 2",
                "metadata.uid=4d43cde9cdd2c31720e96cd3 | 1",
                "spec.name=kubernetesANDspec.cloudTypes_in_aws,allANDspec.version=1.30.4ANDspec.registryUid=4d361f2179e345ffde25fcef | 1",
                "spec.name=kubernetesANDspec.cloudTypes=edge-native | 0",
                "spec.name=no-such-pack | 0",
                "spec.name=kubernetesANDspec.version>1.36.0ANDspec.registryUid=4d361f2179e345ffde25fcef | 1",
                "spec.name=kubernetesANDspec.version<1.18.14ANDspec.registryUid=4d361f2179e345ffde25fcef | 1"
            })
    void packsAreFilteredByTheGrammarOfFilters(String filters, int count) {
        var answer = bench.admin("v1PacksSummaryList", "", "filters=" + filters);
        assertEquals(count, answer.body().get("items").size());
    }

    @Test
    void aSummarySaysWhatTheProviderReads() {
        var filters = "filters=spec.name=kubernetesANDspec.version=1.30.4ANDspec.registryUid=" + PUBLIC;
        var spec = bench.admin("v1PacksSummaryList", "", filters).body().at("/items/0/spec");
        assertEquals("k8s", spec.path("layer").asString());
        assertEquals(PUBLIC, spec.path("registryUid").asString());
        assertTrue(spec.path("values").asString().contains("podCIDR"));
        assertTrue(has(spec.path("cloudTypes"), "aws"));
    }

    @Test
    void anUnknownPropertyIsRefused() {
        var answer = bench.admin("v1PacksSummaryList", "", "filters=spec.colour=red");
        assertEquals(400, answer.status());
        assertTrue(answer.text("/message").contains("spec.colour is not a property of a pack"));
    }

    @Test
    void aSearchFindsEachPackOnceWithAllItsRegistries() {
        var answer = bench.admin("v1PacksSearch", "{'filter':{'name':{'eq':'kubernetes'},'environment':['aws']}}");
        assertEquals(1, answer.body().get("items").size());
        var spec = answer.body().at("/items/0/spec");
        assertEquals(2, spec.path("registries").size());
        assertEquals(PUBLIC, spec.at("/registries/0/uid").asString());
        assertEquals("1.36.2", spec.at("/registries/0/latestVersion").asString());
        var byDisplay = bench.admin("v1PacksSearch", "{'filter':{'displayName':{'contains':'calico'}}}");
        assertFalse(byDisplay.body().get("items").isEmpty());
    }

    @Test
    void pagesTakeUpWhereTheLastOneEnded() {
        var uids = new HashSet<String>();
        var next = "";
        int pages = 0;
        do {
            var more = next.isEmpty() ? "limit=100" : "continue=" + next;
            var body = "{'sort':[{'field':'layer','order':'desc'}]}";
            var page = bench.admin("v1PacksSearch", body, "limit=100", more).body();
            page.get("items").forEach(item -> uids.add(item.at("/metadata/name").asString()));
            next = page.at("/listmeta/continue").asString();
            pages++;
        } while (!next.isEmpty());
        assertEquals(
                CATALOGUE.packs().filter(pack -> !pack.versions().isEmpty()).count(), uids.size());
        assertEquals(3, pages);
        assertEquals(400, bench.admin("v1PacksSearch", "{}", "continue=100.abc").status());
    }

    @Test
    void aPackIsKnownByUidAndByNameAndRegistry() {
        var uid = CATALOGUE.find("kubernetes", "1.30.4", PUBLIC).orElseThrow().uid();
        var one = bench.admin("v1PacksUid", "", uid);
        assertEquals(PUBLIC, one.text("/registryUid"));
        assertEquals("1.30.4", one.text("/tags/0/version"));
        var all = bench.admin("v1PacksNameRegistryUidList", "", "kubernetes", PUBLIC)
                .body();
        assertEquals(all.get("tags").size(), all.get("packValues").size());
        assertTrue(all.get("tags").size() > 100);
        assertEquals(404, bench.admin("v1PacksUid", "", "none").status());
        assertEquals(
                404,
                bench.admin("v1PacksNameRegistryUidList", "", "none", PUBLIC).status());
        assertTrue(bench.admin("v1PacksUidReadme", "", uid).text("/readme").startsWith("# "));
        assertEquals(
                PUBLIC, bench.admin("v1PacksUid", "", "spectro-manifest-pack").text("/registryUid"));
    }

    private static boolean has(JsonNode list, String text) {
        return list.valueStream().anyMatch(one -> one.asString().equals(text));
    }
}
