package dev.easel.clouds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Contract;
import dev.easel.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CloudsTest {
    private static final Contract CONTRACT = Contract.load();
    private static final Clouds CLOUDS = Clouds.load();

    static Stream<Cloud> everyCloud() {
        return Stream.concat(CLOUDS.all().stream(), Stream.of(CLOUDS.custom("nutanix")));
    }

    @Test
    void theNamedCloudsAreThere() {
        var names = List.of(
                ("aws eks azure aks gcp gke vsphere maas apache-cloudstack edge-native virtual generic").split(" "));
        assertEquals(names, CLOUDS.all().stream().map(Cloud::name).toList());
        names.forEach(
                name -> assertEquals(name, CLOUDS.named(name).orElseThrow().path()));
        assertTrue(CLOUDS.named("cloudTypes").isEmpty());
    }

    @Test
    void sixCloudsKeepAccounts() {
        assertEquals(
                List.of("aws", "azure", "gcp", "vsphere", "maas", "apache-cloudstack"),
                CLOUDS.withAccounts().stream().map(Cloud::name).toList());
        var eks = CLOUDS.named("eks").orElseThrow().account().orElseThrow();
        assertEquals(CLOUDS.named("aws").orElseThrow().account().orElseThrow(), eks);
        assertTrue(CLOUDS.named("edge-native").orElseThrow().account().isEmpty());
    }

    @Test
    void aCustomCloudIsARowLikeTheOthers() {
        var cloud = CLOUDS.custom("nutanix");
        assertEquals("cloudTypes/nutanix", cloud.path());
        assertEquals("nutanix", cloud.account().orElseThrow().cloud());
        assertTrue(cloud.keepsAccounts());
        assertFalse(CLOUDS.regions(cloud).isEmpty());
    }

    @Test
    void noFieldOfAFolderIsUnknown() throws IOException {
        var strict = Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        try (var folders = Files.list(Path.of("clouds")).filter(Files::isDirectory)) {
            for (var folder : folders.toList()) {
                var cloud = strict.forType(Cloud.class).<Cloud>readValue(folder.resolve("cloud.json"));
                assertEquals(folder.getFileName().toString(), cloud.name());
                var facts = folder.resolve("facts.json");
                assertEquals(cloud.facts().equals(cloud.name()), Files.exists(facts), cloud.name());
                if (Files.exists(facts)) strict.forType(Facts.class).readValue(facts);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyCloud")
    void operationsAndTagsExist(Cloud cloud) {
        var wanted = new ArrayList<>(cloud.cluster().operations().values());
        wanted.add("v1CloudConfigs" + cloud.tags().configs() + "Get");
        cloud.account()
                .ifPresent(
                        account -> wanted.add("v1CloudAccounts" + cloud.tags().accounts() + "Create"));
        wanted.forEach(id -> assertTrue(CONTRACT.knows(id), id));
    }

    @ParameterizedTest
    @MethodSource("everyCloud")
    void poolPointersStandInTheContract(Cloud cloud) {
        var pool = cloud.pool();
        var pointers = new ArrayList<>(pool.hardware());
        pointers.addAll(pool.defaults().keySet());
        pointers.addAll(List.of(pool.zones(), pool.instanceType(), pool.cpu(), pool.memoryMiB(), pool.diskGiB()));
        pointers.add(pool.storageType());
        expect(cloud.schemas().pool(), pointers);
        expect(cloud.schemas().pool(), pool.renames().stream().map(Rename::to).toList());
        expect(
                cloud.schemas().poolEntity(),
                pool.renames().stream().map(Rename::from).toList());
    }

    @ParameterizedTest
    @MethodSource("everyCloud")
    void clusterAndMachinePointersStandInTheContract(Cloud cloud) {
        expect(cloud.schemas().clusterConfig(), List.of(cloud.cluster().region()));
        expect(
                cloud.schemas().clusterConfig(),
                cloud.cluster().renames().stream().map(Rename::to).toList());
        expect(
                cloud.schemas().clusterConfigUpdate(),
                cloud.cluster().renames().stream()
                        .map(it -> "/clusterConfig" + it.from())
                        .toList());
        expect(
                cloud.schemas().machine(),
                cloud.machine().spec().stream().map(it -> "/spec" + it.to()).toList());
        var sources = cloud.machine().spec().stream().map(Rename::from).toList();
        expect(cloud.schemas().pool(), inside(sources, "/pool"));
        expect(cloud.schemas().clusterConfig(), inside(sources, "/config"));
        Stream.of(cloud.schemas().cluster(), cloud.schemas().cloudConfig()).forEach(CONTRACT::schema);
    }

    @ParameterizedTest
    @MethodSource("everyCloud")
    void accountPointersStandInTheContract(Cloud cloud) {
        cloud.account().ifPresent(account -> {
            var pointers = new ArrayList<>(account.required());
            pointers.addAll(account.secrets());
            pointers.addAll(account.defaults().keySet());
            expect(account.schema(), pointers);
            expect(account.createSchema(), pointers);
        });
    }

    @ParameterizedTest
    @MethodSource("everyCloud")
    void everyCloudHasRegionsAndSizes(Cloud cloud) {
        assertFalse(CLOUDS.regions(cloud).isEmpty());
        for (var region : CLOUDS.regions(cloud)) {
            assertFalse(CLOUDS.instanceTypes(cloud, region.name(), Facts.AtLeast.ANYTHING)
                    .isEmpty());
        }
        assertFalse(CLOUDS.facts(cloud).storageTypes().isEmpty());
        assertTrue(CLOUDS.facts(cloud).approx());
    }

    @ParameterizedTest
    @CsvSource({"aws, us-east-1, 31, 22, 7", "azure, eastus, 39, 23, 5", "gcp, us-central1, 38, 19, 4"})
    void thePublicCloudsAreComplete(String name, String region, int regions, int sizes, int disks) {
        var cloud = CLOUDS.named(name).orElseThrow();
        assertEquals(regions, CLOUDS.regions(cloud).size());
        assertEquals(
                sizes,
                CLOUDS.instanceTypes(cloud, region, Facts.AtLeast.ANYTHING).size());
        assertEquals(disks, CLOUDS.facts(cloud).storageTypes().size());
        assertFalse(CLOUDS.zones(cloud, region).isEmpty());
        assertTrue(CLOUDS.zones(cloud, "nowhere").isEmpty());
        assertTrue(
                CLOUDS.instanceTypes(cloud, "nowhere", Facts.AtLeast.ANYTHING).isEmpty());
    }

    @Test
    void managedClustersShareTheFactsOfTheirCloud() {
        var eks = CLOUDS.named("eks").orElseThrow();
        assertEquals(CLOUDS.facts(CLOUDS.named("aws").orElseThrow()), CLOUDS.facts(eks));
        assertEquals(0.10, eks.cluster().controlPlanePricePerHour());
    }

    @Test
    void sizesAreFilteredByWhatTheyOffer() {
        var aws = CLOUDS.named("aws").orElseThrow();
        var found = CLOUDS.instanceTypes(aws, "us-east-1", new Facts.AtLeast(4, 16_384, 1));
        assertEquals(
                List.of("g4dn.xlarge", "p3.2xlarge"),
                found.stream().map(Facts.InstanceType::name).toList());
        assertEquals(Optional.of(0.096), CLOUDS.price(aws, "m5.large"));
        assertEquals(Optional.of(0.08), CLOUDS.storagePrice(aws, "gp3"));
        assertEquals(Optional.empty(), CLOUDS.price(aws, "unknown"));
    }

    @Test
    void aRegionThatTheUserNamesHasZones() {
        var vsphere = CLOUDS.named("vsphere").orElseThrow();
        assertEquals(List.of("cluster-1"), CLOUDS.zones(vsphere, "my-datacenter"));
        assertFalse(CLOUDS.instanceTypes(vsphere, "my-datacenter", Facts.AtLeast.ANYTHING)
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws | {\"subnets\":[{\"az\":\"a\",\"id\":\"s1\"}]} | {\"subnetIds\":{\"a\":\"s1\"}}",
                "aws | {\"azs\":[\"a\"]} | {\"azs\":[\"a\"]}",
                "vsphere | {\"placements\":[{\"network\":{\"networkName\":\"n\",\"parentPoolUid\":\"p\"}}]}"
                        + " | {\"placements\":[{\"network\":{\"networkName\":\"n\",\"parentPoolRef\":{\"uid\":\"p\"}}}]}",
                "maas | {\"network\":{\"networkName\":\"n\"}}"
                        + " | {\"network\":{\"networkName\":\"n\",\"parentPoolRef\":{\"uid\":\"\"}}}",
                "maas | {\"resourcePool\":\"\"} | {\"resourcePool\":\"\"}",
                "edge-native | {\"edgeHosts\":[{\"hostUid\":\"h\",\"nic\":{\"ip\":\"1.2.3.4\"}}]}"
                        + " | {\"hosts\":[{\"hostUid\":\"h\",\"nic\":{\"ip\":\"1.2.3.4\"},\"hostAddress\":\"1.2.3.4\"}]}",
                "generic | {\"instanceType\":{\"name\":\"big\",\"diskGiB\":9}} | {\"instanceType\":\"big\",\"rootDeviceSize\":9}"
            })
    void aWrittenPoolIsReadFlat(String cloud, String written, String read) {
        var entity = Json.object();
        entity.set("poolConfig", Json.object().put("name", "p").put("size", 1));
        entity.set("cloudConfig", json(written));
        var expected =
                Json.object().put("isControlPlane", false).put("name", "p").put("size", 1);
        expected.setAll((ObjectNode) json(read));
        assertEquals(expected, CLOUDS.named(cloud).orElseThrow().pool().flatten(entity));
    }

    @Test
    void aManagedPoolConfigIsMeltedIn() {
        var flat = CLOUDS.named("aks").orElseThrow().pool().flatten(json("""
                {"poolConfig": {"name": "p"}, "cloudConfig": {"instanceType": "Standard_D2s_v3"},
                 "managedPoolConfig": {"osType": "Linux", "isSystemNodePool": true}}"""));
        assertEquals("Linux", flat.path("osType").asString());
        assertTrue(flat.path("isSystemNodePool").asBoolean());
    }

    @Test
    void aVsphereConfigIsReadWithAPoolReference() {
        var written =
                (ObjectNode) json("{\"placement\": {\"network\": {\"networkName\": \"n\", \"parentPoolUid\": \"p\"}}}");
        var read = CLOUDS.named("vsphere").orElseThrow().cluster().readable(written);
        assertEquals(
                json("{\"placement\": {\"network\": {\"networkName\": \"n\", \"parentPoolRef\": {\"uid\": \"p\"}}}}"),
                read);
    }

    @Test
    void aMachineIsDescribedAsTheContractWants() {
        var spec = CLOUDS.named("aws").orElseThrow().machine().describe(json("""
                {"pool": {"instanceType": "m5.large"}, "config": {}, "machine": {"zone": "us-east-1a"}}"""));
        var machine = Json.object();
        machine.set("spec", spec);
        assertEquals(List.of(), CONTRACT.schema("v1AwsMachine").checkReply(machine));
        assertEquals("us-east-1a", spec.path("az").asString());
    }

    private static List<String> inside(List<String> pointers, String part) {
        return pointers.stream()
                .filter(pointer -> pointer.startsWith(part + "/"))
                .map(pointer -> pointer.substring(part.length()))
                .toList();
    }

    private static void expect(String schema, List<String> pointers) {
        var missing = pointers.stream()
                .filter(pointer ->
                        resolve(CONTRACT.schema(schema).source(), pointer).isEmpty())
                .toList();
        assertEquals(List.of(), missing, schema);
    }

    /** The schema of what a pointer shows, if the contract knows it. */
    private static Optional<JsonNode> resolve(JsonNode schema, String pointer) {
        var target = deref(schema);
        if (pointer.isEmpty()) return Optional.of(target);
        var end = pointer.indexOf('/', 1) < 0 ? pointer.length() : pointer.indexOf('/', 1);
        var next = child(target, pointer.substring(1, end));
        if (!next.isMissingNode()) return resolve(next, pointer.substring(end));
        return target.path("allOf")
                .valueStream()
                .flatMap(part -> resolve(part, pointer).stream())
                .findFirst();
    }

    private static JsonNode child(JsonNode schema, String name) {
        if (name.equals("*") && schema.has("additionalProperties")) return schema.path("additionalProperties");
        return name.matches("\\*|\\d+")
                ? schema.path("items")
                : schema.path("properties").path(name);
    }

    private static JsonNode deref(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty()
                ? schema
                : deref(CONTRACT.schema(reference.substring(reference.lastIndexOf('/') + 1))
                        .source());
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }
}
