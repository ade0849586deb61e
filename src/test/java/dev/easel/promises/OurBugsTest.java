package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages about our bugs and about threats name tests; each of them is there. */
final class OurBugsTest {
    private static final Path BUGS = Path.of("docs/explanation/our-bugs.md");
    private static final Path THREATS = Path.of("docs/explanation/threat-model.md");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9_./-]+)#([A-Za-z0-9]+)`");

    /** What went wrong, since, mended, found by, test. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\|[^|\n]+\\| `[0-9a-f]{7}` \\| `[0-9a-f]{7}` \\|[^|\n]+\\|([^|\n]+)\\|$");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        for (var page : List.of(BUGS, THREATS)) {
            var text = Files.readString(page);
            assertEquals(List.of(), missing(text), page + " names tests that do not exist");
            assertTrue(TEST.matcher(text).results().count() > 20, page + " names hardly any test");
        }
    }

    @Test
    void everyBugHasItsTest() throws IOException {
        var rows = rows(Files.readString(BUGS));
        System.out.printf("promises: %d of our bugs are held by tests%n", rows.size());
        assertTrue(rows.size() > 40, "only " + rows.size() + " rows");
        assertEquals(
                List.of(),
                rows.stream().filter(row -> !TEST.matcher(row).find()).toList());
    }

    @Test
    void aTestThatDoesNotExistIsSeen() {
        var planted = "`promises.OurBugsTest#aTestThatDoesNotExistIsSeen`, `promises.OurBugsTest#nothing`, `No#test`,"
                + " `clients/capi-stack/stack/ports_test.go#TestNothing`";
        assertEquals(
                List.of(
                        "promises.OurBugsTest#nothing",
                        "No#test",
                        "clients/capi-stack/stack/ports_test.go#TestNothing"),
                missing(planted));
    }

    @Test
    void aRowWithoutATestIsSeen() {
        assertEquals(List.of(" nobody "), rows("| it broke | `0000000` | `1111111` | a user | nobody |"));
    }

    private static List<String> rows(String page) {
        return ROW.matcher(page).results().map(row -> row.group(1)).toList();
    }

    private static List<String> missing(String page) {
        var missing = new ArrayList<String>();
        for (var test : TEST.matcher(page).results().toList()) {
            if (!exists(test.group(1), test.group(2))) missing.add(test.group(1) + "#" + test.group(2));
        }
        return missing;
    }

    private static boolean exists(String where, String name) {
        var isGo = where.endsWith(".go");
        var file = isGo ? Path.of(where) : Path.of("src/test/java/dev/easel", where.replace('.', '/') + ".java");
        var beginning = isGo ? "(?m)^func " : "(?m)^    (?:public )?(?:void|Stream<DynamicTest>) ";
        try {
            return Files.exists(file)
                    && Pattern.compile(beginning + name + "\\(")
                            .matcher(Files.readString(file))
                            .find();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
