package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.auth.Rights;
import dev.easel.contract.Contract;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.permissions.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is built, and for whom. The list of what is not built may only become shorter. */
final class EveryOperationIsBoundOnceTest {
    private static final Path LIST = Path.of("contract/unbuilt.txt");

    private static final Set<String> OPEN = Set.of(
            "v1Authenticate",
            "v1AuthRefresh",
            "v1AuthOrg",
            "V1AuthSsoProviders",
            "V1SsoLogins",
            "v1PasswordActivate",
            // The old password says who asks: whoever has one that expired has no session.
            "V1UsersPasswordChange",
            "V1HealthPing",
            "V1HealthReady",
            "v1SpectroClustersUidImportManifest");

    private static Binder binder;

    @BeforeAll
    static void house() {
        binder = Fixture.binder();
    }

    @Test
    void nothingFallsBackToNotBuilt() throws IOException {
        var unbuilt = new TreeSet<>(binder.unbuilt());
        System.out.printf(
                "promises: %d of %d operations are built, %d are not%n",
                binder.table().size(), Fixture.contract().operations().size(), unbuilt.size());
        var listed = new TreeSet<>(Files.readAllLines(LIST));
        var done = new TreeSet<>(listed);
        done.removeAll(unbuilt);
        if (!done.isEmpty()) {
            System.out.printf("promises: %d on the list are built now: ./easel unbuilt >%s%n", done.size(), LIST);
        }
        unbuilt.removeAll(listed);
        assertEquals(Set.of(), unbuilt, "not built, and not in " + LIST + ", which only becomes shorter");
    }

    /** The binder refuses a second line for an operation; this is what it refuses it with. */
    @Test
    void aSecondLineForAnOperationIsRefused() {
        var twice = new Binder(Fixture.contract());
        twice.op("v1ProjectsUidGet", Action.SIGNED_IN, _ -> "");
        twice.op("v1ProjectsUidGet", Action.SIGNED_IN, _ -> "");
        twice.op("v1Nonsense", Action.SIGNED_IN, _ -> "");
        var refusal = assertThrows(IllegalStateException.class, twice::check).getMessage();
        assertTrue(refusal.contains("v1ProjectsUidGet is bound already"), refusal);
        assertTrue(refusal.contains("the contract has no v1Nonsense"), refusal);
    }

    @Test
    void everyPermissionCanBeGranted() {
        var permissions = Permissions.load();
        var aloud = Set.of(Action.OPEN, Action.SIGNED_IN);
        var unknown = new TreeSet<String>();
        binder.table().forEach((id, bound) -> {
            var permission = bound.action().permission();
            if (!aloud.contains(permission) && !permissions.knows(permission) && !Rights.NONE.allows("", permission)) {
                unknown.add("%s needs %s (%s)".formatted(id, permission, bound.where()));
            }
        });
        assertEquals("", String.join("\n", unknown));
    }

    /** Whoever is not signed in reaches these and no others; a new one is a decision. */
    @Test
    void fewAreOpen() {
        var open = binder.table().entrySet().stream()
                .filter(entry -> entry.getValue().action().permission().equals(Action.OPEN))
                .map(Map.Entry::getKey)
                .filter(id -> !OPEN.contains(id))
                .toList();
        assertEquals(List.of(), open);
    }

    /** The served document tells clients, and tools that look for open doors, which ones are meant to be open. */
    @Test
    void theContractSaysWhichAreOpen() {
        var open = Contract.families().values().stream()
                .flatMap(family -> family.valueStream())
                .flatMap(path -> path.valueStream())
                .filter(operation -> operation.path("security").isArray())
                .filter(operation -> operation.path("security").isEmpty())
                .map(operation -> operation.path("operationId").asString())
                .collect(Collectors.toSet());
        assertEquals(OPEN, open);
    }

    @Test
    void whatIsBuiltHasASummary() {
        var silent = binder.table().keySet().stream()
                .filter(id -> Fixture.contract().operation(id).summary().isBlank())
                .sorted()
                .toList();
        assertEquals(List.of(), silent);
    }
}
