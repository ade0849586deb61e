package dev.easel.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** Makes a cluster on each of three clouds through the public API, and shows how they come up. */
public final class Demo {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Api tenant;
    private final Screen screen;

    public Demo(Api tenant, Screen screen) {
        this.tenant = tenant;
        this.screen = screen;
    }

    /** Writes the kubeconfig of each cluster into a folder when all of them run. */
    public void run(Path folder) {
        var making = new Making(tenant, screen);
        var project = making.project();
        var clusters = making.clusters(project);
        screen.say("");
        var watching = new Watching(project);
        var began = System.nanoTime();
        while (true) {
            var sights = clusters.stream().map(watching::look).toList();
            var elapsed = Duration.ofNanos(System.nanoTime() - began);
            if (sights.stream().allMatch(Sight::runs)) {
                screen.finish(sights, elapsed);
                clusters.forEach(made -> keep(
                        folder.resolve(made.plan().name() + ".kubeconfig"),
                        watching.kubeconfig(made.uid()).orElse("")));
                return;
            }
            screen.show(sights, elapsed);
            if (elapsed.compareTo(LONGEST) > 0) throw new IllegalStateException(stuck(sights));
            Screen.pause();
        }
    }

    static void keep(Path file, String kubeconfig) {
        try {
            var owner = PosixFilePermissions.fromString("rw-------");
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
            Files.writeString(file, kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what {@link #run} made. */
    public void clean() {
        new Cleaning(tenant, screen).clean();
    }

    private static String stuck(List<Sight> sights) {
        var names = sights.stream()
                .filter(sight -> !sight.runs())
                .map(sight -> sight.plan().name())
                .toList();
        return "these do not run after an hour: " + String.join(", ", names);
    }
}
