package dev.easel.cloudaccounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.Bench.Answer;
import dev.easel.clouds.Clouds;
import dev.easel.resource.Verbs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LookupsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/r";
    private static final String UUID = "11111111-2222-4333-8444-555555555555";

    private final Bench bench =
            new Bench((made, _) -> List.of(new CloudAccounts(new Verbs(made.store), Clouds.load(), _ -> {})));
    private String aws = "";
    private String stack = "";
    private String maas = "";
    private String vsphere = "";

    @BeforeAll
    void accounts() {
        aws = create("Aws", "'accessKey':'A','secretKey':'s','partition':'aws-us-gov'");
        stack = create("CloudStack", "'apiUrl':'http://c','apiKey':'k','secretKey':'s'");
        maas = create("Maas", "'apiEndpoint':'http://m','apiKey':'k'");
        vsphere = create("Vsphere", "'vcenterServer':'v','username':'u','password':'p'");
    }

    private String create(String tag, String spec) {
        return bench.admin(
                        "v1CloudAccounts%sCreate".formatted(tag), "{'metadata':{'name':'lab'},'spec':{" + spec + "}}")
                .uid();
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1AzureRegions | | /regions | 39",
                "V1GcpRegions | p | /regions | 38",
                "V1AzureZones | eastus | /zoneList | 3",
                "V1GcpZones | p us-central1 | /zones | 4",
                "V1AzureStorageTypes | eastus | /storageTypes | 5",
                "V1GcpStorageTypes | us-east1 | /storageTypes | 4",
                "V1AwsStorageTypes | us-east-1 | /storageTypes | 7",
                "V1AwsInstanceTypes | us-east-1 | /instanceTypes | 22",
                "V1AwsInstanceTypes | us-east-1 gpuGtEq=1 memoryGtEq=16 | /instanceTypes | 1",
                "V1AwsInstanceTypes | us-east-1 cpuGtEq=1000 | /instanceTypes | 0",
                "V1AwsVolumeTypesGet | region=us-east-1 | /volumeTypes | 7",
                "V1MaasDomainsGet | | /items | 2",
                "V1CloudStackOfferingsGet | | /offerings | 3",
                "V1CloudStackNetworksGet | | /networks | 2",
            })
    void factsAreFound(String operation, String arguments, String list, int size) {
        var answer = bench.admin(operation, "", arguments == null ? new String[0] : arguments.split(" "));
        assertEquals(200, answer.status(), answer.text("/message"));
        var found = answer.body().at(list).size();
        assertTrue(
                operation.equals("V1AwsInstanceTypes") && size == 1 ? found > 0 && found < 22 : found == size,
                operation + " " + found);
    }

    @Test
    void anAccountSeesItsPartition() {
        var regions =
                bench.admin("V1AwsRegions", "", "cloudAccountUid=" + aws).body().get("regions");
        assertEquals(2, regions.size());
        assertEquals("us-gov-east-1", regions.get(0).path("name").asString().replace("west", "east"));
        assertEquals(
                404, bench.admin("V1AwsRegions", "", "cloudAccountUid=nobody").status());
        assertEquals(404, bench.admin("V1AwsInstanceTypes", "", "mars-1").status());
    }

    @Test
    void aPrivateCloudOffersWhatItsFolderSays() {
        assertEquals(
                2,
                bench.admin("v1CloudstackAccountsUidZones", "", stack)
                        .body()
                        .get("zones")
                        .size());
        for (var zone : List.of("zone-1", "zone-2")) {
            var networks = bench.admin("v1CloudstackAccountsUidNetworks", "", stack, "zone=" + zone)
                    .body();
            assertEquals(1, networks.get("networks").size());
        }
        assertEquals(
                0,
                bench.admin("v1CloudstackAccountsUidVpcs", "", stack, "zoneId=x")
                        .body()
                        .get("items")
                        .size());
        assertEquals(404, bench.admin("v1CloudstackAccountsUidZones", "", maas).status());
        assertEquals("az1", bench.admin("v1MaasAccountsUidAzs", "", maas).text("/items/0/name"));
        var datacenter =
                bench.admin("v1VsphereAccountsUidDatacenters", "", vsphere).text("/items/0/datacenter");
        var cluster = bench.admin(
                "v1VsphereAccountsUidClusterRes", "", vsphere, "datacenter=" + datacenter, "computecluster=cluster-2");
        assertEquals("cluster-2", cluster.text("/computecluster/name"));
    }

    @Test
    void everyTenantHasAGateway() {
        var gateway = bench.admin("v1OverlordsList", "", "name=System Private Gateway")
                .text("/items/0/metadata/uid");
        assertEquals(
                0,
                bench.admin("v1OverlordsList", "", "name=other")
                        .body()
                        .get("items")
                        .size());
        var read = bench.admin("v1OverlordsUidGet", "", gateway);
        assertEquals("Running", read.text("/status/state"));
        assertEquals("system", read.text("/metadata/annotations/overlordType"));
        assertEquals(404, bench.admin("v1OverlordsUidGet", "", "other").status());
        var right = "{'account':{'vcenterServer':'v','username':'u','password':'p'}}";
        assertEquals(
                204,
                bench.admin("v1OverlordsUidVsphereAccountValidate", right, gateway)
                        .status());
        var wrong = bench.admin(
                "v1OverlordsUidMaasAccountValidate", "{'account':{'apiKey':'k','apiEndpoint':''}}", gateway);
        assertTrue(wrong.text("/message").startsWith("body.account.apiEndpoint is required"), wrong.text("/message"));
        assertEquals(
                "Datacenter",
                bench.admin("v1OverlordsUidVsphereDatacenters", "", gateway).text("/items/0/datacenter"));
    }

    @Test
    void pricesAreThoseOfTheFolder() {
        var rate = bench.admin("V1CloudComputeRate", "", "aws", "t2.micro", "region=us-east-1")
                .body();
        assertEquals(0.0116, rate.get("compute").asDouble());
        assertTrue(bench.admin("V1CloudStorageRate", "", "aws", "gp2", "region=us-east-1")
                        .body()
                        .get("total")
                        .asDouble()
                > 0);
        for (var path : List.of("mars t2.micro us-east-1", "aws tiny us-east-1", "aws t2.micro moon")) {
            var parts = path.split(" ");
            assertEquals(
                    404,
                    bench.admin("V1CloudComputeRate", "", parts[0], parts[1], "region=" + parts[2])
                            .status());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "V1AwsAccountValidate | {'accessKey':'A','secretKey':'s'} | -",
                "V1AwsAccountValidate | {'secretKey':'s'} | body.accessKey is required",
                "V1AwsAccountValidate | {'credentialType':'sts','sts':{'arn':'ROLE'}} | -",
                "V1AwsAccountValidate | {'credentialType':'sts','sts':{'arn':'role/r'}} | body.sts.arn is not the ARN",
                "V1AwsAccountValidate | {'credentialType':'pod-identity'} | body.podIdentity.roleArn is required",
                "V1AwsAccountValidate | {'accessKey':'A','secretKey':'s','policyARNs':['x']} | body.policyARNs[0] is not an ARN",
                "V1AzureAccountValidate | {'tenantId':'UUID','clientId':'UUID','clientSecret':'s'} | -",
                "V1AzureAccountValidate | {'tenantId':'x','clientId':'UUID','clientSecret':'s'} | body.tenantId is not a UUID",
                "V1GcpAccountValidate | {'spec':{'jsonCredentials':'{'}} | body.spec.jsonCredentials is not the JSON",
                "V1GcpAccountValidate | {'spec':{'jsonCredentials':'{}'}} | body.spec.jsonCredentials has no project_id",
                "V1MaasAccountValidate | {'apiEndpoint':'m','apiKey':'k'} | body.apiEndpoint is not an http",
                "V1VsphereAccountValidate | {'vcenterServer':'v.example','username':'u','password':'p'} | -",
                "V1VsphereAccountValidate | {'vcenterServer':'http://v','username':'u','password':'p'} | body.vcenterServer is not the name",
                "V1CloudStackAccountValidate | {'apiUrl':'http://c','apiKey':'k','secretKey':' '} | body.secretKey is required",
                "V1AwsS3Validate | {'bucket':'b-1','region':'us-east-1','credentials':{'accessKey':'A','secretKey':'s'}} | -",
                "V1AwsS3Validate | {'bucket':'B','region':'x','credentials':{'accessKey':'A','secretKey':'s'}} | body.bucket is not the name",
                "V1CloudsAwsCloudWatchValidate | {'group':'g','stream':'s','region':'x','credentials':{'accessKey':'A','secretKey':'s'}} | body.region is not a region",
                "V1GcpAzValidate | {'region':'us-central1','azs':['us-central1-a','z']} | body.azs[1] is not a zone",
                "V1AwsPropertiesValidate | {'region':'us-east-1'} | -",
            })
    void whatCannotBeRightIsRefused(String operation, String body, String fault) {
        Answer answer = bench.admin(operation, body.replace("ROLE", ROLE).replace("UUID", UUID));
        assertEquals(fault == null ? 204 : 400, answer.status(), answer.text("/message"));
        if (fault != null) assertTrue(answer.text("/message").startsWith(fault), answer.text("/message"));
    }
}
