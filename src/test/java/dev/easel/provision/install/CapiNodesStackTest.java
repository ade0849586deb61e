package dev.easel.provision.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint.Taint;
import dev.easel.provision.capi.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes in a real API server: cordoned and tainted, and what somebody else has done to them left alone. */
final class CapiNodesStackTest {
    private static final Taint WEB = new Taint("dedicated", "web", "NoSchedule");

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String ours = "ours-" + id;
    private final String theirs = "theirs-" + id;
    private Workload workload;

    @BeforeEach
    void open() throws IOException {
        workload = new Workload(Files.readString(Stack.kubeconfig()));
        for (var name : List.of(ours, theirs)) workload.apply(Item.named("v1", "Node", "", name));
    }

    @AfterEach
    void close() {
        if (workload == null) return;
        for (var name : List.of(ours, theirs)) workload.delete(node(name).ref());
        workload.close();
    }

    @Test
    void aNodeIsCordonedUntilThatIsNotAskedForAnyMore() {
        cordonByHand(theirs);
        assertEquals(Set.of(ours), keep(Set.of(ours, "nobody-" + id), Map.of()));
        assertTrue(isCordoned(ours));
        changesNothing(Set.of(ours), Map.of());

        var open = Json.object();
        open.putObject("spec").put("unschedulable", false);
        workload.merge(node(ours).ref(), open);
        keep(Set.of(ours), Map.of());
        assertTrue(isCordoned(ours), "kept, whoever opens it");

        assertEquals(Set.of(), keep(Set.of(), Map.of()));
        assertFalse(isCordoned(ours));
        assertTrue(isCordoned(theirs), "not ours to open");
    }

    @Test
    void aTaintStandsBesideThoseOfOthersAndIsMended() {
        var other = Json.object();
        other.putObject("spec").putArray("taints").addObject().put("key", "gpu").put("effect", "NoExecute");
        workload.merge(node(ours).ref(), other);
        keep(Set.of(), Map.of(ours, List.of(WEB)));
        assertTrue(
                taints(ours).containsAll(List.of("gpu==NoExecute", "dedicated=web=NoSchedule")),
                taints(ours)::toString);
        changesNothing(Set.of(), Map.of(ours, List.of(WEB)));
        keep(Set.of(), Map.of(ours, List.of(new Taint("dedicated", "batch", "NoSchedule"))));
        assertTrue(taints(ours).containsAll(List.of("gpu==NoExecute", "dedicated=batch=NoSchedule")));
        assertFalse(taints(ours).contains("dedicated=web=NoSchedule"));
        assertFalse(taints(theirs).contains("dedicated=web=NoSchedule"));
    }

    private Set<String> keep(Set<String> cordoned, Map<String, List<Taint>> taints) {
        return new NodeCare(workload).keep(new Nodes(cordoned, taints));
    }

    /** Controllers of the cluster write to a node, too, just after it changed, so one quiet turn of many will do. */
    private void changesNothing(Set<String> cordoned, Map<String, List<Taint>> taints) {
        Supplier<String> version = () -> node(ours).text("/metadata/resourceVersion");
        var quiet = IntStream.range(0, 50).anyMatch(_ -> {
            var before = version.get();
            keep(cordoned, taints);
            return version.get().equals(before);
        });
        assertTrue(quiet);
    }

    private void cordonByHand(String name) {
        var change = Json.object();
        change.putObject("spec").put("unschedulable", true);
        workload.merge(node(name).ref(), change);
    }

    private boolean isCordoned(String name) {
        return node(name).tree().at("/spec/unschedulable").asBoolean(false);
    }

    private List<String> taints(String name) {
        return node(name)
                .tree()
                .at("/spec/taints")
                .valueStream()
                .map(taint -> "%s=%s=%s"
                        .formatted(
                                taint.path("key").asString(),
                                taint.path("value").asString(""),
                                taint.path("effect").asString()))
                .toList();
    }

    private Item node(String name) {
        return workload.get(Item.named("v1", "Node", "", name).ref()).orElseThrow();
    }
}
