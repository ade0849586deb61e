package dev.easel.clusters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.ClusterBench;
import dev.easel.kinds.Kinds;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A repave as it is foretold, approved and done: the same machines each time, or it is asked again. */
final class RepaveTest {
    private final ClusterBench bench = new ClusterBench();
    private String uid = "";
    private String first = "";
    private String next = "";

    @BeforeEach
    void start() {
        uid = bench.running("aws", "repaved");
        first = cluster().text("/spec/clusterProfileTemplates/0/uid");
        next = bench.profile("repaved", "1.1.0", "aws", "1.33.1");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Bench.Answer cluster() {
        return bench.ask("v1SpectroClustersGet", "", uid);
    }

    private void put(String profile, String instead) {
        var body = "{'profiles':[{'uid':'%s','replaceWithProfile':'%s'}]}".formatted(profile, instead);
        assertEquals(204, bench.ask("v1SpectroClustersPatchProfiles", body, uid).status());
    }

    private void await() {
        put(next, first);
        bench.settle(uid);
        assertEquals("Pending", cluster().text("/status/repave/state"));
    }

    private int approve() {
        return bench.ask("v1SpectroClustersUidRepaveApproveUpdate", "", uid).status();
    }

    private JsonNode asked() {
        return bench.ask("v1SpectroClustersUidRepaveGet", "", uid).body();
    }

    /** Names of machines by their uids. */
    private Map<String, String> machines() {
        var names = new TreeMap<String, String>();
        bench.cluster(uid)
                .orElseThrow()
                .at("/status/observed/machines")
                .forEach(machine -> names.put(
                        machine.path("uid").asString(), machine.path("name").asString()));
        return names;
    }

    private Set<String> named(JsonNode reasons) {
        return machines().entrySet().stream()
                .filter(machine -> reasons.valueStream()
                        .anyMatch(reason -> reason.path("message").asString("").contains(machine.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Bench.Answer validate() {
        var body = "{'profiles':[{'uid':'%s','replaceWithProfile':'%s'}]}".formatted(next, first);
        return bench.ask("v1SpectroClustersUidValidateRepave", body, uid);
    }

    @Test
    void whatIsForetoldIsShownAndDone() {
        var before = machines();
        var told = validate().body();
        assertTrue(told.path("isRepaveRequired").asBoolean());
        assertEquals("KubernetesVersionChanged", told.at("/reasons/0/code").asString());
        assertEquals("MachinesReplaced", told.at("/reasons/1/code").asString());
        assertTrue(
                told.at("/reasons/1/message").asString().endsWith("version from v1.32.4 to v1.33.1"), told::toString);
        assertEquals(before.keySet(), named(told.path("reasons")));
        assertEquals("Approved", cluster().text("/status/repave/state"));
        await();
        assertEquals(told.path("reasons"), asked().at("/spec/reasons"));
        assertEquals(before, machines());
        assertEquals(204, approve());
        bench.settle(uid);
        assertTrue(machines().keySet().stream().noneMatch(before::containsKey));
        assertEquals(0, asked().at("/spec/reasons").size());
        assertFalse(validate().body().path("isRepaveRequired").asBoolean());
    }

    @Test
    void aPoolThatStaysBehindIsNotNamedAndStays() {
        var config = cluster().text("/spec/cloudConfigRef/uid");
        bench.change(Kinds.CLOUD_CONFIG, config, body -> {
            for (var pool : body.at("/spec/machinePoolConfig"))
                if (!pool.path("isControlPlane").asBoolean(false)) ((ObjectNode) pool).put("skipK8sUpgrade", "enabled");
        });
        bench.settle(uid);
        var named = named(validate().body().path("reasons"));
        assertEquals(1, named.size());
        var before = machines();
        await();
        assertEquals(204, approve());
        bench.settle(uid);
        before.keySet().removeIf(machines()::containsKey);
        assertEquals(named, before.keySet());
    }

    @Test
    void anApprovalThatWasGivenForOtherMachinesIsVoid() {
        await();
        var before = machines();
        assertEquals(204, approve());
        bench.change(Kinds.CLUSTER, uid, body -> ((ObjectNode) body.at("/easel/approved/plan/1/machines")).removeAll());
        bench.settle(uid);
        var status = cluster().body().path("status");
        assertEquals("Pending", status.at("/repave/state").asString());
        var told = status.path("conditions")
                .valueStream()
                .filter(condition -> condition.path("reason").asString("").equals("ApprovalVoid"))
                .findFirst()
                .orElseThrow();
        assertTrue(told.path("message").asString().startsWith("approved was to replace "), told::toString);
        assertEquals(told.path("message"), asked().at("/status/message"));
        assertEquals(before, machines());
        assertEquals(0, status.path("upgrades").size());
        assertEquals(
                "KubernetesVersionChanged", asked().at("/spec/reasons/0/code").asString());
        assertEquals(204, approve());
        bench.settle(uid);
        assertTrue(machines().keySet().stream().noneMatch(before::containsKey));
        assertEquals(1, cluster().body().at("/status/upgrades").size());
        assertTrue(asked().at("/status/message").isMissingNode());
    }

    @Test
    void approvalIsRefusedWhenOthersWouldGoThanWereShown() {
        await();
        bench.change(
                Kinds.CLUSTER,
                uid,
                body -> ((ObjectNode) body.at("/status/observed/foreseen/plan/0/machines")).put("another", "another"));
        assertEquals(409, approve());
        assertEquals("Pending", cluster().text("/status/repave/state"));
        assertEquals(204, approve());
    }

    @Test
    void aChangeBeforeItBeginsTakesTheApprovalBack() {
        await();
        var before = machines();
        assertEquals(204, approve());
        put(first, next);
        bench.settle(uid);
        assertEquals("Reverted", cluster().text("/status/repave/state"));
        assertEquals(before, machines());
        assertEquals(0, cluster().body().at("/status/upgrades").size());
    }
}
