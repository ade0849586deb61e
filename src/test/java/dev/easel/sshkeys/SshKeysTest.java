package dev.easel.sshkeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.Bench;
import org.junit.jupiter.api.Test;

final class SshKeysTest {

    @Test
    void aKeyIsEchoedAndTheTenantsAreReadOnlyInAProject() {
        try (var bench = new Bench()) {
            var body = "{'metadata':{'name':'k'},'spec':{'publicKey':'ssh-ed25519 AAAA me@here '}}";
            var project = bench.house.project();
            assertEquals(401, bench.ask("", "", "v1UserAssetsSshCreate", body).status());
            var own = bench.ask("admin-key", project, "v1UserAssetsSshCreate", body)
                    .uid();
            var shared = bench.admin("v1UserAssetsSshCreate", body).uid();
            assertEquals(
                    "ssh-ed25519 AAAA me@here ",
                    bench.ask("admin-key", project, "v1UsersAssetSshGetUid", "", own)
                            .text("/spec/publicKey"));
            assertEquals(
                    2,
                    bench.ask("admin-key", project, "v1UsersAssetsSshGet", "")
                            .body()
                            .path("items")
                            .size());
            assertEquals(
                    1,
                    bench.admin("v1UsersAssetsSshGet", "").body().path("items").size());
            assertEquals(404, bench.admin("v1UsersAssetSshGetUid", "", own).status());
            assertEquals(
                    403,
                    bench.ask("admin-key", project, "v1UsersAssetSshDelete", "", shared)
                            .status());
            assertEquals(
                    204,
                    bench.ask("admin-key", project, "v1UsersAssetSshUpdate", body.replace("AAAA", "BBBB"), own)
                            .status());
            assertEquals(
                    204,
                    bench.ask("admin-key", project, "v1UsersAssetSshDelete", "", own)
                            .status());
            assertEquals(
                    400,
                    bench.admin("v1UserAssetsSshCreate", "{'metadata':{'name':'x'},'spec':{}}")
                            .status());
            assertEquals(
                    400,
                    bench.admin(
                                    "v1UserAssetsSshCreate",
                                    "{'metadata':{'name':'x'},'spec':{'publicKey':'-----BEGIN OPENSSH PRIVATE KEY-----'}}")
                            .status());
        }
    }
}
