package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A picture of a benchmark: one strip for each figure, a dot for each round, a bar for the median, a line for the limit. */
final class Plot {
    private static final int NAMES = 380;
    private static final int WIDTH = 420;
    private static final int STRIP = 26;
    private static final String HEAD = """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="10" y="20" font-weight="bold">%s</text>
        """;

    private final StringBuilder svg = new StringBuilder();

    private Plot() {}

    static void write(Path file, String name, List<Result> results) throws IOException {
        if (results.isEmpty()) return;
        var plot = new Plot();
        int height = 50 + STRIP * results.size();
        plot.add(
                HEAD,
                NAMES + WIDTH + 150,
                height,
                name + ": rounds, their median, and the limit; each strip begins at 0");
        for (int i = 0; i < results.size(); i++) plot.strip(results.get(i), 40 + STRIP * i);
        plot.add("</svg>%n");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, plot.svg);
    }

    private void strip(Result result, int top) {
        int middle = top + STRIP / 2;
        double limit = Double.isNaN(result.limit()) ? 0 : result.limit();
        double most =
                Math.max(limit, Arrays.stream(result.figures().all()).max().orElse(0));
        double scale = most > 0 ? WIDTH * 0.95 / most : 0;
        add("<text x=\"10\" y=\"%d\">%s</text>%n", middle + 4, result.name());
        add("<path d=\"M%d %dh%d\" stroke=\"lightgray\"/>%n", NAMES, middle, WIDTH);
        for (double value : result.figures().all()) {
            add(
                    "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"steelblue\" fill-opacity=\"0.5\"/>%n",
                    NAMES + value * scale, middle);
        }
        bar(NAMES + result.figures().median() * scale, middle, "navy");
        if (limit > 0) bar(NAMES + limit * scale, middle, "crimson");
        add(
                "<text x=\"%d\" y=\"%d\">%s %s</text>%n",
                NAMES + WIDTH + 10,
                middle + 4,
                String.format(Locale.ROOT, result.format(), result.figures().median()),
                result.bound());
    }

    private void bar(double x, int middle, String colour) {
        add("<path d=\"M%.1f %dv14\" stroke=\"%s\" stroke-width=\"2\"/>%n", x, middle - 7, colour);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
