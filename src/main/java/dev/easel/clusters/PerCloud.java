package dev.easel.clusters;

import static dev.easel.kinds.Kinds.CLOUD_CONFIG;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Handler;
import dev.easel.resource.Verbs;

/** The part of the table that is the same for every cloud: making clusters, their configurations, pools and machines. */
final class PerCloud {
    private final Verbs verbs;
    private final Clouds clouds;
    private final Creation creation;
    private final ConfigDesk configs;
    private final Machines machines;

    PerCloud(Verbs verbs, Clouds clouds, Creation creation, ConfigDesk configs) {
        this.verbs = verbs;
        this.clouds = clouds;
        this.creation = creation;
        this.configs = configs;
        machines = new Machines(configs);
    }

    void bind(Binder on) {
        for (var cloud : clouds.all()) bindCloud(on, cloud);
        bindCloud(on, clouds.custom("cloudTypes"));
        bindMachines(on);
    }

    /** The same lines for every cloud; a custom cloud is named by the path. */
    private void bindCloud(Binder on, Cloud row) {
        var create = row.cluster().operations().get("create");
        var validate = row.cluster().operations().get("validate");
        var tag = row.tags().configs();
        if (create != null) on.op(create, "cluster.create", of(row, creation::create));
        if (validate != null) on.op(validate, "cluster.create", of(row, creation::validate));
        // The row of custom clouds stands for many, each of which keeps its configurations under its own name.
        var kind = clouds.named(row.name()).isPresent() ? CLOUD_CONFIG.of(row.name()) : CLOUD_CONFIG;
        var config = verbs.keyed("configUid").get(kind);
        on.tagged("v1CloudConfigs*Get", tag, config);
        on.tagged("v1CloudConfigs*UidClusterConfig", tag, "cloudconfig.update", of(row, configs::replaceClusterConfig));
        on.tagged("v1CloudConfigs*MachinePoolCreate", tag, "cloudconfig.update", of(row, configs::addPool));
        on.tagged("v1CloudConfigs*MachinePoolUpdate", tag, "cloudconfig.update", of(row, configs::replacePool));
        on.tagged("v1CloudConfigs*MachinePoolDelete", tag, "cloudconfig.update", of(row, configs::removePool));
        on.tagged("v1CloudConfigs*PoolMachinesList", tag, "machine.list", of(row, machines::list));
        on.tagged("v1CloudConfigs*PoolMachinesUidGet", tag, "machine.get", of(row, machines::get));
        on.tagged("v1CloudConfigs*PoolMachinesUidDelete", tag, "machine.delete", of(row, machines::delete));
    }

    private void bindMachines(Binder on) {
        on.op("v1CloudConfigsMachinePoolsMachineUidMaintenanceUpdate", "machine.update", machines::maintain);
        on.op("v1CloudConfigsMachinePoolsMachineUidsGet", "machine.list", machines::uids);
        on.op(
                "v1CloudConfigsEksUidFargateProfilesUpdate",
                "cloudconfig.update",
                call -> configs.setSpec(call, "fargateProfiles", call.object().path("fargateProfiles")));
    }

    private Handler of(Cloud row, OnCloud handler) {
        return call -> {
            var type = call.path().get("cloudType");
            if (type == null) return handler.handle(call, row);
            if (clouds.named(type).isPresent()) throw Problem.notFound("custom cloud", type);
            return handler.handle(call, clouds.custom(type));
        };
    }

    private interface OnCloud {
        Object handle(Call call, Cloud cloud);
    }
}
