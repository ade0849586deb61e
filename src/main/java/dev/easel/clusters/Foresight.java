package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.provision.Forecast;
import dev.easel.provision.Provisioner;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the engine of a cluster what another foundation would replace. */
final class Foresight {
    private final Store store;
    private final Provisioner provisioner;
    private final Blueprints blueprints;

    Foresight(Store store, Provisioner provisioner, Blueprints blueprints) {
        this.store = store;
        this.provisioner = provisioner;
        this.blueprints = blueprints;
    }

    /** @param layers of the profiles that the cluster would run */
    Forecast of(Document cluster, Layers layers, Foundation wanted) {
        var body = cluster.body().deepCopy();
        Metadata.child(body, Desk.PRIVATE).set("foundation", wanted.write());
        var next = cluster.with(body);
        var config = store.find(
                Kinds.CLOUD_CONFIG, Reach.tenant(cluster.tenant()), cluster.text("/spec/cloudConfigRef/uid"));
        return config.map(found ->
                        found.with(Repave.keepVersions(found.body(), cluster.at("/easel/foundation/kubernetes"))))
                .map(kept -> provisioner.foretell(
                        blueprints.render(next, kept, layers, CloudFiles.of(next, store, blueprints.clouds()))))
                .orElse(Forecast.NOTHING);
    }

    /** What a forecast says would happen, as far as it must not have changed when it does. */
    static ArrayNode plan(Forecast forecast) {
        var plan = Json.MAPPER.createArrayNode();
        for (var roll : forecast.rolls()) {
            var one = plan.addObject().put("pool", roll.pool()).put("seen", roll.seen());
            roll.machines().forEach(one.putObject("machines")::put);
        }
        return plan;
    }

    /** Each pool as a reason for those who are asked. */
    static ArrayNode reasons(Forecast forecast) {
        var reasons = Json.MAPPER.createArrayNode();
        for (var roll : forecast.rolls()) reasons.add(reason(roll));
        return reasons;
    }

    private static ObjectNode reason(Forecast.Roll roll) {
        var names = String.join(", ", roll.machines().values().stream().sorted().toList());
        return Json.object()
                .put("code", "MachinesReplaced")
                .put("message", "%s of the pool %s: %s".formatted(names, roll.pool(), roll.why()));
    }
}
