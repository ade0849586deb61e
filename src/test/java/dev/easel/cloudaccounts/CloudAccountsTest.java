package dev.easel.cloudaccounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Verbs;
import dev.easel.store.Actor;
import dev.easel.store.Query.Reach;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudAccountsTest {
    private static final String AWS =
            "{'metadata':{'name':'lab','annotations':{'overlordUid':'gate'}},'spec':{'accessKey':'AKIA','secretKey':'hush'}}";

    private final Bench bench =
            new Bench((made, _) -> List.of(new CloudAccounts(new Verbs(made.store), Clouds.load(), _ -> {})));

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Aws | aws | 'accessKey':'A','secretKey':'hush' | secretKey | absent | accessKey",
                "Azure | azure | 'tenantId':'t','clientId':'c','clientSecret':'hush' | clientSecret | ******** | tenantId",
                "Gcp | gcp | 'jsonCredentials':'hush' | jsonCredentials | ******** | jsonCredentials",
                "Vsphere | vsphere | 'vcenterServer':'v','username':'u','password':'hush' | password | ******** | username",
                "Maas | maas | 'apiEndpoint':'http://m','apiKey':'hush' | apiKey | ******** | apiEndpoint",
                "CloudStack | apache-cloudstack | 'apiUrl':'http://c','apiKey':'hush','secretKey':'hush' | apiKey | ******** | apiUrl",
            })
    void everyCloudKeepsAccounts(String tag, String cloud, String spec, String secret, String shown, String required) {
        var operation = "v1CloudAccounts" + tag;
        var body = "{'metadata':{'name':'lab'},'spec':{" + spec + "}}";
        var uid = bench.admin(operation + "Create", body).uid();
        assertEquals(
                "ResourceAlreadyExists", bench.admin(operation + "Create", body).text("/code"));
        var account = bench.admin(operation + "Get", "", uid);
        assertEquals(cloud, account.text("/kind"));
        assertEquals("tenant", account.text("/metadata/annotations/scope"));
        assertEquals(shown, account.body().at("/spec/" + secret).asString("absent"));
        var silent = body.replace("'hush'", "''").replace("'name':'lab'", "'name':'home'");
        assertEquals(204, bench.admin(operation + "Update", silent, uid).status());
        assertEquals("home", bench.admin(operation + "Get", "", uid).text("/metadata/name"));
        var kept = bench.store.find(Kinds.CLOUD_ACCOUNT, Reach.tenant(bench.house.tenant()), uid);
        assertTrue(kept.orElseThrow().text("/spec/" + secret).startsWith("sealed:"));
        var listed = bench.admin(operation + "List", "", "limit=0");
        assertEquals(1, listed.body().get("items").size());
        assertFalse(listed.body().toString().contains("hush"));
        var without = body.replaceAll("'" + required + "':'[^']*',?", "").replace(",}", "}");
        var refused = bench.admin(operation + "Create", without.replace("lab", "other"));
        assertEquals(400, refused.status());
        assertTrue(
                refused.text("/message").contains("body.spec." + required + " is required"), refused.text("/message"));
        assertEquals(204, bench.admin(operation + "Delete", "", uid).status());
        assertEquals("ResourceNotFound", bench.admin(operation + "Get", "", uid).text("/code"));
    }

    @Test
    void accountsAreListedByTheirLabels() {
        for (var owner : List.of("red", "blue")) {
            var body = AWS.replace("'name':'lab'", "'name':'" + owner + "','labels':{'owner':'" + owner + "'}");
            bench.admin("v1CloudAccountsAwsCreate", body);
        }
        var found = bench.admin("v1CloudAccountsAwsList", "", "filters=metadata.labels.owner=blue");
        assertEquals("blue", found.text("/items/0/metadata/name"));
        assertEquals(1, found.body().at("/listmeta/count").asInt());
        var none = bench.admin("v1CloudAccountsAwsList", "", "filters=metadata.labels.owner=green");
        assertEquals(0, none.body().at("/items").size());
    }

    @Test
    void anAccountOfAnotherCloudIsNotFound() {
        var uid = bench.admin("v1CloudAccountsAwsCreate", AWS).uid();
        assertEquals(404, bench.admin("v1CloudAccountsGcpGet", "", uid).status());
        assertEquals("aws", bench.admin("v1CloudAccountsAwsGet", "", uid).text("/spec/partition"));
        assertEquals("gate", bench.admin("v1CloudAccountsAwsGet", "", uid).text("/metadata/annotations/overlordUid"));
    }

    @Test
    void summaryAndMetadataTellNoSecrets() {
        bench.admin("v1CloudAccountsAwsCreate", AWS);
        var sts =
                "{'metadata':{'name':'sts'},'spec':{'credentialType':'sts','sts':{'arn':'arn:aws:iam::123456789012:role/r'}}}";
        bench.admin("v1CloudAccountsAwsCreate", sts);
        bench.admin("v1CloudAccountsGcpCreate", "{'metadata':{'name':'g'},'spec':{'jsonCredentials':'hush'}}");
        var summary = bench.admin("v1CloudAccountsListSummary", "", "limit=0");
        assertEquals(3, summary.body().at("/listmeta/count").asInt());
        assertTrue(summary.body().toString().contains("{\"accountId\":\"123456789012\"}"));
        assertFalse(summary.body().toString().contains("hush"));
        assertFalse(summary.body().toString().contains("sealed"));
        var eks = bench.admin("v1DashboardCloudAccountsMetadata", "", "environment=eks");
        assertEquals(2, eks.body().get("items").size());
    }

    @Test
    void whoMayNotIsTurnedAway() {
        assertEquals(401, bench.ask("", "", "v1CloudAccountsAwsCreate", AWS).status());
        assertEquals(401, bench.ask("", "", "V1AwsAccountValidate", "{}").status());
    }

    @Test
    void anAccountOfTheTenantIsReadOnlyInAProject() {
        var uid = bench.admin("v1CloudAccountsAwsCreate", AWS).uid();
        var project = bench.house.project();
        assertEquals(
                200,
                bench.ask("admin-key", project, "v1CloudAccountsAwsGet", "", uid)
                        .status());
        assertEquals(
                403,
                bench.ask("admin-key", project, "v1CloudAccountsAwsDelete", "", uid)
                        .status());
        assertEquals(
                204,
                bench.admin("v1AccountsGeolocationPatch", "{'latitude':1.5,'longitude':2}", uid)
                        .status());
    }

    @Test
    void anAccountInUseStays() {
        var uid = bench.admin("v1CloudAccountsAwsCreate", AWS).uid();
        var config = Json.object();
        config.putObject("spec").putObject("cloudAccountRef").put("uid", uid);
        config.putObject("easel").put("clusterUid", "c1");
        bench.store.write(
                Actor.house(bench.house.tenant(), "", "test"),
                tx -> tx.insert(Kinds.CLOUD_CONFIG, bench.house.project(), "config", config));
        var refused = bench.admin("v1CloudAccountsAwsDelete", "", uid);
        assertEquals("ResourceInUse", refused.text("/code"));
        assertTrue(refused.text("/message").endsWith("the first is c1"));
    }

    @Test
    void aCustomCloudIsRegisteredUsedAndGivenUp() {
        var account = "{'metadata':{'name':'dc'},'spec':{'credentials':{'user':'me','password':'hush'}}}";
        assertEquals(
                404,
                bench.admin("v1CloudAccountsCustomCreate", account, "nutanix").status());
        var type = "{'metadata':{'name':'nutanix'},'spec':{'displayName':'Nutanix','cloudCategory':'datacenter'}}";
        assertEquals("nutanix", bench.admin("V1CustomCloudTypeRegister", type).uid());
        assertEquals(409, bench.admin("V1CustomCloudTypeRegister", type).status());
        assertEquals(
                400,
                bench.admin("V1CustomCloudTypeRegister", type.replace("nutanix", "aws"))
                        .status());
        var types = bench.admin("V1CustomCloudTypesGet", "").body().get("cloudTypes");
        assertTrue(types.get(types.size() - 1).get("isCustom").asBoolean());
        assertFalse(types.get(0).get("isCustom").asBoolean());

        var uid = bench.admin("v1CloudAccountsCustomCreate", account, "nutanix").uid();
        var read = bench.admin("v1CloudAccountsCustomGet", "", "nutanix", uid);
        assertEquals("nutanix", read.text("/kind"));
        assertEquals("********", read.text("/spec/credentials/password"));
        var update = "{'metadata':{'name':'dc'},'spec':{'credentials':{'user':'you','password':'********'}}}";
        assertEquals(
                204,
                bench.admin("v1CloudAccountsCustomUpdate", update, "nutanix", uid)
                        .status());
        var kind = Accounts.kind(Clouds.load().custom("nutanix"));
        var kept = bench.store.open(
                bench.store.find(kind, Reach.tenant(bench.house.tenant()), uid).orElseThrow());
        assertEquals(
                "{\"user\":\"you\",\"password\":\"hush\"}",
                kept.at("/spec/credentials").toString());
        assertEquals(
                "ResourceInUse",
                bench.admin("V1CustomCloudTypesDelete", "", "nutanix").text("/code"));
        assertEquals(
                1,
                bench.admin("v1CloudAccountsCustomList", "", "nutanix")
                        .body()
                        .get("items")
                        .size());
        bench.admin("v1CloudAccountsCustomDelete", "", "nutanix", uid);
        assertEquals(204, bench.admin("V1CustomCloudTypesDelete", "", "nutanix").status());
    }

    @Test
    void filesOfACustomCloudAreKept() {
        bench.admin("V1CustomCloudTypeRegister", "{'metadata':{'name':'nutanix'}}");
        assertEquals(
                404, bench.admin("V1CustomCloudTypeBootstrapGet", "", "nutanix").status());
        assertEquals(
                400,
                bench.admin("V1CustomCloudTypeBootstrapUpdate", "{'fileName':'x'}", "nutanix")
                        .status());
        assertEquals(
                204,
                bench.admin("V1CustomCloudTypeCloudAccountKeysUpdate", "{'keys':['user']}", "nutanix")
                        .status());
        assertEquals(
                "user",
                bench.admin("V1CustomCloudTypeCloudAccountKeysGet", "", "nutanix")
                        .text("/keys/0"));
        var meta = "{'metadata':{'name':'other'},'spec':{'displayName':'NX','isControlPlaneManaged':true}}";
        assertEquals(
                204, bench.admin("V1CustomCloudTypeMetaUpdate", meta, "nutanix").status());
        var read = bench.admin("V1CustomCloudTypeMetaGet", "", "nutanix");
        assertEquals("nutanix", read.text("/metadata/name"));
        assertTrue(read.body().at("/spec/isManaged").asBoolean());
    }
}
