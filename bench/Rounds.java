package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Every figure of every round of a benchmark, as a file for whoever wants to compute something else from them. */
final class Rounds {
    private Rounds() {}

    static void write(Path file, String name, List<Result> results) throws IOException {
        if (results.isEmpty()) return;
        var lines = new ArrayList<String>();
        lines.add("# " + name + ", " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", " + Results.machine());
        lines.add("measure,limit,round,value");
        for (var result : results) {
            var all = result.figures().all();
            for (int i = 0; i < all.length; i++) {
                lines.add("\"%s\",%s,%d,%s".formatted(result.name(), result.bound(), i + 1, (float) all[i]));
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
