package dev.easel.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The contract that clients were promised, as statements in a file. */
final class Baseline {
    static final Path OPERATIONS = Path.of("contract/operations.txt");
    static final Path STATEMENTS = Path.of("src/test/resources/dev/easel/contract/baseline.txt.gz");

    private Baseline() {}

    static SortedSet<Line> read() throws IOException {
        try (var stream = new GZIPInputStream(Files.newInputStream(STATEMENTS))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Line::parse)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static void write(SortedSet<Line> lines) throws IOException {
        Files.createDirectories(STATEMENTS.getParent());
        try (var stream = new GZIPOutputStream(Files.newOutputStream(STATEMENTS))) {
            for (var line : lines) stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
