package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.Fixture;
import dev.easel.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tenant's limits hold for what users make: beyond them nothing is written, and what is there can still be changed. */
final class LimitsHoldTest {
    private static final String IMPORTS = "/v1/spectroclusters/generic/import";

    private final Fixture house = new Fixture();
    private final TestClient client = house.project();

    @AfterEach
    void close() {
        house.close();
    }

    private void limit(String kind, int most) {
        var tenant = client.get("/v1/users/info").ok().path("tenantUid").asString();
        var resources = List.of(Map.of("kind", kind, "limit", most));
        client.without("ProjectUid")
                .patch("/v1/tenants/" + tenant + "/resourceLimits", Map.of("resources", resources))
                .status(204);
    }

    private void isFull(TestClient.Reply reply) {
        assertEquals("ResourceLimitExceeded", reply.status(409).code());
    }

    @Test
    void ofAccountsProfilesAndClusters() {
        limit("cloudaccount", 1);
        limit("clusterprofile", 1);
        limit("spectrocluster", 1);
        var account = Launch.account(client, "one");
        var secrets = Map.<String, Object>of("accessKey", "AK", "secretKey", "SK");
        isFull(client.post(Launch.ACCOUNTS, Launch.named("two", secrets)));
        client.put(Launch.ACCOUNTS + "/" + account, Launch.named("renamed", secrets))
                .status(204);
        var profile = Launch.profile(client, "one", "1.0.0", "1.32.11");
        var template = Map.of("type", "add-on", "cloudType", "all", "packs", List.of());
        var another = Launch.named("two", Map.of("version", "1.0.0", "template", template));
        isFull(client.post(Launch.PROFILES, another));
        client.create(Launch.CLUSTERS, Launch.cluster("one", account, profile));
        isFull(client.post(Launch.CLUSTERS, Launch.cluster("two", account, profile)));
        isFull(client.post(IMPORTS, Launch.named("three", Map.of())));
        limit("spectrocluster", 2);
        client.create(IMPORTS, Launch.named("three", Map.of()));
    }

    @Test
    void ofRegistries() {
        limit("registry", 1);
        var tenant = client.without("ProjectUid");
        var spec = Map.<String, Object>of(
                "endpoint", "https://charts.example", "isPrivate", false, "auth", Map.of("type", "noAuth"));
        tenant.create("/v1/registries/helm", Launch.named("one", spec));
        isFull(tenant.post("/v1/registries/helm", Launch.named("two", spec)));
    }
}
