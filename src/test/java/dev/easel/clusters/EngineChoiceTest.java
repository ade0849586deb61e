package dev.easel.clusters;

import static dev.easel.kinds.Kinds.PROJECT_ROOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench.Answer;
import dev.easel.ClusterBench;
import dev.easel.contract.Json;
import dev.easel.store.Query.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Which engine carries a cluster, and what is said of a management cluster that cannot be reached. */
final class EngineChoiceTest {
    private static final String NOWHERE = """
            apiVersion: v1
            kind: Config
            clusters: [{name: a, cluster: {server: "https://127.0.0.1:1"}}]
            contexts: [{name: a, context: {cluster: a, user: a}}]
            current-context: a
            users: [{name: a, user: {token: none}}]
            """;

    @TempDir
    private static Path folder;

    private static ClusterBench bench;

    @BeforeAll
    static void open() throws IOException {
        var file = Files.writeString(folder.resolve("kubeconfig"), NOWHERE);
        bench = new ClusterBench("--management-kubeconfig", file.toString());
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static Answer create(String cloud, String name, String engine) {
        var row = bench.clouds.named(cloud).orElseThrow();
        var profile = cloud.equals("virtual") ? "" : bench.profile(name, "1.0.0", cloud, "1.32.4");
        var body = (ObjectNode) Json.MAPPER.readTree(bench.body(row, name, profile));
        if (!engine.isEmpty())
            ((ObjectNode) body.path("metadata")).putObject("annotations").put("easel.dev/engine", engine);
        return bench.ask(row.cluster().operations().get("create"), body.toString());
    }

    private static String engine(String uid) {
        return bench.ask("v1SpectroClustersGet", "", uid).text("/metadata/annotations/easel.dev~1engine");
    }

    @Test
    void aClusterIsRehearsedUnlessSomebodySaysOtherwise() {
        assertEquals("rehearsal", engine(create("aws", "plain", "").uid()));
        assertEquals("capi", engine(create("aws", "real", "capi").uid()));
    }

    @Test
    void anEngineThatIsNotThereIsRefused() {
        var answer = create("aws", "unknown", "moonshine");
        assertEquals(400, answer.status());
        assertTrue(answer.body().toString().contains("metadata.annotations.easel.dev/engine"), answer::toString);
    }

    @Test
    void aCloudThatAnEngineCannotMakeIsRefused() {
        var answer = create("virtual", "inside", "capi");
        assertEquals(400, answer.status());
        assertTrue(answer.body().toString().contains("makes no clusters of virtual"), answer::toString);
    }

    @Test
    void theProjectMayChoose() {
        var at = bench.bench.store.find(PROJECT_ROOM, Reach.tenant(bench.bench.house.tenant()), bench.project);
        var before = at.orElseThrow();
        bench.change(
                PROJECT_ROOM,
                bench.project,
                body -> ((ObjectNode) body.path("metadata"))
                        .withObject("/annotations")
                        .put("easel.dev/engine", "capi"));
        try {
            assertEquals("capi", engine(create("aws", "by-project", "").uid()));
            assertEquals(
                    "rehearsal", engine(create("aws", "by-itself", "rehearsal").uid()));
        } finally {
            bench.change(PROJECT_ROOM, bench.project, body -> body.set("metadata", before.at("/metadata")));
        }
    }

    @Test
    void theChoiceIsForGood() {
        var uid = create("aws", "settled", "").uid();
        var body = "{\"metadata\":{\"name\":\"settled\",\"annotations\":{\"easel.dev/engine\":\"capi\"}}}";
        assertEquals(
                204, bench.ask("v1SpectroClustersUidMetadataUpdate", body, uid).status());
        assertEquals("rehearsal", engine(uid));
    }

    @Test
    void aManagementClusterThatCannotBeReachedIsToldAndTheServerServes() {
        var uid = create("aws", "waiting", "capi").uid();
        bench.look(uid);
        var cluster = bench.ask("v1SpectroClustersGet", "", uid);
        assertEquals("Pending", cluster.text("/status/state"));
        var condition = cluster.body().at("/status/conditions/0");
        assertEquals("ManagementClusterReachable", condition.path("type").asString());
        assertEquals("False", condition.path("status").asString());
        assertEquals(404, bench.ask("v1SpectroClustersUidKubeConfig", "", uid).status());
        assertEquals(204, bench.ask("v1SpectroClustersDelete", "", uid).status());
        bench.look(uid);
        assertEquals("Deleting", bench.ask("v1SpectroClustersGet", "", uid).text("/status/state"));
    }
}
