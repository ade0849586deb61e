package dev.easel.cloudaccounts;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import tools.jackson.databind.node.ObjectNode;

/**
 * Private clouds are reached through a gateway, and accounts of theirs must name one. Easel itself is the one that each tenant has
 * from the start, under the tenant's own uid.
 */
final class Gateways {
    private static final String NAME = "System Private Gateway";

    private final Inventory inventory;
    private final Clouds clouds;

    Gateways(Inventory inventory, Clouds clouds) {
        this.inventory = inventory;
        this.clouds = clouds;
    }

    void bind(Binder on) {
        on.op("v1OverlordsList", "privateGateway.list", Gateways::list);
        on.op("v1OverlordsUidGet", "privateGateway.get", Gateways::get);
        for (var cloud : clouds.withAccounts()) {
            on.tagged("v1OverlordsUid*AccountValidate", cloud.tags().lookups(), validate(cloud));
        }
        on.op("v1OverlordsUidVsphereDatacenters", "privateGateway.get", call -> {
            get(call);
            return inventory.datacenters(call);
        });
        on.op("v1OverlordsUidVsphereComputeclusterRes", "privateGateway.get", call -> {
            get(call);
            return inventory.computeCluster(call);
        });
    }

    private static Action validate(Cloud cloud) {
        return new Action("privateGateway.get", call -> {
            get(call);
            var faults = Credentials.faults(cloud, call.body().path("account"), "body.account");
            if (!faults.isEmpty()) throw Problem.invalid(faults);
            return Reply.none();
        });
    }

    private static ObjectNode list(Call call) {
        var reply = Json.object();
        var items = reply.putArray("items");
        if (call.query("name").orElse(NAME).equals(NAME)) items.add(gateway(call));
        return reply;
    }

    private static ObjectNode get(Call call) {
        var uid = call.path("uid");
        if (!uid.equals(call.caller().tenant())) throw Problem.notFound("private gateway", uid);
        return gateway(call);
    }

    private static ObjectNode gateway(Call call) {
        var gateway = Json.object().put("kind", "overlord");
        var metadata =
                gateway.putObject("metadata").put("uid", call.caller().tenant()).put("name", NAME);
        metadata.putObject("annotations").put("scope", "tenant").put("overlordType", "system");
        gateway.putObject("spec").put("tenantUid", call.caller().tenant()).put("isSystem", true);
        var status = gateway.putObject("status").put("state", "Running");
        status.put("isActive", true).put("isReady", true).putObject("health").put("state", "Healthy");
        return gateway;
    }
}
