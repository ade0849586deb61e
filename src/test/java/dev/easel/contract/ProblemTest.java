package dev.easel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProblemTest {
    @Test
    void theWireFormIsTheOneOfTheContract() {
        var body = Problem.notFound("cluster", "5f").body("r-1");
        assertEquals(List.of(), Contract.load().schema("v1Error").checkReply(body));
        assertEquals("ResourceNotFound", body.path("code").asString());
        assertEquals("The cluster '5f' was not found", body.path("message").asString());
        assertEquals("r-1", body.path("ref").asString());
    }

    @Test
    void severalFaultsAreTold() {
        var problem = Problem.invalid(List.of(new Fault("body.a", "is required"), new Fault("body.b", "must be text")));
        assertEquals("body.a is required; body.b must be text", problem.message());
        assertEquals("body.b", problem.details().at("/faults/1/path").asString());
    }

    @Test
    void headersGoWithIt() {
        assertEquals(Map.of("Retry-After", "7"), Problem.tooManyRequests(7).headers());
    }

    @Test
    void aPercentSignInAMessageIsNoFormat() {
        assertEquals("100 % full", Problem.of(Code.Unprocessable, "100 % full").message());
    }

    @Test
    void nothingThatClientsRetryForHoursIsOurDefaultForTheUnbuilt() {
        assertEquals(400, Problem.notBuilt("v1X").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{\"a\":1,\"a\":2}", "[1,]", "NaN", "{'a':1}", "1e"})
    void whatIsNotOneJsonValueIsRefused(String text) {
        refused(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothingIsNoValueRatherThanABadOne() {
        assertTrue(Json.parse(new byte[0]).isMissingNode());
    }

    @Test
    void depthNumbersAndEncodingAreBounded() {
        refused("[".repeat(65).getBytes(StandardCharsets.UTF_8));
        refused("1".repeat(101).getBytes(StandardCharsets.UTF_8));
        refused(new byte[] {'"', (byte) 0xC3, '"'});
        refused("{}".getBytes(StandardCharsets.UTF_16));
    }

    @Test
    void numbersComeBackAsTheyWere() {
        var text = "{\"a\":1E+999,\"b\":0.10000000000000000001}";
        assertEquals(text, Json.MAPPER.writeValueAsString(Json.parse(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static void refused(byte[] body) {
        var problem = assertThrows(Problem.class, () -> Json.parse(body));
        assertEquals(400, problem.status());
        assertTrue(problem.message().startsWith("body must be "), problem.message());
    }
}
