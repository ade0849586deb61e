package dev.easel.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes down the contract as it is now, after a change that only adds. */
final class Accept {
    static final Path OPERATIONS = Path.of("contract/operations.txt");

    private Accept() {}

    public static void main(String[] arguments) throws IOException {
        var contract = Contract.load();
        var document = Json.MAPPER.readTree(contract.openapi());
        Files.write(OPERATIONS, new OperationLines(document).lines(contract));
    }
}
