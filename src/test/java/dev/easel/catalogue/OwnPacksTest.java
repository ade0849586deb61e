package dev.easel.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Packs of registries that users add stand beside those of the catalogue. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnPacksTest {
    private Fixture house;
    private TestClient admin;
    private String registry = "";

    @BeforeAll
    void open() {
        house = new Fixture();
        admin = house.admin();
        registry = registry("charts");
        profile("first", registry, "wiki", "1.2.0");
        profile("second", registry, "wiki", "1.10.0");
        profile("third", registry, "nginx", "9.9.9");
    }

    @AfterAll
    void close() {
        house.close();
    }

    private String registry(String name) {
        return admin.create("/v1/registries/helm", """
                {"metadata": {"name": "%s"}, "spec": {"endpoint": "https://charts.test", "auth": {"type": "noAuth"}}}
                """.formatted(name));
    }

    private String profile(String name, String home, String pack, String tag) {
        return admin.create("/v1/clusterprofiles", """
                {"metadata": {"name": "%s"}, "spec": {"template": {"type": "add-on", "packs":
                [{"name": "%s", "tag": "%s", "registryUid": "%s", "layer": "addon", "type": "helm"}]}}}
                """.formatted(name, pack, tag, home));
    }

    private List<String> versions(TestClient client, String query) {
        return client.get("/v1/packs?" + query)
                .ok()
                .path("items")
                .valueStream()
                .map(item -> item.at("/spec/version").asString())
                .toList();
    }

    private JsonNode search(TestClient client, String filter) {
        return client.post("/v1/packs/search", "{\"filter\":{" + filter + "}}")
                .ok()
                .path("items");
    }

    @Test
    void theyAreListedFilteredAndSortedAsVersions() {
        assertEquals(List.of("1.10.0", "1.2.0"), versions(admin, "filters=spec.name=wiki"));
        assertEquals(List.of("1.2.0", "1.10.0"), versions(admin, "filters=spec.name=wiki&orderBy=spec.version=1"));
        assertEquals(List.of("1.10.0"), versions(admin, "filters=spec.name=wikiANDspec.version%3E1.2.0"));
        assertEquals(List.of("9.9.9"), versions(admin, "filters=spec.name=nginxANDspec.registryUid=" + registry));
        assertEquals(List.of(), versions(house.otherTenant(), "filters=spec.name=wiki"));
    }

    @Test
    void aSearchFindsThemOnceWithTheirNewestVersion() {
        var found = search(admin, "\"name\":{\"eq\":\"wiki\"}");
        assertEquals(1, found.size());
        assertEquals("1.10.0", found.at("/0/spec/registries/0/latestVersion").asString());
        assertEquals("charts", found.at("/0/spec/registries/0/name").asString());
        assertEquals(2, search(admin, "\"registryUid\":[\"" + registry + "\"]").size());
        assertEquals(
                0,
                search(admin, "\"name\":{\"eq\":\"wiki\"},\"layer\":[\"cni\"]").size());
        assertEquals(
                0, search(house.otherTenant(), "\"name\":{\"eq\":\"wiki\"}").size());
    }

    @Test
    void aNameOfTheCatalogueIsFoundOnceWithBothAndLendsNoValues() {
        var found = search(admin, "\"name\":{\"eq\":\"nginx\"}");
        assertEquals(1, found.size());
        var registries = found.at("/0/spec/registries");
        assertEquals(registry, registries.get(registries.size() - 1).path("uid").asString());
        assertTrue(registries.size() > 1, registries.toString());
        var own = admin.get("/v1/packs?filters=spec.version=9.9.9").ok().at("/items/0");
        assertEquals("", own.at("/spec/values").asString());
        var read = admin.get("/v1/packs/" + own.at("/metadata/uid").asString()).ok();
        assertEquals("9.9.9", read.at("/tags/0/version").asString());
        assertEquals("", read.at("/packValues/0/values").asString());
    }

    @Test
    void theyGoWithTheirRegistry() {
        var brief = registry("brief");
        var user = profile("fourth", brief, "diary", "1.0.0");
        assertEquals(List.of("1.0.0"), versions(admin, "filters=spec.name=diary"));
        admin.delete("/v1/clusterprofiles/" + user).status(204);
        admin.delete("/v1/registries/helm/" + brief).status(204);
        assertEquals(List.of(), versions(admin, "filters=spec.name=diary"));
    }
}
