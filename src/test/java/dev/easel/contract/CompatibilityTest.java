package dev.easel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.easel.docs.OpenApi;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Clients that were written against the contract go on working; and the guard that says so is itself tried. */
final class CompatibilityTest {
    private static final String HOW = "if the change only adds, run: mvn test -Dtest=Accept";
    private static final String SCHEMA = "/components/schemas/";

    private static final Contract CONTRACT = Contract.load();
    private static final JsonNode DOCUMENT = Json.MAPPER.readTree(OpenApi.document());
    private static final SortedSet<Line> NOW = Statements.of(DOCUMENT);

    @Test
    void nothingIsTakenFromClients() throws IOException {
        assertEquals(List.of(), Breaks.between(Baseline.read(), NOW));
    }

    @Test
    void theListOfOperationsIsUpToDate() throws IOException {
        assertEquals(Files.readAllLines(Baseline.OPERATIONS), new OperationLines(DOCUMENT).lines(CONTRACT), HOW);
        assertEquals(Baseline.read(), NOW, HOW);
    }

    @Test
    void aRemovedFieldIsSeen() {
        breaks(it -> object(it, SCHEMA + "v1ObjectMeta/properties").remove("labels"));
    }

    @Test
    void aChangedTypeIsSeen() {
        breaks(it -> object(it, SCHEMA + "v1ListMetaData/properties/count").put("type", "string"));
    }

    @Test
    void aNewlyRequiredFieldOfARequestIsSeen() {
        breaks(it -> object(it, SCHEMA + "v1ObjectMetaInputEntity")
                .putArray("required")
                .add("name"));
    }

    @Test
    void aFieldThatRepliesNoLongerPromiseIsSeen() {
        breaks(it -> object(it, SCHEMA + "v1Uid").remove("required"));
    }

    @Test
    void aRemovedEnumValueIsSeen() {
        breaks(it -> ((ArrayNode) it.at(SCHEMA + "v1SearchFilterConjunctionOperator/enum")).remove(0));
    }

    @Test
    void aNewLimitIsSeen() {
        breaks(it ->
                object(it, SCHEMA + "v1ObjectMetaInputEntity/properties/name").put("maxLength", 8));
        breaks(it -> object(it, SCHEMA + "v1ObjectMetaInputEntity/properties/name")
                .putArray("enum")
                .add("only"));
        breaks(it -> object(it, SCHEMA + "v1AuditMsgUpdate/properties/userMsg").put("maxLength", 10));
    }

    @Test
    void aRemovedOrMovedOperationIsSeen() {
        breaks(it -> object(it, "/paths/~1v1~1projects").remove("post"));
        breaks(it -> object(it, "/paths").set("/v1/rooms", object(it, "/paths").remove("/v1/projects")));
    }

    @Test
    void anotherSuccessCodeIsSeen() {
        breaks(it -> {
            var responses = object(it, "/paths/~1v1~1projects/post/responses");
            responses.set("200", responses.remove("201"));
        });
    }

    @Test
    void aParameterThatGoesOrIsDemandedIsSeen() {
        var list = "/paths/~1v1~1registries~1metadata/parameters";
        breaks(it -> ((ArrayNode) it.at(list)).removeAll());
        breaks(it -> object(it, list + "/0").put("required", true));
        breaks(it -> ((ArrayNode) it.at(list))
                .addObject()
                .put("name", "new")
                .put("in", "query")
                .put("required", true));
    }

    @Test
    void aBodyThatIsDemandedIsSeen() {
        breaks(it -> object(it, "/paths/~1v1~1apiKeys/post/requestBody").put("required", true));
    }

    @Test
    void additionsPass() {
        passes(it -> object(it, SCHEMA + "v1ObjectMeta/properties")
                .putObject("more")
                .put("type", "string")
                .put("maxLength", 9));
        passes(it -> object(it, SCHEMA + "v1AuditMsgUpdate/properties/userMsg")
                .put("maxLength", 1000)
                .remove("minLength"));
        passes(it -> ((ArrayNode) it.at(SCHEMA + "v1SearchFilterConjunctionOperator/enum")).add("xor"));
        passes(it -> object(it, "/paths")
                .set("/v1alpha1/more", it.at("/paths/~1v1~1apiKeys").deepCopy()));
        passes(it -> object(it, "/components/schemas")
                .putObject("easelNew")
                .put("type", "object")
                .putArray("required")
                .add("x"));
    }

    private void breaks(Consumer<JsonNode> change) {
        assertFalse(changed(change).isEmpty(), "a breaking change went unseen");
    }

    private void passes(Consumer<JsonNode> change) {
        assertEquals(List.of(), changed(change));
    }

    private List<String> changed(Consumer<JsonNode> change) {
        var copy = DOCUMENT.deepCopy();
        change.accept(copy);
        return Breaks.between(NOW, Statements.of(copy));
    }

    private static ObjectNode object(JsonNode root, String pointer) {
        return (ObjectNode) root.at(pointer);
    }
}
