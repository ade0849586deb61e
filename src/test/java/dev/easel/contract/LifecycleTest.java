package dev.easel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.docs.OpenApi;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class LifecycleTest {
    private static final JsonNode PATH = json("""
            {"parameters": [{"name": "uid", "in": "path"}],
             "get": {"x-lifecycle": {"phase": "sunset", "date": "2027-01-31", "successor": "v1RoomsUidGet"}},
             "put": {"x-lifecycle": {"phase": "deprecated"}},
             "delete": {}}""");

    @Test
    void whatIsLeavingSaysWhenAndWhatComesAfter() {
        var lifecycle = Lifecycle.of(PATH.path("get")).orElseThrow();
        assertEquals(
                new Lifecycle(
                        Lifecycle.Phase.SUNSET, Optional.of(LocalDate.of(2027, 1, 31)), Optional.of("v1RoomsUidGet")),
                lifecycle);
        assertTrue(lifecycle.leaving());
        assertTrue(Lifecycle.of(PATH.path("put")).orElseThrow().leaving());
        assertTrue(Lifecycle.of(PATH.path("delete")).isEmpty());
    }

    @Test
    void theServedDocumentMarksIt() {
        var marked = OpenApi.marked(PATH.deepCopy());
        assertTrue(marked.at("/get/deprecated").booleanValue());
        assertTrue(marked.at("/put/deprecated").booleanValue());
        assertFalse(marked.path("delete").has("deprecated"));
    }

    private static JsonNode json(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
