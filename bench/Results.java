package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The table of a results file, in which a run replaces the rows that it has measured. */
final class Results {
    private static final String BEGIN = "<!-- figures: written by ./easel bench --write -->";
    private static final String END = "<!-- end of figures -->";

    private Results() {}

    static void write(Path file, List<Result> results) throws IOException {
        var text = Files.exists(file) ? Files.readString(file) : "# Results\n\n" + BEGIN + "\n" + END + "\n";
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (from < 0 || to < from) throw new IOException(file + " has lost the marks around its table");
        var rows = new LinkedHashMap<String, String>();
        text.substring(from, to).lines().filter(Results::isFigure).forEach(row -> rows.put(name(row), row));
        results.stream().filter(result -> !result.isRaw()).forEach(result -> rows.put(result.name(), result.row()));
        var table = new ArrayList<String>();
        table.add(BEGIN);
        table.add("Last measured " + LocalDate.now() + " on " + machine() + ".\n");
        table.add("| what | median [range] | limit | | remark |");
        table.add("|---|---|---|---|---|");
        table.addAll(rows.values());
        table.add("");
        Files.writeString(file, text.substring(0, from) + String.join("\n", table) + text.substring(to));
    }

    private static boolean isFigure(String line) {
        return line.startsWith("| ") && !line.startsWith("| what ");
    }

    private static String name(String row) {
        return row.split("\\|")[1].strip();
    }

    static String machine() throws IOException {
        var processor = line("/proc/cpuinfo", "model name");
        var memory = Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1024 / 1024;
        return "%d × %s, %d GiB, %s %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        memory,
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.version"));
    }

    private static String line(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
                    .orElse("a machine that does not say");
        }
    }
}
