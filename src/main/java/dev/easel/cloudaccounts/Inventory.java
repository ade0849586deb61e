package dev.easel.cloudaccounts;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a private cloud has to offer: networks, pools, templates. The same answers with the account in the path or the query. */
final class Inventory {
    /** Query parameters, and the fields of what is found that they may equal. */
    private static final Map<String, List<String>> NARROWING = Map.of(
            "zone", List.of("zoneId", "zoneName"),
            "zoneId", List.of("zoneId", "zoneName"),
            "projectId", List.of("projectId"),
            "domainId", List.of("domainId"),
            "vpcId", List.of("vpcId"));

    private final Accounts accounts;
    private final Clouds clouds;

    Inventory(Accounts accounts, Clouds clouds) {
        this.accounts = accounts;
        this.clouds = clouds;
    }

    void bind(Binder on) {
        var maas = clouds.named("maas").orElseThrow();
        both(on, "V1MaasZonesGet", "v1MaasAccountsUidAzs", found(maas, "azs"));
        both(on, "V1MaasDomainsGet", "v1MaasAccountsUidDomains", found(maas, "domains"));
        both(on, "V1MaasPoolsGet", "v1MaasAccountsUidPools", found(maas, "resourcePools"));
        both(on, "V1MaasSubnetsGet", "v1MaasAccountsUidSubnets", found(maas, "subnets"));
        both(on, "V1MaasTagsGet", "v1MaasAccountsUidTags", found(maas, "tags"));
        var stack = clouds.named("apache-cloudstack").orElseThrow();
        for (var name : List.of("Zones", "Domains", "Projects", "Networks", "Vpcs", "Templates", "Keypairs")) {
            var lookup = found(stack, name.toLowerCase(Locale.ROOT));
            both(on, "V1CloudStack" + name + "Get", "v1CloudstackAccountsUid" + name, lookup);
        }
        both(on, "V1CloudStackDiskOfferingsGet", "v1CloudstackAccountsUidDiskofferings", found(stack, "diskOfferings"));
        both(on, "V1CloudStackOfferingsGet", "v1CloudstackAccountsUidOfferings", offerings(stack));
        var vsphere = clouds.named("vsphere").orElseThrow();
        both(on, "V1VsphereDatacenters", "v1VsphereAccountsUidDatacenters", found(vsphere, "datacenters"));
        on.op("V1VsphereComputeClusterResources", "cloud.list", call -> {
            accounts.account(vsphere, call, call.query("cloudAccountUid").orElse(""));
            return computeCluster(vsphere, call.path("uid"), call.path("computecluster"));
        });
        on.op("v1VsphereAccountsUidClusterRes", "cloud.list", call -> {
            accounts.account(vsphere, call, call.path("uid"));
            return computeCluster(call);
        });
    }

    ObjectNode datacenters(Call call) {
        return narrowed(facts(clouds.named("vsphere").orElseThrow(), "datacenters"), call);
    }

    ObjectNode computeCluster(Call call) {
        var vsphere = clouds.named("vsphere").orElseThrow();
        return computeCluster(
                vsphere,
                call.query("datacenter").orElse(""),
                call.query("computecluster").orElse(""));
    }

    /** The account stands in the query of one operation and in the path of the other. */
    private void both(Binder on, String byQuery, String byPath, Lookup lookup) {
        on.op(byQuery, new Action("cloud.list", call -> {
            call.query("cloudAccountUid").ifPresent(uid -> accounts.account(lookup.cloud(), call, uid));
            return lookup.answer().apply(lookup.cloud(), call);
        }));
        on.op(byPath, new Action("cloud.list", call -> {
            accounts.account(lookup.cloud(), call, call.path("uid"));
            return lookup.answer().apply(lookup.cloud(), call);
        }));
    }

    private record Lookup(Cloud cloud, BiFunction<Cloud, Call, ObjectNode> answer) {}

    private Lookup found(Cloud cloud, String name) {
        return new Lookup(cloud, (_, call) -> narrowed(facts(cloud, name), call));
    }

    private JsonNode facts(Cloud cloud, String name) {
        return clouds.facts(cloud).lookups().orElseThrow().path(name);
    }

    private static ObjectNode narrowed(JsonNode facts, Call call) {
        var reply = Json.object();
        for (var list : facts.properties()) {
            var kept = reply.putArray(list.getKey());
            for (var item : list.getValue()) if (isWanted(item, call)) kept.add(item);
        }
        return reply;
    }

    /** What does not say where it belongs belongs everywhere. */
    private static boolean isWanted(JsonNode item, Call call) {
        return NARROWING.entrySet().stream()
                .allMatch(rule -> call.query(rule.getKey())
                        .map(value -> rule.getValue().stream().noneMatch(item::has)
                                || rule.getValue().stream()
                                        .anyMatch(field ->
                                                item.path(field).asString("").equals(value)))
                        .orElse(true));
    }

    private Lookup offerings(Cloud cloud) {
        return new Lookup(cloud, (_, _) -> {
            var reply = Json.object();
            var offerings = reply.putArray("offerings");
            for (var type : clouds.facts(cloud).instanceTypes()) {
                var offering = offerings.addObject().put("id", type.name()).put("name", type.name());
                offering.put("cpuNumber", type.cpu()).put("memory", type.memoryMiB());
            }
            return reply;
        });
    }

    private ObjectNode computeCluster(Cloud cloud, String datacenter, String name) {
        for (var found : (ArrayNode) facts(cloud, "computeclusters").path("items")) {
            var here = found.path("datacenter").asString("").equals(datacenter);
            if (here && found.at("/computecluster/name").asString("").equals(name)) return (ObjectNode) found;
        }
        throw Problem.notFound("compute cluster", datacenter + "/" + name);
    }
}
