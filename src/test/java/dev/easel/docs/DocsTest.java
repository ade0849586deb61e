package dev.easel.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class DocsTest {
    private static final Pattern ASKED = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    @Test
    void thePageAsksThisServerOnlyAndForFilesThatAreThere() {
        var asked = ASKED.matcher(text(Docs.asset("index.html").orElseThrow()))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(
                List.of(),
                asked.stream()
                        .filter(path -> !path.equals("/v1/openapi.json"))
                        .filter(path -> !path.startsWith("/docs/")
                                || Docs.asset(path.substring("/docs/".length())).isEmpty())
                        .toList());
        assertEquals(5, asked.size());
    }

    @Test
    void theLibraryIsToldToAskNobodyElse() {
        assertTrue(text(Docs.asset("start.js").orElseThrow()).contains("validatorUrl: null"));
        assertTrue(Docs.POLICY.startsWith("default-src 'self';"));
    }

    @Test
    void theStylesFetchNothing() {
        var style = text(Docs.asset("swagger-ui.css").orElseThrow());
        assertEquals(
                0,
                Pattern.compile("url\\(\"?https?:|@import")
                        .matcher(style)
                        .results()
                        .count());
    }

    @Test
    void otherFilesOfTheClassPathAreNotServed() {
        assertTrue(Docs.asset("../contract/common.json").isEmpty());
        assertTrue(Docs.asset("index.css").isEmpty());
    }

    @Test
    void theDocumentSaysWhereANewUidLeads() {
        var paths = Json.MAPPER.readTree(OpenApi.document()).path("paths");
        var created = "/post/responses/201/links";
        var project = paths.path("/v1/projects").at(created);
        assertEquals(Set.of("v1ProjectsUidGet", "v1ProjectsUidUpdate", "v1ProjectsUidDelete"), project.propertyNames());
        assertEquals(
                "{\"path.uid\":\"$response.body#/uid\"}",
                project.at("/v1ProjectsUidGet/parameters").toString());
        var cluster = paths.path("/v1/spectroclusters/aws").at(created);
        assertTrue(cluster.has("v1SpectroClustersGet"), cluster.toString());
        var namespaced = paths.path("/v1/spectroclusters/{uid}/profiles").at(created);
        assertTrue(namespaced.isMissingNode(), namespaced.toString());
    }

    private static String text(Docs.Asset asset) {
        return new String(asset.bytes(), StandardCharsets.UTF_8);
    }
}
