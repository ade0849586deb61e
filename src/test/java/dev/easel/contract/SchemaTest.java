package dev.easel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class SchemaTest {
    private static final Contract CONTRACT = Contract.load();

    @Test
    void faultsNameTheirPlace() {
        assertEquals(
                List.of(
                        "body.spec.cloudConfig.region must be text",
                        "body.spec.machinepoolconfig[0].cloudConfig is required",
                        "body.spec.machinepoolconfig[0].poolConfig.name is required",
                        "body.spec.machinepoolconfig[0].poolConfig.labels is required",
                        "body.spec.machinepoolconfig[0].poolConfig.size must be a whole number"),
                body("v1SpectroClustersAwsCreate", """
                        {"metadata": {"name": "a"}, "spec": {"cloudAccountUid": "x", "cloudConfig": {"region": 5},
                         "machinepoolconfig": [{"poolConfig": {"size": "two"}}]}}"""));
    }

    @Test
    void anEnumTellsWhatIsAllowed() {
        var allowed = "[noCapacity, nodeNotReady, packFails, credentialsRevoked, heartbeatLost]";
        assertEquals(
                List.of("body.spec.type must be one of " + allowed),
                body("easelRehearsalFaultsCreate", "{\"spec\": {\"type\": \"earthquake\"}}"));
    }

    @Test
    void whatGoClientsWriteForNothingIsNothing() {
        assertEquals(List.of(), body("v1SpectroClustersAwsCreate", """
                        {"metadata": {"name": "a", "labels": null, "creationTimestamp": "0001-01-01T00:00:00.000Z"},
                         "spec": {"cloudAccountUid": "x", "cloudConfig": null, "machinepoolconfig": null,
                          "policies": null, "clusterType": "", "unknown": {"kept": [1]}}}"""));
    }

    @Test
    void nullIsNotEnoughForARequiredText() {
        assertEquals(
                List.of("body.spec.type is required"),
                body("easelRehearsalFaultsCreate", "{\"spec\": {\"type\": null}}"));
    }

    @Test
    void aMissingBodyIsNamedWhenItIsRequired() {
        var body = CONTRACT.operation("easelRehearsalFaultsCreate").body();
        assertEquals(
                List.of(new Fault("body", "is required")),
                body.check(Json.object().path("none")));
    }

    @Test
    void repliesAreAsExactAsTheClientsThatDecodeThem() {
        var reply = CONTRACT.schema("v1ObjectMeta");
        assertEquals(
                List.of(new Fault("reply.creationTimestamp", "must be a time like 2026-01-02T15:04:05.000Z")),
                reply.checkReply(json("{\"creationTimestamp\": \"\"}")));
        assertEquals(List.of(), reply.check(json("{\"creationTimestamp\": \"\"}")));
        assertEquals(
                List.of(new Fault("reply.count", "must have no decimals")),
                CONTRACT.schema("v1ListMetaData").checkReply(json("{\"count\": 3.0}")));
    }

    @Test
    void wholeNumbersFitTheirSize() {
        var seconds = json("{\"seconds\": 99999999999999999999}");
        assertEquals(
                List.of(
                        new Fault("body.seconds", "must be at most 31536000"),
                        new Fault("body.seconds", "must fit int64")),
                CONTRACT.schema("easelClockAdvance").check(seconds));
        var users = CONTRACT.operation("v1UsersList");
        var least = Long.toString(Long.MIN_VALUE);
        assertEquals(List.of(), users.check(Map.of(), Map.of("offset", List.of(least))));
        assertEquals(
                List.of(new Fault("query.offset", "must fit int64")),
                users.check(Map.of(), Map.of("offset", List.of("-9223372036854775809"))));
    }

    @Test
    void queriesAreCheckedAsTheirTypes() {
        var search = CONTRACT.operation("v1SpectroClustersSearchFilterSummary");
        assertEquals(List.of(), search.check(Map.of(), Map.of("limit", List.of("50"), "unknown", List.of("x"))));
        assertEquals(
                List.of(new Fault("query.limit", "must be at most 50")),
                search.check(Map.of(), Map.of("limit", List.of("51"))));
        assertEquals(
                List.of(new Fault("query.limit", "must be a whole number")),
                search.check(Map.of(), Map.of("limit", List.of("many"))));
    }

    @Test
    void anEmptyQueryValueMeansTheDefault() {
        var registries = CONTRACT.operation("v1RegistriesMetadata");
        assertEquals(List.of(), registries.check(Map.of(), Map.of("scope", List.of(""))));
        var scope = registries.parameters().getFirst();
        assertEquals("scope", scope.name());
        assertEquals("all", scope.fallback().orElseThrow());
        assertEquals(
                List.of(new Fault("query.scope", "must be one of [system, tenant, all]")),
                registries.check(Map.of(), Map.of("scope", List.of("world"))));
    }

    @Test
    void valuesInThePathAreCheckedToo() {
        assertEquals(
                List.of(new Fault(
                        "path.resourceKind", "must be one of [pod, namespace, spectrocluster, machine, project]")),
                CONTRACT.operation("v1MetricsList").check(Map.of("resourceKind", "moon"), Map.of()));
    }

    private static List<String> body(String operation, String json) {
        return CONTRACT.operation(operation).body().check(json(json)).stream()
                .map(Fault::toString)
                .toList();
    }

    private static JsonNode json(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
