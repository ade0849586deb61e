package dev.easel.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static final Path PAGE = Path.of("docs/reference/templates.md");
    private static final Pattern WORD = Pattern.compile("`([A-Za-z0-9.]+)`");

    @Test
    void thePageNamesEveryFunctionAndNoOther() throws IOException {
        var names = new TreeSet<String>();
        Functions.names().forEach(names::add);
        assertEquals(names, words("## Functions"));
    }

    @Test
    void thePageNamesEverySystemMacroAndNoOther() throws IOException {
        assertEquals(new TreeSet<>(Names.SYSTEM), words("## System macros"));
    }

    private static Set<String> words(String heading) throws IOException {
        var section = Files.readString(PAGE)
                .split(Pattern.quote(heading) + "\n", 2)[1]
                .split("\n## ", 2)[0];
        return WORD.matcher(section)
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
