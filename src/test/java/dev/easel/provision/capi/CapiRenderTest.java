package dev.easel.provision.capi;

import static dev.easel.provision.capi.Wishes.USUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is rendered of a blueprint, compared with what was looked over once; {@code -Dgolden=write} writes it anew. */
final class CapiRenderTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path GOLDEN = Path.of("src/test/resources/capi");

    @TestFactory
    Stream<DynamicTest> everyCloudIsRenderedAsItWas() {
        var clouds = Wishes.clouds().stream()
                .map(cloud -> DynamicTest.dynamicTest(cloud.name(), () -> golden(cloud.name(), USUAL.on(cloud))));
        var dev = Map.of("dev", USUAL.onDev(), "dev-autoscaled", Wishes.bounded(1, 4, 2));
        return Stream.concat(
                clouds,
                dev.entrySet().stream()
                        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> golden(one.getKey(), one.getValue()))));
    }

    private static void golden(String name, Blueprint wish) throws IOException {
        var text = yaml(wish);
        var file = GOLDEN.resolve(name + ".yaml");
        if (System.getProperty("golden", "").equals("write")) Files.writeString(file, text);
        assertEquals(Files.readString(file), text);
    }

    @Test
    void equalWishesGiveEqualBytes() {
        for (var cloud : Wishes.clouds()) assertEquals(yaml(USUAL.on(cloud)), yaml(USUAL.on(cloud)), cloud.name());
    }

    @Test
    void anotherSizeKeepsTheNamesOfAllTemplates() {
        for (var cloud : Wishes.clouds())
            assertEquals(templates(USUAL.on(cloud)), templates(USUAL.workers(5).on(cloud)), cloud.name());
        assertEquals(templates(USUAL.onDev()), templates(USUAL.workers(5).onDev()));
    }

    @Test
    void anotherTemplateOfAPoolNamesOthers() {
        var before = templates(USUAL.onDev());
        var after = templates(USUAL.template("two").onDev());
        assertEquals(before.size(), after.size());
        assertTrue(before.stream().noneMatch(after::contains));
    }

    @Test
    void machinesReferToTheNamesThatTemplatesGot() {
        var names = templates(USUAL.onDev());
        var workers = named(USUAL.onDev(), "MachineDeployment");
        for (var pointer :
                List.of("/spec/template/spec/infrastructureRef", "/spec/template/spec/bootstrap/configRef")) {
            var reference = workers.at(pointer);
            assertTrue(
                    names.contains(reference.path("kind").asString() + " "
                            + reference.path("name").asString()),
                    pointer);
        }
    }

    @Test
    void aFieldThatIsWishedForNoLongerIsNoticed() {
        var before = named(USUAL.onDev(), "MachineDeployment");
        var after = named(USUAL.workers(3).onDev(), "MachineDeployment");
        assertNotEquals(before.text(annotation()), after.text(annotation()));
    }

    private static String annotation() {
        return "/metadata/annotations/easel.dev~1rendered";
    }

    @Test
    void theMarkOfEveryObjectSaysWhoseItIs() {
        for (var cloud : Wishes.clouds()) {
            for (var thing : plan(USUAL.on(cloud)).all()) {
                assertEquals(Wishes.TARGET.uid(), thing.label("easel.dev/cluster"), thing::toString);
                var place = thing.is("Namespace") ? thing.name() : thing.namespace();
                if (!thing.name().startsWith("easel-"))
                    assertEquals("cluster-" + Wishes.TARGET.uid(), place, thing::toString);
            }
        }
    }

    @Test
    void thePauseBetweenMachinesIsThatOfThePool() {
        var pools = Map.<String, JsonNode>of("workers", Wishes.json("{'name':'workers','nodeRepaveInterval':90}"));
        var dev = USUAL.onDev().material();
        var wish = USUAL.blueprint("dev", dev.config(), pools, dev.templates());
        assertEquals("90", named(wish, "MachineDeployment").text("/spec/template/spec/minReadySeconds"));
        assertEquals("", named(USUAL.onDev(), "MachineDeployment").text("/spec/template/spec/minReadySeconds"));
    }

    @Test
    void aPoolBetweenBoundsBeginsWithinThemAndIsSizedByNobodyAfterwards() {
        assertEquals(
                List.of(1, 2, 4),
                Stream.of(0, 2, 9)
                        .map(size -> named(Wishes.bounded(1, 4, size), "MachineDeployment")
                                .at("/spec/replicas")
                                .asInt())
                        .toList());
        var there = Autoscaling.left(named(Wishes.bounded(1, 4, 2), "MachineDeployment"));
        assertTrue(there.at("/spec/replicas").isMissingNode());
        var fixed = named(Wishes.bounded(2, 2, 3), "MachineDeployment");
        assertEquals(3, Autoscaling.left(fixed).at("/spec/replicas").asInt());
        assertTrue(fixed.at("/metadata/annotations").propertyNames().stream()
                .noneMatch(name -> name.contains("autoscaler")));
    }

    @Test
    void aNameThatStandsForNothingIsToldWithItsLine() {
        var wish = dev(
                "kind: Cluster\napiVersion: cluster.x-k8s.io/v1beta2\nmetadata: {name: x}\nspec:\n  a: ${config.nothing}\n");
        var wrong = assertThrows(Wrong.class, () -> plan(wish));
        assertEquals("clusterTemplate of the cloud dev, line 5: there is no config.nothing", wrong.getMessage());
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        var wrong = assertThrows(Wrong.class, () -> plan(dev("kind: Cluster\nmetadata: {name\n")));
        assertTrue(wrong.getMessage().startsWith("clusterTemplate of the cloud dev, line "), wrong.getMessage());
    }

    @Test
    void aCloudWithoutTemplatesIsToldSo() {
        var wish = USUAL.blueprint("bare", Json.object(), Map.of(), Map.of());
        var wrong = assertThrows(Wrong.class, () -> plan(wish));
        assertEquals("TemplateMissing", wrong.reason());
    }

    /** Templates of users are applied with the rights of Easel in the management cluster. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
                "v1 Pod",
                "v1 ServiceAccount",
                "apps/v1 DaemonSet",
                "operator.cluster.x-k8s.io/v1alpha2 InfrastructureProvider",
                "cluster.x-k8s.io.evil.example/v1 Cluster",
                "cluster.x-k8s.io Cluster"
            })
    void whatUsersWriteMakesNothingButCluster(String sort) {
        var text = "kind: Cluster\napiVersion: cluster.x-k8s.io/v1beta2\nmetadata: {name: x}\n---\n"
                + "kind: %s\napiVersion: %s\nmetadata: {name: evil}\n";
        var words = sort.split(" ");
        var refused = assertThrows(Wrong.class, () -> plan(dev(text.formatted(words[1], words[0]))));
        assertEquals("TemplateInvalid", refused.reason());
        assertTrue(refused.getMessage().startsWith(words[1] + " (" + words[0] + ") evil may not"), refused::getMessage);
    }

    @Test
    void aFactNeverBecomesStructure() {
        var config = Json.object().put("text", "x\nspec: {evil: true}\n---\nkind: Evil");
        var files = Map.of(
                "clusterTemplate",
                "kind: Cluster\napiVersion: cluster.x-k8s.io/v1beta2\nmetadata: {name: \"${config.text}\"}\n");
        var ground = plan(USUAL.blueprint("dev", config, Map.of(), files)).ground();
        assertEquals(
                List.of("Namespace", "Secret", "Cluster"),
                ground.stream().map(Thing::kind).toList());
        assertTrue(ground.getLast().at("/spec/evil").isMissingNode());
    }

    @Test
    void blanksChoose() {
        var facts = Wishes.json("{'a':'x','no':false,'list':[1,2],'empty':'','effect':'PreferNoSchedule'}");
        var expected = Map.of(
                "${a}", "\"x\"",
                "${list}", "[1,2]",
                "${none:-7}", "7",
                "${none?one:other}", "\"other\"",
                "${no?1:2}", "2",
                "${a=x?yes:no}", "\"yes\"",
                "v${a}-${none:=b}", "\"vx-b\"",
                "${a|base64}", "\"eA==\"",
                "${effect|kebab}", "\"prefer-no-schedule\"",
                "echo $${a}", "\"echo ${a}\"");
        expected.forEach((text, value) ->
                assertEquals(value, Blank.fill(text, facts).orElseThrow().toString(), text));
        for (var text : List.of("${none?}", "${empty?}", "v${none?}", "${none?x:}"))
            assertTrue(Blank.fill(text, facts).isEmpty(), text);
    }

    private static Blueprint dev(String cluster) {
        return USUAL.blueprint("dev", Json.object(), Map.of(), Map.of("clusterTemplate", cluster));
    }

    private static Plan plan(Blueprint wish) {
        return new Rendering(wish, "demo", Wishes.account()).plan();
    }

    private static Thing named(Blueprint wish, String kind) {
        return plan(wish).all().stream()
                .filter(thing -> thing.is(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> templates(Blueprint wish) {
        return plan(wish).all().stream()
                .filter(Thing::isTemplate)
                .map(Thing::toString)
                .toList();
    }

    private static String yaml(Blueprint wish) {
        return plan(wish).all().stream()
                .map(Thing::tree)
                .map((JsonNode tree) -> YAML.writeValueAsString(tree))
                .collect(Collectors.joining());
    }
}
