package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.promises.Ruler.Method;
import dev.easel.promises.Ruler.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The budgets of the house: small methods, small files, a small kernel. Each test prints its figure. */
final class MeasureTest {
    private static final Set<String> KERNEL = Set.of("contract", "auth", "http", "store", "jobs", "resource");
    private static final Set<String> NO_FAMILY = Set.of("", "kinds", "clouds", "packs", "templates", "provision");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
    private static final Pattern SWITCHED_OFF = Pattern.compile("(?m)^\\s*@Disabled");
    private static Ruler main;

    @BeforeAll
    static void measure() throws IOException {
        main = Ruler.measure(Path.of("src/main/java"));
    }

    @Test
    void methodsAreShort() {
        none(main.methods.stream()
                .filter(method -> method.lines() > 30)
                .map(Method::toString)
                .toList());
        within("method lines, nine of ten", 15, percentile(main.methods, Method::lines, 0.9));
    }

    @Test
    void methodsTakeFewParameters() {
        none(main.methods.stream()
                .filter(method -> method.parameters() > 5)
                .map(Method::toString)
                .toList());
        within("parameters, nine of ten", 3, percentile(main.methods, Method::parameters, 0.9));
        within(
                "boolean parameters",
                0,
                main.methods.stream().mapToInt(Method::flags).sum());
    }

    @Test
    void filesAreSmall() {
        none(main.files.stream()
                .filter(file -> file.code() > 250)
                .map(Source::toString)
                .toList());
        within("code lines of a file, median", 50, percentile(main.files, Source::code, 0.5));
    }

    @Test
    void aFamilyIsOnePage() {
        var families = main.files.stream()
                .filter(file -> file.open() && !KERNEL.contains(file.room()) && !NO_FAMILY.contains(file.room()))
                .toList();
        none(families.stream()
                .filter(file -> file.code() > 150)
                .map(Source::toString)
                .toList());
        say(
                "code lines of a family's largest class",
                families.stream().mapToInt(Source::code).max().orElse(0),
                150);
    }

    @Test
    void theKernelIsSmall() {
        for (var room : KERNEL) System.out.printf("  %-8s %5d%n", room, code(Set.of(room)));
        within("code lines of the kernel", 4_500, code(KERNEL));
        var comments = main.files.stream().mapToInt(Source::comment).sum();
        var code = main.files.stream().mapToInt(Source::code).sum();
        System.out.printf(
                "measure: %d files, %d code lines, %d %% comments%n", main.files.size(), code, 100 * comments / code);
    }

    @Test
    void thereAreADozenVerbs() {
        var verbs = main.methods.stream()
                .filter(Method::action)
                .map(Method::where)
                .filter(where -> where.startsWith("resource/Verbs.java") || where.startsWith("resource/Children.java"))
                .distinct()
                .count();
        within("verbs", 12, (int) verbs);
        within("table lines", 1_000, main.tableLines);
    }

    @Test
    void nothingIsLeftUnsaid() throws IOException {
        none(main.nulls);
        var left = new ArrayList<String>();
        for (var folder : List.of("src/main/java", "src/test/java")) {
            for (var file : Ruler.sources(Path.of(folder))) {
                var text = Files.readString(file);
                if (UNFINISHED.matcher(text).find()
                        || SWITCHED_OFF.matcher(text).find()) left.add(file.toString());
            }
        }
        none(left);
    }

    private static int code(Set<String> rooms) {
        return main.files.stream()
                .filter(file -> rooms.contains(file.room()))
                .mapToInt(Source::code)
                .sum();
    }

    private static <T> int percentile(List<T> all, ToIntFunction<T> figure, double share) {
        var figures = all.stream().mapToInt(figure).sorted().toArray();
        return figures[Math.min(figures.length - 1, (int) (figures.length * share))];
    }

    private static void within(String what, int limit, int figure) {
        say(what, figure, limit);
        assertTrue(figure <= limit, "%s: %d is over %d".formatted(what, figure, limit));
    }

    private static void say(String what, int figure, int limit) {
        System.out.printf("measure: %-40s %5d of %5d%n", what, figure, limit);
    }

    private static void none(List<String> offenders) {
        assertEquals("", String.join("\n", offenders));
    }
}
