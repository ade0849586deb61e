package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may look into whose room. A family sees the kernel and the data, never another family. */
final class RoomsTest {
    private static final Set<String> KERNEL = Set.of("contract", "auth", "http", "store", "jobs", "resource");
    private static final Set<String> ENGINES = Set.of("provision.rehearsal", "provision.capi", "provision.agent");

    /** Rooms whose view is narrower than a family's. */
    private static final Map<String, Set<String>> VIEW = Map.ofEntries(
            Map.entry("contract", Set.of()),
            Map.entry("auth", Set.of("contract")),
            Map.entry("http", Set.of("contract", "auth")),
            Map.entry("store", Set.of("contract", "auth")),
            Map.entry("jobs", Set.of("contract", "auth", "store")),
            Map.entry("resource", Set.of("contract", "auth", "http", "store", "jobs", "search")),
            Map.entry("kinds", Set.of("store")),
            Map.entry("tables", Set.of("contract", "store")),
            Map.entry("search", Set.of("contract", "store")),
            Map.entry("permissions", Set.of("contract")),
            Map.entry("guards", Set.of("contract", "auth")),
            Map.entry("docs", Set.of("contract", "http")),
            Map.entry("clouds", Set.of("contract")),
            Map.entry("packs", Set.of("contract")),
            Map.entry("templates", Set.of("contract")),
            Map.entry("provision", Set.of("contract", "clouds")));

    private static final Set<String> DATA =
            Set.of("kinds", "tables", "search", "permissions", "guards", "clouds", "packs", "templates", "provision");
    private static final String ROOT = "the root package";

    /** The one thing of the root package that families see: what they all are. */
    private static final String FAMILY = "dev.easel.Family";

    private static final Pattern CLASS = Pattern.compile("dev/easel/((?:[a-z0-9]+/)*)([A-Z]\\w*)");

    @Test
    void everyRoomKeepsToItself() throws IOException {
        try (var files = Files.walk(Path.of("target/classes/dev/easel"))) {
            var trespasses = files.filter(file -> file.toString().endsWith(".class"))
                    .flatMap(file -> trespasses(parse(file)))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals("", String.join("\n", trespasses));
        }
    }

    @Test
    void aTrespassIsSeen() {
        var planted = Map.of(
                "dev.easel.projects.Planted uses clusters",
                List.of("dev.easel.projects.Planted", "dev.easel.clusters.Clusters"),
                "dev.easel.auth.Planted uses http",
                List.of("dev.easel.auth.Planted", "dev.easel.http.Call"),
                "dev.easel.store.Planted uses http",
                List.of("dev.easel.store.Planted", "dev.easel.http.Call"),
                "dev.easel.jobs.Planted uses projects",
                List.of("dev.easel.jobs.Planted", "dev.easel.projects.Projects"),
                "dev.easel.store.Planted uses dev.easel.Family",
                List.of("dev.easel.store.Planted", "dev.easel.Family"),
                "dev.easel.projects.Planted uses the root package",
                List.of("dev.easel.projects.Planted", "dev.easel.House"),
                "dev.easel.provision.capi.Planted uses provision.rehearsal",
                List.of("dev.easel.provision.capi.Planted", "dev.easel.provision.rehearsal.World"),
                "dev.easel.clusters.Planted uses provision.rehearsal",
                List.of("dev.easel.clusters.Planted", "dev.easel.provision.rehearsal.World"));
        planted.forEach((trespass, classes) -> assertEquals(
                List.of(trespass),
                trespasses(planted(classes.getFirst(), classes.getLast())).toList()));
    }

    @Test
    void whatIsAllowedIsNoTrespass() {
        var fine = Map.of(
                "dev.easel.House", "dev.easel.projects.Projects",
                "dev.easel.projects.Projects", "dev.easel.Family",
                "dev.easel.projects.Planted", "dev.easel.resource.Verbs",
                "dev.easel.clusters.Planted", "dev.easel.provision.Provisioner",
                "dev.easel.provision.rehearsal.Planted", "dev.easel.provision.Provisioner",
                "dev.easel.clusters.nodes.Planted", "dev.easel.clusters.Clusters");
        fine.forEach((home, used) ->
                assertEquals(List.of(), trespasses(planted(home, used)).toList(), home + " may use " + used));
    }

    private static Stream<String> trespasses(ClassModel model) {
        var name = model.thisClass().asInternalName();
        var home = room(name);
        if (home.equals(ROOT) || home.equals(FAMILY)) return Stream.of(); // it wires the house and sees everything
        return used(model)
                .filter(room -> !mayUse(home, room))
                .map(room -> "%s uses %s".formatted(name.replace('/', '.'), room));
    }

    /** Every name in the pool of constants: fields, calls, descriptors, annotations and generic signatures. */
    private static Stream<String> used(ClassModel model) {
        var names = Stream.<String>builder();
        for (var entry : model.constantPool()) {
            if (entry instanceof Utf8Entry text) names.add(text.stringValue());
        }
        return names.build()
                .flatMap(text -> CLASS.matcher(text).results().map(MatchResult::group))
                .map(RoomsTest::room)
                .distinct()
                .sorted();
    }

    /** A package below dev.easel; engines are rooms of their own, other packages belong to the room they lie in. */
    private static String room(String internalName) {
        var matcher = CLASS.matcher(internalName);
        if (!matcher.find()) return ROOT;
        if (matcher.group(1).isEmpty()) return matcher.group(2).equals("Family") ? FAMILY : ROOT;
        var path = matcher.group(1).split("/");
        var engine = path.length > 1 ? path[0] + "." + path[1] : "";
        return ENGINES.contains(engine) ? engine : path[0];
    }

    private static boolean mayUse(String home, String used) {
        if (home.equals(used)) return true;
        if (ENGINES.contains(home)) return engineSees(used);
        if (VIEW.containsKey(home)) return VIEW.get(home).contains(used);
        return KERNEL.contains(used) || DATA.contains(used) || used.equals(FAMILY);
    }

    private static boolean engineSees(String used) {
        return used.equals("provision") || VIEW.get("provision").contains(used);
    }

    private static ClassModel planted(String home, String used) {
        var bytes =
                ClassFile.of().build(ClassDesc.of(home), maker -> maker.withField("seen", ClassDesc.of(used), _ -> {}));
        return ClassFile.of().parse(bytes);
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
