package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.provision.Target;
import dev.easel.provision.rehearsal.Fault;
import dev.easel.provision.rehearsal.Fault.Type;
import dev.easel.rehearsals.Rehearsals;
import dev.easel.resource.Verbs;
import dev.easel.store.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class OrderedFaultsTest {
    private final Bench bench = new Bench((made, _) -> List.of(new Rehearsals(new Verbs(made.store))));

    @BeforeEach
    void documents() {
        bench.store.write(Actor.house(bench.house.tenant(), bench.house.project(), "test"), tx -> {
            tx.insert(Kinds.CLOUD_ACCOUNT.of("aws"), "", "a1", named("account"));
            tx.insert(Kinds.CLUSTER, bench.house.project(), "c2", named("other"));
            return tx.insert(Kinds.CLUSTER, bench.house.project(), "c1", named("lab"));
        });
    }

    private static ObjectNode named(String name) {
        var body = Json.object();
        body.putObject("metadata").put("name", name);
        return body;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String order(String spec) {
        return bench.admin("easelRehearsalFaultsCreate", "{'spec':{" + spec + "}}")
                .uid();
    }

    private List<Fault> known(String cluster, Instant since) {
        var target = new Target(bench.house.tenant(), bench.house.project(), cluster, cluster, "rehearsal");
        return new OrderedFaults(bench.store).since(target, "a1", since);
    }

    @Test
    void aClusterKnowsItsOwnFaultsAndThoseOfItsAccount() {
        var now = bench.store.clock().instant();
        var own = order("'type':'noCapacity','clusterUid':'c1','zone':'z','durationSeconds':60");
        var shared = order("'type':'credentialsRevoked','cloudAccountUid':'a1'");
        var faults = known("c1", now);
        assertEquals(Set.of(own, shared), faults.stream().map(Fault::uid).collect(Collectors.toSet()));
        assertEquals(List.of(shared), known("c2", now).stream().map(Fault::uid).toList());
        var first = faults.stream()
                .filter(fault -> fault.uid().equals(own))
                .findFirst()
                .orElseThrow();
        var until = Optional.of(now.plusSeconds(60));
        assertEquals(new Fault(own, Type.NO_CAPACITY, "z", "", "", now, until), first);
    }

    @Test
    void whatIsOverReachesAsFarAsItLasted() {
        var start = bench.store.clock().instant();
        var fault = order("'type':'heartbeatLost','clusterUid':'c1'");
        bench.pass(Duration.ofMinutes(5));
        bench.admin("easelRehearsalFaultsDelete", "", fault);
        assertEquals(
                Optional.of(start.plusSeconds(300)),
                known("c1", start).getFirst().until());
        assertEquals(List.of(), known("c1", start.plusSeconds(300)));
    }
}
