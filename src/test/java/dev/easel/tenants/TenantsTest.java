package dev.easel.tenants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TenantsTest {
    private final Bench bench = new Bench();
    private final String tenant = bench.house.tenant();

    @AfterEach
    void close() {
        bench.close();
    }

    private String keyOf(String role) {
        var uid =
                bench.admin("v1RolesList", "", "filters=metadata.name=" + role).text("/items/0/metadata/uid");
        var user = bench.admin("v1UsersCreate", "{'spec':{'emailId':'v@acme.example','roles':['%s']}}".formatted(uid))
                .uid();
        return bench.admin("v1ApiKeysCreate", "{'metadata':{'name':'k'},'spec':{'userUid':'%s'}}".formatted(user))
                .text("/apiKey");
    }

    @Test
    void everySettingAnswersBeforeAnybodySetsIt() {
        for (var operation : List.of(
                "v1TenantUidAuthTokenSettingsGet",
                "v1TenantUidLoginBannerGet",
                "V1TenantUidPasswordPolicyGet",
                "v1TenantFipsSettingsGet",
                "V1TenantPrefClusterGroupGet",
                "V1TenantDeveloperCreditGet",
                "v1TenantClusterRbacSettingsGet",
                "v1RateConfigGet",
                "v1TenantClusterSettingsGet",
                "v1TenantResourceLimitsGet",
                "V1TenantUidSsoAuthProvidersGet",
                "V1TenantUidDomainsGet",
                "V1TenantUidOidcConfigGet",
                "V1TenantUidSamlConfigSpecGet",
                "v1TenantsGet")) {
            assertEquals(401, bench.ask("", "", operation, "", tenant).status(), operation);
            assertEquals(200, bench.admin(operation, "", tenant).status(), operation);
            assertEquals(
                    200,
                    bench.ask("admin-key", bench.house.project(), operation, "", tenant)
                            .status(),
                    operation);
            assertEquals(
                    404, bench.admin(operation, "", "0123456789abcdef01234567").status(), operation);
        }
        assertTrue(
                bench.admin("v1TenantsGet", "", tenant).body().path("settings").isMissingNode());
    }

    @Test
    void settingsAreSetByThoseWhoMayAndReadBackWhole() {
        var viewer = keyOf("Tenant Viewer");
        assertEquals(
                200,
                bench.ask(viewer, "", "v1TenantUidAuthTokenSettingsGet", "", tenant)
                        .status());
        assertEquals(
                403,
                bench.ask(viewer, "", "v1TenantUidAuthTokenSettingsUpdate", "{'expiryTimeMinutes':30}", tenant)
                        .status());
        assertEquals(
                204,
                bench.admin("v1TenantUidAuthTokenSettingsUpdate", "{'expiryTimeMinutes':30}", tenant)
                        .status());
        assertEquals(
                30,
                bench.admin("v1TenantUidAuthTokenSettingsGet", "", tenant)
                        .body()
                        .path("expiryTimeMinutes")
                        .asInt());
        assertEquals(
                400,
                bench.admin("v1TenantUidAuthTokenSettingsUpdate", "{'expiryTimeMinutes':5}", tenant)
                        .status());
        assertEquals(
                204,
                bench.admin("V1TenantPrefClusterGroupUpdate", "{'hideSystemClusterGroups':true}", tenant)
                        .status());
        assertFalse(bench.admin("V1TenantPrefClusterGroupGet", "", tenant)
                .body()
                .get("isClusterGroupEnabled")
                .asBoolean());
        assertEquals(
                204,
                bench.admin("v1TenantFipsSettingsUpdate", "{'fipsPackConfig':{'mode':'nonFipsDisabled'}}", tenant)
                        .status());
        var fips = bench.admin("v1TenantFipsSettingsGet", "", tenant);
        assertEquals("nonFipsDisabled", fips.text("/fipsPackConfig/mode"));
        assertEquals("nonFipsEnabled", fips.text("/fipsClusterImportConfig/mode"));
        assertEquals(
                204,
                bench.admin(
                                "v1TenantClustersNodesAutoRemediationSettingUpdate",
                                "{'disableNodesAutoRemediation':true}",
                                tenant)
                        .status());
        assertTrue(bench.admin("v1TenantClusterSettingsGet", "", tenant)
                .body()
                .at("/nodesAutoRemediationSetting/disableNodesAutoRemediation")
                .asBoolean());
        assertEquals(
                400,
                bench.admin("v1TenantUidLoginBannerUpdate", "{'Message':'%s'}".formatted("x".repeat(1301)), tenant)
                        .status());
        assertEquals(
                400,
                bench.admin("V1TenantUidPasswordPolicyUpdate", "{'minLength':20,'maxLength':10}", tenant)
                        .status());
        assertEquals(
                400,
                bench.admin("V1TenantUidPasswordPolicyUpdate", "{'isRegex':true,'regex':'('}", tenant)
                        .status());
        assertEquals(
                204,
                bench.admin("V1TenantUidPasswordPolicyUpdate", "{'minLength':20,'maxLength':0}", tenant)
                        .status());
        assertEquals(
                204,
                bench.admin("V1TenantUidPasswordPolicyUpdate", "{'minLength':20,'maxLength':100}", tenant)
                        .status());
        assertEquals(
                204,
                bench.admin("v1PatchTenantAddress", "{'address':{'city':'Paris'}}", tenant)
                        .status());
        assertEquals("Paris", bench.admin("v1TenantsGet", "", tenant).text("/spec/address/city"));
    }

    @Test
    void everyResourceKindHasALimitAndItHolds() {
        var limits = bench.admin("v1TenantResourceLimitsGet", "", tenant).body().path("resources");
        assertEquals(25, limits.size());
        var set = "{'resources':[{'kind':'filter','limit':1},{'kind':'macro','limit':2}]}";
        assertEquals(
                204, bench.admin("v1TenantResourceLimitsUpdate", set, tenant).status());
        var filter = "{'metadata':{'name':'%s'},'spec':{}}";
        assertEquals(
                201, bench.admin("v1TagFiltersCreate", filter.formatted("a")).status());
        assertEquals(
                "ResourceLimitExceeded",
                bench.admin("v1TagFiltersCreate", filter.formatted("b")).text("/code"));
        var macros = "{'macros':[{'name':'a','value':'1'},{'name':'b','value':'2'}]}";
        assertEquals(
                204, bench.admin("v1TenantsUidMacrosCreate", macros, tenant).status());
        assertEquals(
                409,
                bench.admin("v1TenantsUidMacrosCreate", "{'macros':[{'name':'c','value':'3'}]}", tenant)
                        .status());
        assertEquals(
                400,
                bench.admin("v1TenantResourceLimitsUpdate", "{'resources':[{'kind':'filter','limit':0}]}", tenant)
                        .status());
        assertEquals(
                400,
                bench.admin("v1TenantResourceLimitsUpdate", "{'resources':[{'kind':'nothing','limit':1}]}", tenant)
                        .status());
    }
}
