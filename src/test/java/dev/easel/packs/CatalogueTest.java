package dev.easel.packs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class CatalogueTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final String PUBLIC = uid("Public Repo");
    private static final String PALETTE = uid("Palette Registry");
    private static final String COMMUNITY = uid("Palette Community Registry");
    private static final Set<String> CLOUD_TYPES = Set.of(
            ("all aws eks azure aks gcp gke vsphere maas openstack apache-cloudstack edge edge-native baremetal libvirt"
                            + " custom")
                    .split(" "));

    @Test
    void theIndexNamesEveryFolder() throws IOException {
        try (var folders = Files.list(Path.of("packs"))) {
            var names = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(
                    List.copyOf(names),
                    CATALOGUE.packs().map(Pack::name).sorted().toList());
        }
    }

    @Test
    void everyVersionIsFoundByNameAndByUid() {
        CATALOGUE
                .packs()
                .forEach(pack -> pack.versions().forEach((registry, versions) -> {
                    for (var version : versions) {
                        var found = CATALOGUE
                                .find(pack.name(), version, uid(registry))
                                .orElseThrow();
                        assertEquals(version, found.version());
                        assertEquals(found, CATALOGUE.pack(found.uid()).orElseThrow());
                        assertTrue(CATALOGUE.tags(pack.name(), uid(registry)).contains(found));
                    }
                }));
    }

    @Test
    void uidsAreUniqueAndNeedNoEscaping() {
        var uids = new HashSet<String>();
        CATALOGUE.registries().forEach(registry -> assertTrue(uids.add(registry.uid())));
        CATALOGUE.tags().forEach(tag -> assertTrue(uids.add(tag.uid()), tag::toString));
        uids.forEach(uid -> assertTrue(uid.matches("[0-9a-f]{24}"), uid));
        assertTrue(uids.size() > 2500, "only " + uids.size());
    }

    @ParameterizedTest
    @CsvSource({
        "Public Repo, 4d361f2179e345ffde25fcef",
        "Palette Registry, c8588e300e850c80d2aac60a",
        "Palette Community Registry, fd4a95631b95186cb205b48b"
    })
    void registriesKeepTheirUids(String name, String uid) {
        assertEquals(uid, uid(name));
    }

    @ParameterizedTest
    @CsvSource({
        "Public Repo, kubernetes, 1.30.4, 4d43cde9cdd2c31720e96cd3",
        "Public Repo, ubuntu-aws, LTS__18.4.x, 7f2f3f1a85d0ac07df9cf084",
        "Palette Registry, cni-calico, 3.31.5, aad8f02255c04789278fac72",
        "Palette Community Registry, argo-cd, 3.26.7, 0b52995d0e589517fcec72d2"
    })
    void packsKeepTheirUids(String registry, String name, String version, String uid) {
        assertEquals(
                uid, CATALOGUE.find(name, version, uid(registry)).orElseThrow().uid());
    }

    @Test
    void versionsStandInTheirOrder() {
        CATALOGUE
                .packs()
                .forEach(pack -> pack.versions().forEach((registry, versions) -> {
                    var sorted = versions.stream()
                            .map(Version::of)
                            .sorted()
                            .map(Version::toString)
                            .toList();
                    assertEquals(sorted, versions, pack.name());
                    var newest = CATALOGUE
                            .tags(pack.name(), uid(registry))
                            .getFirst()
                            .version();
                    assertEquals(sorted.getLast(), newest);
                }));
    }

    @Test
    void onePackInTwoRegistriesIsHeldApart() {
        assertEquals("10.3.2", CATALOGUE.tags("argo-cd", PUBLIC).getFirst().version());
        assertEquals("3.26.7", CATALOGUE.tags("argo-cd", COMMUNITY).getFirst().version());
        assertTrue(CATALOGUE.find("argo-cd", "3.26.7", PUBLIC).isEmpty());
        assertEquals(
                COMMUNITY,
                CATALOGUE.find("argo-cd", "3.26.7").orElseThrow().registry().uid());
        assertEquals(
                "spectro", CATALOGUE.find("argo-cd", "10.3.2").orElseThrow().type());
        assertEquals("oci", CATALOGUE.find("argo-cd", "3.26.7").orElseThrow().type());
    }

    @Test
    void theMirrorServesWhatThePublicRepoServes() {
        var here =
                CATALOGUE.tags("kubernetes", PUBLIC).stream().map(Tag::version).toList();
        assertEquals(
                here,
                CATALOGUE.tags("kubernetes", PALETTE).stream().map(Tag::version).toList());
        assertEquals("oci", CATALOGUE.tags("kubernetes", PALETTE).getFirst().type());
    }

    @Test
    void everyFieldIsInsideTheContract() {
        var contract = Contract.load();
        var layers = enumeration(contract, "v1PackLayer");
        var types = enumeration(contract, "v1PackType");
        CATALOGUE.tags().forEach(tag -> {
            assertTrue(layers.contains(tag.pack().layer()), tag::toString);
            assertTrue(types.contains(tag.type()), tag::toString);
            assertTrue(CLOUD_TYPES.containsAll(tag.pack().cloudTypes()), tag::toString);
        });
    }

    @Test
    void presetsAndSchemasAreRowsOfTheContract() {
        var contract = Contract.load();
        CATALOGUE.packs().forEach(pack -> {
            for (var row : CATALOGUE.presets(pack)) {
                assertEquals(List.of(), contract.schema("v1PackPreset").checkReply(row), pack.name());
            }
            for (var row : CATALOGUE.schema(pack)) {
                assertEquals(List.of(), contract.schema("v1PackSchema").checkReply(row), pack.name());
            }
        });
        var calico = CATALOGUE.tags("cni-calico", PUBLIC).getFirst().pack();
        assertEquals(3, CATALOGUE.presets(calico).size());
        assertEquals(2, CATALOGUE.schema(calico).size());
    }

    @Test
    void valuesAreYamlWithValidNamespacesAndPriorities() {
        var yaml = new YAMLMapper();
        CATALOGUE.packs().forEach(pack -> {
            var section = yaml.readTree(CATALOGUE.values(pack)).path("pack");
            var namespace = section.path("namespace").asString("none");
            assertTrue(namespace.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"), pack.name());
            Integer.parseInt(section.path("spectrocloud.com/install-priority").asString("0"));
        });
    }

    @Test
    void everyChartOfAPackHasASectionInItsValues() {
        var yaml = new YAMLMapper();
        CATALOGUE.packs().forEach(pack -> {
            var charts = yaml.readTree(CATALOGUE.values(pack)).path("charts");
            pack.charts().forEach(chart -> assertTrue(charts.has(chart.split(":")[0]), pack.name() + " " + chart));
        });
    }

    @Test
    void everyUpstreamChartSaysWhereItWasLookedUp() throws IOException {
        var upstream = CATALOGUE
                .packs()
                .filter(pack -> pack.upstream().isPresent())
                .map(Pack::name)
                .toList();
        assertFalse(upstream.isEmpty());
        for (var name : upstream) {
            var chart = new YAMLMapper()
                    .readTree(Files.readString(Path.of("packs", name, "pack.json")))
                    .path("chart");
            assertTrue(chart.path("source").asString("").contains("github.com/"), name);
            assertTrue(chart.path("repository").asString("").matches("(https|oci)://[^/]+.*[^/]"), name);
        }
    }

    @Test
    void aSearchByNameShowsThePackOnceWithItsRegistries() {
        var named = criteria(Map.of("name", "argo-cd"));
        var found = CATALOGUE.search(named, List.of()).toList();
        assertEquals(1, found.size());
        assertEquals(
                List.of(PUBLIC, PALETTE, COMMUNITY),
                found.getFirst().newest().stream()
                        .map(tag -> tag.registry().uid())
                        .toList());
    }

    @Test
    void aSearchKeepsToItsCriteria() {
        var cni = CATALOGUE
                .search(criteria(Map.of("layer", "cni", "environment", "eks", "registry", PUBLIC)), List.of())
                .toList();
        assertFalse(cni.isEmpty());
        cni.forEach(listing -> {
            assertEquals("cni", listing.pack().layer());
            assertTrue(listing.pack().fits("eks"));
            assertEquals(1, listing.newest().size());
        });
        assertTrue(CATALOGUE
                        .search(criteria(Map.of("source", "community")), List.of())
                        .count()
                > 90);
        assertEquals(
                CATALOGUE.packs().count(),
                CATALOGUE.search(Criteria.ANYTHING, List.of()).count());
    }

    @Test
    void theNewestOfEveryPackWithARealReleaseIsExact() {
        CATALOGUE
                .search(Criteria.ANYTHING, List.of())
                .flatMap(listing -> listing.newest().stream())
                .forEach(tag -> {
                    var versions =
                            CATALOGUE.tags(tag.pack().name(), tag.registry().uid());
                    var real = versions.stream()
                            .anyMatch(it -> Version.of(it.version()).isExact());
                    assertEquals(real, Version.of(tag.version()).isExact(), tag::toString);
                });
    }

    private static Criteria criteria(Map<String, String> asked) {
        return new Criteria(
                pack -> !asked.containsKey("name") || pack.name().equals(asked.get("name")),
                Set.of(),
                set(asked, "layer"),
                set(asked, "environment"),
                Set.of(),
                set(asked, "registry"),
                set(asked, "source"),
                false);
    }

    private static Set<String> set(Map<String, String> asked, String name) {
        return asked.containsKey(name) ? Set.of(asked.get(name)) : Set.of();
    }

    private static Set<String> enumeration(Contract contract, String name) {
        return contract.schema(name)
                .source()
                .path("enum")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    private static String uid(String registry) {
        return CATALOGUE.registries().stream()
                .filter(it -> it.name().equals(registry))
                .findFirst()
                .orElseThrow()
                .uid();
    }
}
