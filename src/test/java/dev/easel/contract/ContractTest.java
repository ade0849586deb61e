package dev.easel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ContractTest {
    private static final Contract CONTRACT = Contract.load();

    @Test
    void theContractLoadsQuickly() {
        for (int i = 0; i < 5; i++) Contract.load();
        var start = System.nanoTime();
        Contract.load();
        var millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("load ms " + millis);
        assertTrue(millis < 250, "took " + millis + " ms");
    }

    @Test
    void everySchemaCompiles() {
        var start = System.nanoTime();
        for (var operation : CONTRACT.operations()) {
            operation.body().check(Json.object());
            operation.reply().ifPresent(schema -> schema.checkReply(Json.object()));
        }
        System.out.println("compile ms " + (System.nanoTime() - start) / 1_000_000);
    }

    @Test
    void faultsNameTheirPlace() {
        var body = Json.parse("""
                {"metadata":{"name":"a"},"spec":{"cloudAccountUid":"x","cloudConfig":{"region":5},
                 "machinepoolconfig":[{"poolConfig":{"size":"two"}}]}}""".getBytes());
        System.out.println(
                CONTRACT.operation("v1SpectroClustersAwsCreate").body().check(body));
        assertEquals(
                1181,
                CONTRACT.operations().stream()
                        .filter(o -> o.path().startsWith("/v1/"))
                        .count());
    }
}
