package dev.easel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.docs.OpenApi;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Makes the contract as it is now the promise to clients, if it takes nothing from them. Not part of the test run; after a change
 * that only adds, run {@code mvn test -Dtest=Accept}.
 */
final class Accept {
    @Test
    void whatOnlyAddsBecomesThePromise() throws IOException {
        var contract = Contract.load();
        var document = Json.MAPPER.readTree(OpenApi.document());
        var statements = Statements.of(document);
        if (Files.exists(Baseline.STATEMENTS)) {
            assertEquals(List.of(), Breaks.between(Baseline.read(), statements), "this would break clients");
        }
        Baseline.write(statements);
        Files.write(Baseline.OPERATIONS, new OperationLines(document).lines(contract));
    }
}
