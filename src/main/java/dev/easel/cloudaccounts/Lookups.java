package dev.easel.cloudaccounts;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.clouds.Facts;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Handler;
import dev.easel.store.Document;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Regions, zones, sizes and disks, as the facts of a cloud's folder say. */
final class Lookups {
    private static final double MIB_PER_GIB = 1024;

    private final Accounts accounts;
    private final Clouds clouds;

    Lookups(Accounts accounts, Clouds clouds) {
        this.accounts = accounts;
        this.clouds = clouds;
    }

    void bind(Binder on) {
        clouds.withAccounts().forEach(cloud -> bind(on, cloud));
        var aws = clouds.named("aws").orElseThrow();
        on.op("V1AwsZones", list(call -> zones(aws, call, "zones", "name")));
        on.op("V1AwsVolumeTypesGet", list(call -> disks(aws, call, "volumeTypes")));
        var azure = clouds.named("azure").orElseThrow();
        on.op("V1AzureZones", list(call -> zones(azure, call, "zoneList", "id")));
        on.op("V1AzureStorageAccountTypes", list(call -> disks(azure, call, "storageAccountTypes")));
        var gcp = clouds.named("gcp").orElseThrow();
        on.op("V1GcpZones", list(call -> zones(gcp, call, "zones", "name")));
        on.op("V1GcpAvailabilityZones", list(call -> everyZone(gcp, call)));
        on.op("V1GcpProjects", list(call -> projects(gcp, call)));
    }

    private void bind(Binder on, Cloud cloud) {
        var tag = cloud.tags().lookups();
        on.tagged("V1*Regions", tag, list(call -> regions(cloud, call)));
        on.tagged("V1*InstanceTypes", tag, list(call -> instanceTypes(cloud, call)));
        on.tagged("V1*StorageTypes", tag, list(call -> storageTypes(cloud, call)));
    }

    private static Action list(Handler handler) {
        return new Action("cloud.list", handler);
    }

    private Optional<Document> account(Cloud cloud, Call call) {
        return call.query("cloudAccountUid").map(uid -> accounts.account(cloud, call, uid));
    }

    /** An account sees the regions of its partition. */
    private List<Facts.Region> seen(Cloud cloud, Call call) {
        var account = account(cloud, call);
        if (account.isEmpty()) return clouds.regions(cloud);
        var partition = account.map(found -> found.text("/spec/partition")).filter(name -> !isUsual(name));
        return clouds.regions(cloud).stream()
                .filter(region ->
                        region.partition().filter(name -> !isUsual(name)).equals(partition))
                .toList();
    }

    private static boolean isUsual(String partition) {
        return partition.isEmpty() || partition.equals("aws");
    }

    private ObjectNode regions(Cloud cloud, Call call) {
        var reply = Json.object();
        var regions = reply.putArray("regions");
        for (var region : seen(cloud, call)) {
            var item = regions.addObject().put("name", region.name()).put("displayName", region.displayName());
            named(item.putArray("zones"), region.zones(), "name");
        }
        return reply;
    }

    private ObjectNode zones(Cloud cloud, Call call, String list, String field) {
        account(cloud, call);
        var zones = clouds.zones(cloud, region(cloud, call));
        var reply = Json.object();
        named(reply.putArray(list), zones, field);
        return reply;
    }

    private ObjectNode everyZone(Cloud cloud, Call call) {
        var reply = Json.object();
        var zones = reply.putArray("zones");
        for (var region : seen(cloud, call)) named(zones, region.zones(), "name");
        return reply;
    }

    private static void named(ArrayNode list, List<String> names, String field) {
        for (var name : names) list.addObject().put(field, name);
    }

    private String region(Cloud cloud, Call call) {
        var region = call.path("region");
        if (clouds.instanceTypes(cloud, region, Facts.AtLeast.ANYTHING).isEmpty())
            throw Problem.notFound("region", region);
        return region;
    }

    private ObjectNode instanceTypes(Cloud cloud, Call call) {
        account(cloud, call);
        var least = new Facts.AtLeast(
                number(call, "cpuGtEq"), number(call, "memoryGtEq") * MIB_PER_GIB, number(call, "gpuGtEq"));
        var spot = clouds.facts(cloud).spotShare();
        var reply = Json.object();
        var types = reply.putArray("instanceTypes");
        clouds.instanceTypes(cloud, region(cloud, call), least).forEach(type -> types.add(instanceType(type, spot)));
        return reply;
    }

    private static double number(Call call, String name) {
        return call.query(name).map(Double::parseDouble).orElse(0.0);
    }

    private static ObjectNode instanceType(Facts.InstanceType type, double spot) {
        var item = Json.object()
                .put("type", type.name())
                .put("category", type.category())
                .put("cpu", type.cpu())
                .put("memory", type.memoryMiB() / MIB_PER_GIB)
                .put("gpu", type.gpu())
                .put("price", type.pricePerHour());
        item.putArray("supportedArchitectures").add(type.architecture());
        var price = item.putObject("cost").putArray("price").addObject();
        price.put("os", "linux").put("onDemand", type.pricePerHour()).put("spot", type.pricePerHour() * spot);
        return item;
    }

    private ObjectNode storageTypes(Cloud cloud, Call call) {
        region(cloud, call);
        var reply = Json.object();
        var types = reply.putArray("storageTypes");
        for (var type : clouds.facts(cloud).storageTypes()) {
            var item = types.addObject().put("name", type.name()).put("kind", type.displayName());
            var price = item.putObject("cost").putArray("price").addObject();
            price.put("price", String.valueOf(type.pricePerGiBMonth()));
        }
        return reply;
    }

    private ObjectNode disks(Cloud cloud, Call call, String list) {
        var reply = Json.object();
        var disks = reply.putArray(list);
        for (var type : clouds.facts(cloud).storageTypes()) {
            disks.addObject().put("id", type.name()).put("name", type.displayName());
        }
        return reply;
    }

    /** A service account lives in one project and says in which. */
    private ObjectNode projects(Cloud cloud, Call call) {
        var account =
                accounts.account(cloud, call, call.query("cloudAccountUid").orElse(""));
        var reply = Json.object();
        var projects = reply.putArray("projects");
        Credentials.key(accounts.opened(account).at("/spec/jsonCredentials").asString(""))
                .map(key -> key.path("project_id").asString(""))
                .forEach(project -> projects.addObject().put("id", project).put("name", project));
        return reply;
    }
}
