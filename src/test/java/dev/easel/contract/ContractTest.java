package dev.easel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.docs.OpenApi;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ContractTest {
    private static final Contract CONTRACT = Contract.load();
    private static final JsonNode DOCUMENT = Json.MAPPER.readTree(OpenApi.document());
    private static final List<String> ERRORS = List.of("400", "401", "403", "404", "409", "422", "429", "500");
    private static final Map<String, List<String>> HEADERS = Map.of(
            "GET", List.of("ProjectUid", "IfNoneMatch"),
            "POST", List.of("ProjectUid", "IdempotencyKey"),
            "PUT", List.of("ProjectUid", "IfMatch"),
            "PATCH", List.of("ProjectUid", "IfMatch"),
            "DELETE", List.of("ProjectUid", "IfMatch"));

    @Test
    void everyPublishedOperationIsThere() {
        var published = CONTRACT.operations().stream()
                .filter(operation -> operation.path().startsWith("/v1/"));
        assertEquals(1181, published.count());
        assertTrue(CONTRACT.operations().stream()
                .allMatch(operation -> operation.path().matches("/v1(alpha1)?/.*")));
    }

    @Test
    void noTwoOperationsShareATemplate() {
        var seen = new HashSet<String>();
        assertEquals(
                List.of(),
                without(operation ->
                        seen.add(operation.method() + operation.path().replaceAll("\\{[^}]*}", "{}"))));
    }

    @Test
    void everyTemplateNamesItsParametersAndNoOthers() {
        assertEquals(
                List.of(),
                without(operation -> operation.parameters().stream()
                        .filter(parameter -> parameter.place() == Parameter.Place.PATH)
                        .map(parameter -> "{" + parameter.name() + "}")
                        .sorted()
                        .toList()
                        .equals(Stream.of(operation.path().split("/"))
                                .filter(segment -> segment.startsWith("{"))
                                .sorted()
                                .toList())));
    }

    @Test
    void everyOperationDeclaresItsErrors() {
        assertEquals(
                List.of(),
                without(operation -> ERRORS.stream()
                        .allMatch(status -> node(operation)
                                .at("/responses/" + status + "/$ref")
                                .asString("")
                                .equals("#/components/responses/Error"))));
    }

    @Test
    void everyOperationDeclaresItsHeaders() {
        assertEquals(
                List.of(),
                without(operation -> HEADERS.get(operation.method()).stream()
                        .allMatch(name -> node(operation)
                                .path("parameters")
                                .valueStream()
                                .anyMatch(parameter -> parameter
                                        .path("$ref")
                                        .asString("")
                                        .equals("#/components/parameters/" + name)))));
        assertEquals(2, DOCUMENT.at("/components/securitySchemes").size());
    }

    @Test
    void everyOperationSaysWhatItDoesInASentence() {
        assertEquals(List.of(), without(operation -> operation.summary().matches("[A-Z][a-z]+,?( [^ ]+){3,15}[^.]")));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var dangling = DOCUMENT.findValues("$ref").stream()
                .map(JsonNode::asString)
                .filter(ref -> DOCUMENT.at(ref.substring(1)).isMissingNode())
                .distinct()
                .toList();
        assertEquals(List.of(), dangling);
    }

    @Test
    void repliesAreWhatClientsWaitFor() {
        assertEquals(201, CONTRACT.operation("v1ProjectsCreate").success());
        assertEquals(204, CONTRACT.operation("v1ProjectsUidMacrosCreate").success());
        assertEquals(202, CONTRACT.operation("v1RegistriesHelmUidSync").success());
        assertEquals(201, CONTRACT.operation("v1SystemActivate").success());
        assertEquals(
                List.of("application/octet-stream"),
                CONTRACT.operation("v1SpectroClustersUidKubeConfig").response().mediaTypes());
        assertTrue(CONTRACT.operation("v1ProjectsUidDelete")
                .response()
                .mediaTypes()
                .isEmpty());
        assertEquals(
                Body.Form.MULTIPART,
                CONTRACT.operation("v1ClusterProfilesImportFile").body().form());
    }

    private static List<String> without(Predicate<Operation> promise) {
        return CONTRACT.operations().stream()
                .filter(promise.negate())
                .map(operation -> operation.id() + " " + operation.summary())
                .toList();
    }

    private static JsonNode node(Operation operation) {
        return DOCUMENT.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT));
    }
}
