package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.easel.contract.Json;
import dev.easel.promises.Audit.Trail;
import dev.easel.promises.Deeds.Letter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;

/** An audit that finds nothing wrong is worth something only if it finds what was put there. */
final class AuditTest {
    private static final Letter KEPT = new Letter("u1", Optional.of("text-1"), 3);
    private static final Letter LET_GO = new Letter("u2", Optional.empty(), 3);
    private static final Trail WHOLE = new Trail(Map.of("create", 1, "update", 2), 3);
    private static final Trail ENDED = new Trail(Map.of("create", 1, "update", 1, "delete", 1), 2);

    private final Deeds deeds = new Deeds(
            () -> {
                throw new IllegalStateException();
            },
            1);
    private final Audit audit = new Audit(deeds);

    @BeforeEach
    void write() {
        deeds.letters().put("one", KEPT);
        deeds.letters().put("two", LET_GO);
    }

    @Test
    void whatIsRightPasses() {
        audit.documents(items("one u1 text-1"));
        audit.trails(Map.of("u1", WHOLE, "u2", ENDED));
        audit.events(List.of("one", "two"));
    }

    @Test
    void aLostWriteIsFound() {
        wrong(() -> audit.documents(items()));
        wrong(() -> audit.documents(items("one u1 text-0")));
        wrong(() -> audit.trails(Map.of("u1", new Trail(Map.of("create", 1, "update", 1), 2), "u2", ENDED)));
        wrong(() -> audit.trails(Map.of("u1", WHOLE)));
    }

    @Test
    void aDeletedDocumentThatIsBackIsFound() {
        wrong(() -> audit.documents(items("one u1 text-1", "two u2 first")));
        wrong(() -> audit.trails(Map.of("u1", WHOLE, "u2", new Trail(Map.of("create", 1, "update", 1), 2))));
    }

    @Test
    void whatIsThereTwiceIsFound() {
        wrong(() -> audit.documents(items("one u1 text-1", "one u3 text-1")));
        wrong(() -> audit.trails(Map.of("u1", WHOLE, "u2", ENDED, "u3", WHOLE)));
        wrong(() -> audit.trails(Map.of("u1", new Trail(Map.of("create", 2, "update", 2), 3), "u2", ENDED)));
        wrong(() -> audit.events(List.of("one", "two", "one")));
    }

    @Test
    void aTornWriteIsFound() {
        wrong(() -> audit.trails(Map.of("u1", new Trail(Map.of("create", 1, "update", 2), 4), "u2", ENDED)));
    }

    private static void wrong(org.junit.jupiter.api.function.Executable check) {
        assertThrows(AssertionError.class, check);
    }

    /** As a list of SSH keys shows them: name, uid, text. */
    private static ArrayNode items(String... lines) {
        var items = Json.MAPPER.createArrayNode();
        for (var line : lines) {
            var words = line.split(" ");
            var item = items.addObject();
            item.putObject("metadata").put("name", words[0]).put("uid", words[1]);
            item.putObject("spec").put("publicKey", words[2]);
        }
        return items;
    }
}
