package dev.easel.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Fault;
import dev.easel.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VariablesTest {
    private record Case(String json, String expected) {}

    static Stream<Case> refused() {
        return Stream.of(
                new Case("{'name':'a b'}", "[0].name must be letters"),
                new Case("{'name':'a'},{'name':'a'}", "[1].name is taken"),
                new Case("{'name':'a','displayName':'A'},{'name':'b','displayName':'A'}", "[1].displayName is taken"),
                new Case("{'name':'a','immutable':true}", "[0].defaultValue is required when a variable is read-only"),
                new Case("{'name':'a','hidden':true,'required':true}", "[0].defaultValue is required"),
                new Case("{'name':'a','inputType':'dropdown'}", "[0].options must have an option"),
                new Case(
                        "{'name':'a','inputType':'dropdown','options':[{'value':'x'}],'defaultValue':'y'}",
                        "[0].defaultValue must be one of [x]"),
                new Case("{'name':'a','regex':'('}", "[0].regex must be a regular expression"),
                new Case("{'name':'a','regex':'a(?=b)'}", "[0].regex must be a regular expression of RE2: invalid"),
                new Case("{'name':'a','regex':'((a{1000}){1000})'}", "[0].regex must be a regular expression of RE2"),
                new Case("{'name':'a','regex':'^b+$','defaultValue':'abb'}", "[0].defaultValue must match ^b+$"),
                new Case("{'name':'a','format':'number','defaultValue':'x'}", "[0].defaultValue must be a number"),
                new Case(
                        "{'name':'a','defaultValue':'{{ .spectro.macro.x }}'}",
                        "[0].defaultValue must not hold names"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void definitionsAreChecked(Case given) {
        var faults = variables(given.json()).faults("v");
        assertTrue(
                faults.stream().map(Fault::toString).anyMatch(text -> text.startsWith("v" + given.expected())),
                faults::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "number, 1.5, x",
        "boolean, true, True",
        "version, 1.2.3-rc.1, v1.2",
        "ipv4, 10.0.0.1, 10.0.0.256",
        "ipv4cidr, 10.0.0.0/16, 10.0.0.0/33",
        "ipv6, fe80::1, fe80::1::2",
        "base64, aGk=, a"
    })
    void formatsHold(String format, String right, String wrong) {
        var variable = variables("{'name':'a','format':'" + format + "'}").all().getFirst();
        assertTrue(variable.fault(right).isEmpty());
        assertTrue(variable.fault(wrong).orElse("").startsWith("must be"));
    }

    @Test
    void aRegularExpressionHasNotForever() {
        var variable = variables("{'name':'a','regex':'(.*a){12}$'}").all().getFirst();
        assertEquals(
                "must match (.*a){12}$", variable.fault("a".repeat(40) + "!").orElse(""));
        assertEquals(
                "has a regular expression that cannot be looked for: it takes too long",
                variable.fault("a".repeat(1_000_000) + "!").orElse(""));
    }

    @Test
    void valuesAreTheGivenOnesOrTheDefaults() {
        var variables = variables(
                "{'name':'a','defaultValue':'1'},{'name':'b','required':true},{'name':'c','immutable':true,'defaultValue':'x'}");
        var faults = new ArrayList<Fault>();
        var values = variables.settle(Map.of("b", "2", "c", "y", "d", "3"), "v", faults);
        assertEquals(Map.of("a", "1", "b", "2", "c", "y"), values);
        assertEquals(
                List.of("v.c is read-only and has the value x", "v.d is not a variable of the profile"),
                faults.stream().map(Fault::toString).toList());
        faults.clear();
        variables.settle(Map.of(), "v", faults);
        assertEquals("v.b is required", faults.getFirst().toString());
    }

    private static Variables variables(String rows) {
        var list = Json.MAPPER.readTree("[" + rows.replace('\'', '"') + "]");
        return new Variables(list.valueStream().map(Variable::of).toList());
    }
}
