package dev.easel.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A management cluster is lost for good. One that does not hold its clusters makes none of them anew; one that was restored
 * from a copy takes them up again, as they were.
 */
final class CapiRestoreStackTest {
    private static final String GONE = "ManagementClusterUnreachable";
    private static final String MISSING = "ClusterMissing";

    @TempDir
    private Path folder;

    @Test
    void clustersOfALostManagementClusterGoOnInOneThatIsRestored() throws IOException {
        try (var elsewhere = Management.own()) {
            elsewhere.mend();
            var first = Management.start(folder.resolve("first"));
            Management.write(file(), first.credentials());
            try (var house = new Fixture("--management-kubeconfig", file().toString())) {
                var estate = Estate.on(house, Engine.CAPI);
                var kept = estate.create("kept");
                var leaving = estate.create("leaving");
                estate.awaitWhole(kept, 2);
                estate.awaitWhole(leaving, 2);
                var before = uids(first, kept);
                isLost(first, estate, kept);
                isMissingElsewhere(elsewhere, estate, kept, leaving);
                try (var second = Management.start(folder.resolve("second"))) {
                    Management.write(file(), second.credentials());
                    goesOn(second, estate, kept, before);
                    estate.awaitGone(leaving);
                    assertFalse(second.hasRoom(leaving));
                    whatIsDeletedByHandStaysDeleted(second, estate, kept);
                }
            }
        } finally {
            Management.purge(folder.resolve("first"));
            Management.purge(folder.resolve("second"));
        }
    }

    private Path file() {
        return folder.resolve("kubeconfig");
    }

    private static List<String> uids(Management management, String uid) {
        return management.machines(uid).stream()
                .map(machine -> machine.getMetadata().getUid())
                .sorted()
                .toList();
    }

    /** It is thrown away after it was copied; what was seen last is still shown, with since when. */
    private void isLost(Management first, Estate estate, String uid) throws IOException {
        first.stop();
        first.close();
        copy(folder.resolve("first"), folder.resolve("second"));
        Management.purge(folder.resolve("first"));
        var told = estate.awaitFault(uid, GONE, "https://127.0.0.1");
        assertFalse(told.since().isEmpty());
        estate.assertRunning(uid);
        assertEquals(3, estate.machines(uid).size());
        assertTrue(estate.events(uid).stream()
                .anyMatch(event -> event.reason().equals(GONE)
                        && event.message().contains(told.since().substring(0, 19))));
    }

    /** One that never held it is told as such; nothing is made there, and a deletion is not taken for done. */
    private void isMissingElsewhere(Management elsewhere, Estate estate, String kept, String leaving) {
        var since = estate.awaitFault(kept, GONE, "").since();
        Management.write(file(), elsewhere.credentials());
        assertEquals(
                since,
                estate.awaitFault(kept, MISSING, "does not hold this cluster").since());
        assertTrue(estate.events(kept).stream().anyMatch(event -> event.reason().equals(MISSING)));
        estate.resize(kept, "workers", 3);
        estate.resize(kept, "workers", 2);
        estate.delete(leaving);
        estate.awaitFault(leaving, MISSING, "force the deletion");
        estate.awaitFault(kept, MISSING, "");
        assertEquals("Deleting", estate.state(leaving));
        estate.assertRunning(kept);
        assertEquals(3, estate.machines(kept).size());
        assertEquals(
                503,
                estate.client()
                        .get(Estate.CLUSTERS + kept + "/assets/kubeconfig")
                        .status());
        for (var uid : List.of(kept, leaving)) assertFalse(elsewhere.hasRoom(uid));
    }

    /** The same machines, not one more, and what is asked of it is done. */
    private static void goesOn(Management second, Estate estate, String uid, List<String> before) {
        estate.awaitNoFault(uid, MISSING + "|ManagementCluster.*");
        estate.awaitWhole(uid, 2);
        assertEquals(before, uids(second, uid));
        assertEquals(
                before,
                estate.machines(uid).stream().map(Estate.Machine::uid).sorted().collect(Collectors.toList()));
        assertEquals(1, second.count("Cluster", "clusters", uid));
        assertTrue(estate.events(uid).stream().anyMatch(event -> event.reason().equals("ManagementClusterReached")));
        estate.resize(uid, "workers", 3);
        estate.awaitWhole(uid, 3);
        assertTrue(uids(second, uid).containsAll(before));
    }

    /** Somebody deletes it past Easel: it is told, it is not made again, and its deletion is soon done. */
    private static void whatIsDeletedByHandStaysDeleted(Management second, Estate estate, String uid) {
        var clusters = second.all("Cluster", "clusters").inNamespace(Management.namespace(uid));
        clusters.delete();
        estate.awaitFault(uid, MISSING, "or delete it");
        estate.resize(uid, "workers", 2);
        estate.awaitFault(uid, MISSING, "");
        assertEquals(0, clusters.list().getItems().size());
        assertEquals(List.of(), second.machines(uid));
        estate.delete(uid);
        estate.awaitGone(uid);
        assertFalse(second.hasRoom(uid));
    }

    /** All but the ports: those of the lost one may belong to another by then. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        var state = to.resolve("state.json");
        Files.writeString(state, Files.readString(state).replaceFirst("\"firstPort\":\\d+", "\"firstPort\":0"));
    }
}
