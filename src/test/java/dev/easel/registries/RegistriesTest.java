package dev.easel.registries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.packs.Catalogue;
import dev.easel.resource.Verbs;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RegistriesTest {
    private static final String PUBLIC = "4d361f2179e345ffde25fcef";
    private static final String PALETTE = "c8588e300e850c80d2aac60a";
    private static final String HELM = "{'metadata':{'name':'charts'},'spec':{'endpoint':'https://charts.example.com',"
            + "'auth':{'type':'basic','username':'me','password':'secret'},'isPrivate':true}}";
    private static final String BASIC = "{'metadata':{'name':'images'},'spec':{'endpoint':'registry.example.com',"
            + "'basePath':'packs','providerType':'pack','isSyncSupported':true,'auth':{'type':'noAuth'}}}";
    private static final String ECR =
            "{'metadata':{'name':'ecr'},'spec':{'endpoint':'1.dkr.ecr.eu-west-1.amazonaws.com',"
                    + "'isPrivate':true,'providerType':'helm','credentials':{'credentialType':'secret','accessKey':'AK',"
                    + "'secretKey':'SK'}}}";

    private final Bench bench =
            new Bench((made, _) -> List.of(new Registries(new Verbs(made.store), Catalogue.load(), _ -> {})));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void strangersAreTurnedAway() {
        assertEquals(401, bench.ask("", "", "v1RegistriesMetadata", "").status());
        assertEquals(401, bench.ask("", "", "v1RegistriesHelmCreate", HELM).status());
    }

    @Test
    void builtInRegistriesAreThereAndCannotBeChanged() {
        var items = bench.admin("v1RegistriesMetadata", "", "scope=all").body().get("items");
        var first = items.get(0);
        assertEquals("Public Repo", first.get("name").asString());
        assertEquals(PUBLIC, first.get("uid").asString());
        assertEquals("pack", first.get("kind").asString());
        assertEquals("system", first.get("scope").asString());
        assertTrue(first.get("isDefault").asBoolean());
        assertEquals(3, items.size());
        assertEquals(403, bench.admin("v1RegistriesPackUidDelete", "", PUBLIC).status());
        assertEquals(403, bench.admin("v1RegistriesUidDelete", "", PALETTE).status());
        assertEquals(
                "Success",
                bench.admin("v1RegistriesPackUidSyncStatus", "", PUBLIC).text("/status"));
        assertEquals(202, bench.admin("v1RegistriesPackUidSync", "", PUBLIC).status());
        assertEquals(
                "Palette Registry",
                bench.admin("v1BasicOciRegistriesUidGet", "", PALETTE).text("/metadata/name"));
        assertEquals(404, bench.admin("v1EcrRegistriesUidGet", "", PALETTE).status());
    }

    @Test
    void aHelmRegistryComesBackWithItsCredentials() {
        var uid = bench.admin("v1RegistriesHelmCreate", HELM).uid();
        var got = bench.admin("v1RegistriesHelmUidGet", "", uid);
        assertEquals("secret", got.text("/spec/auth/password"));
        assertEquals("tenant", got.text("/metadata/annotations/scope"));
        assertEquals("Success", got.text("/status/helmSyncStatus/status"));
        assertFalse(got.body().has("easel"));
        assertEquals(
                1, bench.admin("v1RegistriesHelmList", "").body().get("items").size());
        assertEquals(
                1,
                bench.admin("v1RegistriesHelmSummaryList", "")
                        .body()
                        .at("/listmeta/count")
                        .asInt());
        var changed = HELM.replace("'password':'secret'", "'password':''").replace("'me'", "'you'");
        assertEquals(204, bench.admin("v1RegistriesHelmUidUpdate", changed, uid).status());
        got = bench.admin("v1RegistriesHelmUidGet", "", uid);
        assertEquals("secret", got.text("/spec/auth/password"));
        assertEquals("you", got.text("/spec/auth/username"));
        assertEquals(404, bench.admin("v1RegistriesPackUidDelete", "", uid).status());
        assertEquals(204, bench.admin("v1RegistriesHelmUidDelete", "", uid).status());
        assertEquals(404, bench.admin("v1RegistriesHelmUidGet", "", uid).status());
    }

    @Test
    void aHelmReadOfAnotherRegistrySaysThatItIsNotPrivate() {
        var answer = bench.admin("v1RegistriesHelmUidGet", "", PUBLIC);
        assertEquals(200, answer.status());
        assertFalse(answer.body().at("/spec/isPrivate").asBoolean());
        assertEquals(404, bench.admin("v1RegistriesHelmUidGet", "", "none").status());
    }

    @Test
    void anOciRegistryMirrorsWhetherItIsSynchronised() {
        var uid = bench.admin("v1BasicOciRegistriesCreate", BASIC).uid();
        assertTrue(bench.admin("v1BasicOciRegistriesUidGet", "", uid)
                .body()
                .at("/status/syncStatus/isSyncSupported")
                .asBoolean());
        assertEquals(202, bench.admin("v1BasicOciRegistriesUidSync", "", uid).status());
        var changed = BASIC.replace("'isSyncSupported':true", "'isSyncSupported':false");
        assertEquals(
                204, bench.admin("v1BasicOciRegistriesUidUpdate", changed, uid).status());
        assertFalse(bench.admin("v1BasicOciRegistriesUidSyncStatus", "", uid)
                .body()
                .get("isSyncSupported")
                .asBoolean());
        assertEquals("basic", bench.admin("v1OciRegistriesGet", "", uid).text("/type"));
    }

    @Test
    void anEcrRegistryHidesItsKeyAndAnswersAtTheBasicStatus() {
        var uid = bench.admin("v1EcrRegistriesCreate", ECR).uid();
        assertEquals("********", bench.admin("v1EcrRegistriesUidGet", "", uid).text("/spec/credentials/secretKey"));
        assertEquals(
                200, bench.admin("v1BasicOciRegistriesUidSyncStatus", "", uid).status());
        assertEquals(404, bench.admin("v1BasicOciRegistriesUidGet", "", uid).status());
        var summaries = bench.admin("v1OciRegistriesSummary", "").body().get("items");
        assertEquals("ecr", summaries.get(2).at("/spec/registryType").asString());
    }

    @Test
    void namesAreUniqueOverAllSorts() {
        assertEquals(201, bench.admin("v1RegistriesHelmCreate", HELM).status());
        var same = BASIC.replace("images", "charts");
        assertEquals(
                "ResourceAlreadyExists",
                bench.admin("v1BasicOciRegistriesCreate", same).text("/code"));
        var builtIn = HELM.replace("charts'", "Public Repo'");
        assertEquals(409, bench.admin("v1RegistriesHelmCreate", builtIn).status());
    }

    @Test
    void addressAndCredentialsAreChecked() {
        assertEquals(204, validate("{'endpoint':'https://charts.example.com','auth':{'type':'noAuth'}}"));
        assertEquals(400, validate("{'endpoint':'charts','auth':{'type':'noAuth'}}"));
        assertEquals(400, validate("{'endpoint':'file:///etc/passwd','auth':{'type':'noAuth'}}"));
        assertEquals(400, validate("{'endpoint':'https://x.example.com','auth':{'type':'basic','username':'me'}}"));
        var answer = bench.admin("v1RegistriesHelmCreate", HELM.replace("'password':'secret'", "'password':''"));
        assertEquals("body.spec.auth.password is required", answer.text("/message"));
    }

    private int validate(String spec) {
        return bench.admin("V1RegistriesHelmValidate", spec).status();
    }
}
