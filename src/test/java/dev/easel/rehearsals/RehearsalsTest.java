package dev.easel.rehearsals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Verbs;
import dev.easel.store.Actor;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RehearsalsTest {
    private final Bench bench = new Bench((made, _) -> List.of(new Rehearsals(new Verbs(made.store))));
    private final List<String> woken = new ArrayList<>();

    @BeforeEach
    void cluster() {
        var body = Json.object();
        body.putObject("metadata").put("name", "lab");
        body.putObject("easel").put("accountUid", "a1");
        bench.store.write(Actor.house(bench.house.tenant(), bench.house.project(), "test"), tx -> {
            tx.insert(Kinds.CLOUD_ACCOUNT.of("aws"), "", "a1", Json.object());
            return tx.insert(Kinds.CLUSTER, bench.house.project(), "c1", body);
        });
        bench.store.onWake(all -> all.stream().map(Work::uid).forEach(woken::add));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String order(String spec) {
        return bench.admin("easelRehearsalFaultsCreate", "{'spec':" + spec + "}")
                .uid();
    }

    private int ordered() {
        return bench.admin("easelRehearsalFaultsList", "").body().get("items").size();
    }

    @ParameterizedTest
    @CsvSource({"clusterUid, c1", "cloudAccountUid, a1"})
    void aFaultWakesWhomItConcerns(String field, String uid) {
        var fault = order("{'type':'heartbeatLost','%s':'%s'}".formatted(field, uid));
        assertEquals(List.of("c1"), woken);
        assertEquals(1, ordered());
        assertEquals(204, bench.admin("easelRehearsalFaultsDelete", "", fault).status());
        assertEquals(List.of("c1", "c1"), woken);
        assertEquals(0, ordered());
        assertEquals(404, bench.admin("easelRehearsalFaultsDelete", "", fault).status());
        assertEquals(1, kept());
    }

    @Test
    void aFaultEndsByItselfAndIsForgottenLater() {
        order("{'type':'noCapacity','clusterUid':'c1','zone':'z','durationSeconds':60}");
        var until = bench.admin("easelRehearsalFaultsList", "").text("/items/0/status/until");
        assertTrue(until.compareTo(bench.admin("easelRehearsalFaultsList", "").text("/items/0/status/from")) > 0);
        bench.pass(Duration.ofSeconds(60));
        assertEquals(0, ordered());
        bench.pass(Duration.ofDays(8));
        order("{'type':'noCapacity','clusterUid':'c1'}");
        assertEquals(1, kept());
    }

    private long kept() {
        return bench.store.count(Query.all(Kinds.REHEARSAL_FAULT, Reach.tenant(bench.house.tenant())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'heartbeatLost'} | 400 | body.spec.clusterUid",
                "{'type':'heartbeatLost','clusterUid':'c1','cloudAccountUid':'a1'} | 400 | body.spec.clusterUid",
                "{'type':'earthquake','clusterUid':'c1'} | 400 | body.spec.type",
                "{'type':'heartbeatLost','clusterUid':'c2'} | 404 | The cluster 'c2'",
                "{'type':'credentialsRevoked','cloudAccountUid':'a2'} | 404 | The cloudaccount 'a2'",
            })
    void whatCannotBeOrderedIsRefused(String spec, int status, String message) {
        var answer = bench.admin("easelRehearsalFaultsCreate", "{'spec':" + spec + "}");
        assertEquals(status, answer.status());
        assertTrue(answer.text("/message").startsWith(message), answer.text("/message"));
        assertEquals(0, ordered());
    }
}
