package dev.easel.cloudaccounts;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.clouds.Facts;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import tools.jackson.databind.node.ObjectNode;

/** What one machine, or one GiB of disk, costs in an hour. */
final class Rates {
    private static final double HOURS_PER_MONTH = 730;

    private final CloudTypes types;
    private final Clouds clouds;

    Rates(CloudTypes types, Clouds clouds) {
        this.types = types;
        this.clouds = clouds;
    }

    void bind(Binder on) {
        on.op("V1CloudComputeRate", Action.SIGNED_IN, this::compute);
        on.op("V1CloudStorageRate", Action.SIGNED_IN, this::storage);
    }

    private ObjectNode compute(Call call) {
        var type = call.path("type");
        var price = clouds.price(cloud(call), type).orElseThrow(() -> Problem.notFound("instance type", type));
        return Json.object().put("compute", price).put("storage", 0.0).put("total", price);
    }

    private ObjectNode storage(Call call) {
        var type = call.path("type");
        var price = clouds.storagePrice(cloud(call), type).orElseThrow(() -> Problem.notFound("storage type", type))
                / HOURS_PER_MONTH;
        return Json.object().put("compute", 0.0).put("storage", price).put("total", price);
    }

    private Cloud cloud(Call call) {
        var cloud = types.known(call, call.path("cloud"));
        var region = call.query("region").orElse("");
        if (clouds.instanceTypes(cloud, region, Facts.AtLeast.ANYTHING).isEmpty())
            throw Problem.notFound("region", region);
        return cloud;
    }
}
