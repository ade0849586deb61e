package dev.easel.tenants;

import dev.easel.Family;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Draft;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.templates.Expected;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tenant and its settings: parts of one document, each at its default until somebody sets it. */
public final class Tenants implements Family {
    private static final String SETTINGS = "/settings/";

    private final Verbs verbs;
    private final ResourceLimits limits;

    public Tenants(Verbs verbs) {
        this.verbs = verbs.keyed("tenantUid");
        this.limits = new ResourceLimits(verbs.desk());
    }

    /** The rule that keeps a new document, or a list in one, within what the tenant may have of a kind. */
    public Rule limit(String kind) {
        return limits.rule(kind);
    }

    @Override
    public void bind(Binder on) {
        on.op("v1TenantsGet", verbs.get(Kinds.TENANT_ROOT, Tenants::withoutSettings));
        on.op("v1PatchTenantAddress", verbs.setField(Kinds.TENANT_ROOT, "/spec/address", "/address"));
        on.op("v1PatchTenantEmailId", verbs.setField(Kinds.TENANT_ROOT, "/spec/orgEmailId", "/emailId"));
        setting(on, "v1TenantUidAuthTokenSettings", "authTokenSettings");
        setting(on, "v1TenantUidLoginBanner", "loginBanner", Tenants::mustFitBanner);
        setting(on, "V1TenantUidPasswordPolicy", "passwordPolicy", Tenants::mustBePossible);
        setting(on, "v1TenantFipsSettings", "fips");
        setting(on, "V1TenantPrefClusterGroup", "clusterGroup");
        setting(on, "V1TenantDeveloperCredit", "developerCredit");
        setting(on, "v1TenantClusterRbacSettings", "clusterRbacSettings");
        setting(on, "v1RateConfig", "rateConfig");
        on.op("v1TenantClusterSettingsGet", get("clusterSettings"));
        on.op("v1TenantClustersNodesAutoRemediationSettingUpdate", set("clusterSettings/nodesAutoRemediationSetting"));
        on.op("v1TenantResourceLimitsGet", get("resourceLimits"));
        on.op("v1TenantResourceLimitsUpdate", "tenant.update", limits::update);
        on.op("V1TenantUidSsoAuthProvidersGet", get("ssoProviders"));
        on.op("V1TenantUidDomainsGet", get("domains"));
        on.op("V1TenantUidOidcConfigGet", get("oidc"));
        on.op("V1TenantUidSamlConfigSpecGet", get("saml"));
    }

    private void setting(Binder on, String operations, String name, Rule... rules) {
        on.op(operations + "Get", get(name));
        on.op(operations + "Update", set(name, rules));
    }

    private Action get(String name) {
        return verbs.part(Kinds.TENANT_ROOT, SETTINGS + name);
    }

    private Action set(String name, Rule... rules) {
        var all = Stream.concat(Stream.of(mustBeWhole(SETTINGS + name)), Stream.of(rules));
        return verbs.setPart(Kinds.TENANT_ROOT, SETTINGS + name, all.toArray(Rule[]::new));
    }

    /** Clients leave out what is zero and read it back all the same. */
    private static Rule mustBeWhole(String pointer) {
        return draft -> {
            if (!(draft.at(pointer) instanceof ObjectNode set)) return;
            draft.old()
                    .ifPresent(old -> old.at(pointer).properties().forEach(known -> {
                        if (set.path(known.getKey()).isMissingNode()
                                || set.path(known.getKey()).isNull()) {
                            set.set(known.getKey(), zero(known.getValue()));
                        }
                    }));
        };
    }

    private static JsonNode zero(JsonNode known) {
        var nodes = Json.MAPPER.getNodeFactory();
        if (known.isBoolean()) return nodes.booleanNode(false);
        if (known.isNumber()) return nodes.numberNode(0);
        if (known.isString()) return nodes.stringNode("");
        return known.isArray() ? nodes.arrayNode() : known;
    }

    private static JsonNode withoutSettings(Call call, Document tenant, ObjectNode shown) {
        shown.remove("settings");
        return shown;
    }

    private static void mustFitBanner(Draft draft) {
        if (draft.text("/settings/loginBanner/Message").length() > 1_300) {
            throw Problem.invalid("body.Message", "must not have more than 1300 characters");
        }
    }

    private static void mustBePossible(Draft draft) {
        var policy = draft.at("/settings/passwordPolicy");
        if (policy.path("isRegex").asBoolean(false)) {
            var wrong = Expected.fault(policy.path("regex").asString(""));
            if (wrong.isPresent()) throw Problem.invalid("body.regex", wrong.get());
            return;
        }
        int least = policy.path("minLength").asInt(0);
        int most = policy.path("maxLength").asInt(0);
        if (least < 6 || least > 128) throw Problem.invalid("body.minLength", "must be from 6 to 128");
        if (most != 0 && most < least || most > 128)
            throw Problem.invalid("body.maxLength", "must be from minLength to 128");
    }
}
