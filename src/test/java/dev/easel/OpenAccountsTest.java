package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.cloudaccounts.CloudAccounts;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.provision.Target;
import dev.easel.resource.Verbs;
import dev.easel.store.Actor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OpenAccountsTest {
    private static final String ACCOUNT =
            "{'metadata':{'name':'lab'},'spec':{'accessKey':'made-up','secretKey':'made-up-secret'}}";

    private final Bench bench =
            new Bench((made, _) -> List.of(new CloudAccounts(new Verbs(made.store), Clouds.load(), _ -> {})));
    private final OpenAccounts accounts = new OpenAccounts(bench.store, Clouds.load());

    @AfterEach
    void close() {
        bench.close();
    }

    private Target in(String tenant) {
        return new Target(tenant, bench.house.project(), "c1", "c1", "capi");
    }

    @Test
    void anEngineIsToldTheSecretsOfItsOwnTenantAlone() {
        var uid = bench.admin("v1CloudAccountsAwsCreate", ACCOUNT).uid();
        var opened = accounts.open(in(bench.house.tenant()), uid).orElseThrow();
        assertEquals("made-up-secret", opened.path("secretKey").asString());
        assertTrue(accounts.open(in("other"), uid).isEmpty());
    }

    @Test
    void clustersOfAnAccountLookWhenItChanges() {
        var uid = bench.admin("v1CloudAccountsAwsCreate", ACCOUNT).uid();
        bench.store.write(Actor.house(bench.house.tenant(), bench.house.project(), "test"), tx -> {
            var config = Json.object();
            config.putObject("metadata").put("name", "c1");
            config.putObject("spec").putObject("cloudAccountRef").put("uid", uid);
            config.putObject("easel").put("clusterUid", "c1");
            return tx.insert(Kinds.CLOUD_CONFIG, bench.house.project(), "config", config);
        });
        var before = wakes();
        bench.admin("v1CloudAccountsAwsUpdate", ACCOUNT.replace("made-up-secret", "made-up-later"), uid);
        assertEquals(before + 1, wakes());
    }

    private long wakes() {
        return bench.store.read(session -> session.number(
                "select coalesce(sum(generation), 0) from job where kind = ? and uid = ?", Kinds.CLUSTER.name(), "c1"));
    }
}
