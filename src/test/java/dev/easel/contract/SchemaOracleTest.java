package dev.easel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.easel.docs.OpenApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Our compiled schemas and an independent validator must come to the same verdict on thousands of documents. */
final class SchemaOracleTest {
    private static final String WHOLE = "https://easel.test/openapi.json";
    private static final long SEED = 20260102;
    private static final int EACH = 16;

    private final Contract contract = Contract.load();
    private final JsonNode whole = Json.MAPPER.readTree(OpenApi.document());
    private final Random random = new Random(SEED);
    private final Documents documents = new Documents(whole, random);
    private final Mutations mutations = new Mutations(random);
    private final Leniency leniency = new Leniency(documents);
    private final SchemaRegistry oracle = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(WHOLE, Json.MAPPER.writeValueAsString(askable(whole))))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    private final List<String> disputes = new ArrayList<>();
    private int asked;
    private int refused;

    @Test
    void bothJudgesAgreeOnEveryRequestBody() {
        for (var operation : contract.operations()) {
            if (operation.body().form() == Body.Form.JSON) compare(operation);
        }
        assertEquals(List.of(), disputes.stream().limit(5).toList());
        assertTrue(asked >= 3000, asked + " documents");
        assertTrue(refused > asked / 4 && refused < asked * 3 / 4, refused + " of " + asked + " refused");
    }

    private void compare(Operation operation) {
        var schema = operation.body().schema().orElseThrow();
        var judge = oracle.getSchema(
                SchemaLocation.of("https://easel.test/" + operation.id()), absolute(askable(schema.source())));
        for (int i = 0; i < EACH; i++) {
            var document = documents.make(schema.source(), 0);
            if (i > 0) document = mutations.spoil(document);
            if (i > 8) document = mutations.spoil(document);
            var ours = schema.check(document);
            var theirs = judge.validate(leniency.strict(schema.source(), document));
            asked++;
            if (!ours.isEmpty()) refused++;
            if (ours.isEmpty() != theirs.isEmpty()) {
                disputes.add("%s\n%s\nours %s\ntheirs %s".formatted(operation.id(), document, ours, theirs));
            }
        }
    }

    /** Without the names that are required and never described: no generated client can send them, so we do not ask. */
    private static JsonNode askable(JsonNode schema) {
        var copy = schema.deepCopy();
        for (var parent : copy.findParents("required")) {
            if (!parent.path("required").isArray()) continue;
            var known = Json.MAPPER.createArrayNode();
            parent.path("required").forEach(name -> {
                if (parent.path("properties").has(name.asString())) known.add(name);
            });
            ((ObjectNode) parent).set("required", known);
        }
        return copy;
    }

    private static JsonNode absolute(JsonNode schema) {
        return Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(schema).replace("\"#/", "\"" + WHOLE + "#/"));
    }
}
