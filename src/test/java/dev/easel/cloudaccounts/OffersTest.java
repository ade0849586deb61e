package dev.easel.cloudaccounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.clouds.Clouds;
import dev.easel.rehearsals.Rehearsals;
import dev.easel.resource.Verbs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OffersTest {
    private static final String UUID = "11111111-2222-4333-8444-555555555555";
    private static final String KEY =
            "{\\\"project_id\\\":\\\"shop-1\\\",\\\"client_email\\\":\\\"a@b\\\",\\\"private_key\\\":\\\"k\\\"}";

    private final Bench bench = new Bench((made, _) -> {
        var verbs = new Verbs(made.store);
        return List.of(new CloudAccounts(verbs, Clouds.load(), _ -> {}), new Rehearsals(verbs));
    });
    private String aws = "";
    private String azure = "";
    private String gcp = "";
    private String subscription = "";

    @BeforeAll
    void accounts() {
        aws = create("Aws", "one", "'accessKey':'AKIA1','secretKey':'s'");
        azure = create("Azure", "one", "'tenantId':'%s','clientId':'%s','clientSecret':'s'".formatted(UUID, UUID));
        gcp = create("Gcp", "one", "'jsonCredentials':'" + KEY + "'");
        subscription =
                get("V1AzureSubscriptionList", "cloudAccountUid=" + azure).text("/subscriptionList/0/subscriptionId");
    }

    private String create(String tag, String name, String spec) {
        var body = "{'metadata':{'name':'%s'},'spec':{%s}}".formatted(name, spec);
        return bench.admin("v1CloudAccounts%sCreate".formatted(tag), body).uid();
    }

    private Bench.Answer get(String operation, String... arguments) {
        return bench.admin(operation, "", arguments);
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1AwsVpcs | eu-west-1 cloudAccountUid=AWS | /vpcs | 2",
                "V1AwsVpcs | eu-west-1 cloudAccountUid=AWS | /vpcs/1/subnets | 6",
                "V1AwsKeyPairs | eu-west-1 cloudAccountUid=AWS | /keyNames | 2",
                "V1AwsKmsKeys | eu-west-1 cloudAccountUid=AWS | /kmsKeys | 1",
                "V1AwsHostResourceGroups | eu-west-1 cloudAccountUid=AWS | /hostResourceGroups | 1",
                "V1AwsSecurityGroups | region=eu-west-1 vpcId=nowhere cloudAccountUid=AWS | /groups | 0",
                "V1AwsIamPolicies | cloudAccountUid=AWS | /policies | 3",
                "V1AwsAmiTypes | | /amiTypes | 7",
                "V1AzureGroups | cloudAccountUid=AZURE | /groups | 2",
                "V1AzureResourceGroupList | northeurope SUB cloudAccountUid=AZURE | /resourceGroupList | 2",
                "V1AzureResourceGroupList | northeurope other cloudAccountUid=AZURE | /resourceGroupList | 0",
                "V1AzureVirtualNetworkList | northeurope SUB cloudAccountUid=AZURE | /virtualNetworkList | 1",
                "V1AzureVirtualNetworkList | northeurope SUB resourceGroup=other cloudAccountUid=AZURE | /virtualNetworkList | 0",
                "V1AzurePrivateDnsZones | network-eastus subscriptionId=SUB cloudAccountUid=AZURE | /privateDnsZones | 1",
                "V1AzureStorageAccounts | workloads-eastus subscriptionId=SUB cloudAccountUid=AZURE | /accounts | 1",
                "V1GcpNetworks | shop-1 europe-west1 cloudAccountUid=GCP | /networks | 2",
                "V1GcpNetworks | other europe-west1 cloudAccountUid=GCP | /networks | 0",
            })
    void anAccountHasWhatItsFolderOffers(String operation, String arguments, String list, int size) {
        var given = arguments == null ? "" : arguments;
        var named = given.replace("AWS", aws).replace("AZURE", azure).replace("GCP", gcp);
        var asked = named.replace("SUB", subscription);
        var body = operation.equals("V1AwsIamPolicies") ? "{}" : "";
        var answer = bench.admin(operation, body, asked.isEmpty() ? new String[0] : asked.split(" "));
        assertEquals(200, answer.status(), answer.text("/message"));
        assertEquals(size, answer.body().at(list).size(), answer.body().toString());
        assertFalse(answer.body().toString().matches("(?s).*[{][a-z]+[ :}].*"), "A pattern is left");
    }

    @Test
    void whatBelongsTogetherIsFoundTogether() {
        var account = "cloudAccountUid=" + aws;
        var vpc = get("V1AwsVpcs", "eu-west-1", account).text("/vpcs/1/vpcId");
        var groups = get("V1AwsSecurityGroups", "region=eu-west-1", "vpcId=" + vpc, account);
        assertEquals("bastion", groups.text("/groups/1/groupName"));
        assertEquals(2, groups.body().get("groups").size());

        var key = get("V1AwsKmsKeys", "eu-west-1", account);
        assertEquals(
                groups.text("/groups/0/ownerId"),
                get("V1AwsKmsKeyGet", "eu-west-1", key.text("/kmsKeys/0/keyId"), account)
                        .text("/awsAccountId"));
        var arn = "keyArn=" + key.text("/kmsKeys/0/keyArn");
        assertEquals(204, get("V1AwsKmsKeyValidate", "eu-west-1", arn, account).status());
        assertEquals(404, get("V1AwsKmsKeyValidate", "us-east-1", arn, account).status());
        assertEquals(
                204,
                bench.admin("V1AwsKeyPairValidate", "", "eu-west-1", "default", account)
                        .status());
        assertEquals(
                404,
                bench.admin("V1AwsKeyPairValidate", "", "eu-west-1", "lost", account)
                        .status());

        var image = bench.admin("V1AwsFindImage", "{'amiName':'ubuntu-22.04'}", "eu-west-1")
                .text("/id");
        assertEquals(
                200,
                get("V1AwsVolumeSizeGet", image, "region=eu-west-1", account).status());
        assertEquals(
                404,
                bench.admin("V1AwsFindImage", "{'amiName':'lost'}", "eu-west-1").status());
        assertEquals(
                204,
                bench.admin("V1GcpProjectValidate", "{'uid':'" + gcp + "'}", "shop-1")
                        .status());
        assertEquals(
                404,
                bench.admin("V1GcpProjectValidate", "{'uid':'" + gcp + "'}", "other")
                        .status());
    }

    @Test
    void theSameAccountSeesTheSameUnderEveryName() {
        var again = create("Aws", "again", "'accessKey':'AKIA1','secretKey':'s'");
        var other = create("Aws", "other", "'accessKey':'AKIA2','secretKey':'s'");
        var first = get("V1AwsVpcs", "eu-west-1", "cloudAccountUid=" + aws).body();
        assertEquals(
                first, get("V1AwsVpcs", "eu-west-1", "cloudAccountUid=" + again).body());
        assertNotEquals(
                first, get("V1AwsVpcs", "eu-west-1", "cloudAccountUid=" + other).body());
        assertNotEquals(
                first, get("V1AwsVpcs", "us-east-1", "cloudAccountUid=" + aws).body());
    }

    @Test
    void whoAsksForWhatIsNotThereIsTold() {
        assertEquals(
                404, get("V1AwsVpcs", "eu-west-1", "cloudAccountUid=nobody").status());
        assertEquals(404, get("V1AwsVpcs", "mars-1", "cloudAccountUid=" + aws).status());
        assertEquals(
                404, get("V1AwsVpcs", "eu-west-1", "cloudAccountUid=" + azure).status());
        var wrong = bench.admin("V1AwsIamPolicies", "{'accessKey':'A'}");
        assertTrue(wrong.text("/message").startsWith("body.secretKey is required"), wrong.text("/message"));
        var name = get("V1AwsClusterNameValidate", "eu-west-1", "name=-", "cloudAccountUid=" + aws);
        assertEquals(400, name.status());
        assertEquals(
                204,
                get("V1AwsClusterNameValidate", "eu-west-1", "name=shop", "cloudAccountUid=" + aws)
                        .status());
    }

    @Test
    void revokedCredentialsAreRefusedUntilTheFaultEnds() {
        var account = create("Aws", "revoked", "'accessKey':'AKIA3','secretKey':'s'");
        var fault = bench.admin(
                        "easelRehearsalFaultsCreate",
                        "{'metadata':{'name':'f'},'spec':{'type':'credentialsRevoked','cloudAccountUid':'%s'}}"
                                .formatted(account))
                .uid();
        var refused = get("V1AwsVpcs", "eu-west-1", "cloudAccountUid=" + account);
        assertEquals(422, refused.status());
        assertTrue(refused.text("/message").contains("refuses the credentials of account \"revoked\""));
        assertEquals(
                200, get("V1AwsVpcs", "eu-west-1", "cloudAccountUid=" + aws).status());
        get("easelRehearsalFaultsDelete", fault);
        assertEquals(
                200, get("V1AwsVpcs", "eu-west-1", "cloudAccountUid=" + account).status());
    }

    @Test
    void namesGivenByUsersAreNoPatterns() {
        var made = new Invention("seed", Map.of()).with("owner", "{hex:99 {owner}}");
        assertEquals("hex:99 owner!", made.fill("{owner}!"));
        assertEquals(made.fill("{hex:17 x {owner}}"), made.fill("{hex:17 x {owner}}"));
    }
}
