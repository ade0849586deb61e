package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.clouds.Facts;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What machine pools cost: machines by their size, disks by their kind, and what the cloud takes for a control plane. */
final class Prices {
    private static final double HOURS_PER_MONTH = 730;

    private final Clouds clouds;

    Prices(Clouds clouds) {
        this.clouds = clouds;
    }

    /** The hours that a price is for. */
    enum Period {
        HOURLY(1),
        MONTHLY(HOURS_PER_MONTH),
        YEARLY(12 * HOURS_PER_MONTH);

        private final double hours;

        Period(double hours) {
            this.hours = hours;
        }

        static Period of(String name) {
            return switch (name) {
                case "hourly" -> HOURLY;
                case "monthly" -> MONTHLY;
                case "yearly" -> YEARLY;
                default -> throw Problem.invalid("query.periodType", "must be hourly, monthly or yearly");
            };
        }
    }

    /** An hour of one pool. */
    private record Pool(
            String name,
            int nodes,
            Facts.InstanceType type,
            double machines,
            String disk,
            int gigabytes,
            double disks) {}

    /** An hour of a cluster. */
    record Hour(double compute, double storage) {
        ObjectNode write() {
            return write(1);
        }

        ObjectNode write(double hours) {
            return Json.object()
                    .put("compute", money(compute * hours))
                    .put("storage", money(storage * hours))
                    .put("total", money((compute + storage) * hours));
        }

        /** In the form of {@code v1ResourceCost}. */
        ObjectNode asCost() {
            var cost = Json.object().put("total", money(compute + storage));
            cost.set("cloud", write());
            return cost;
        }
    }

    Hour hour(Cloud cloud, JsonNode pools) {
        return sum(cloud, priced(cloud, pools));
    }

    /** In the form of {@code v1SpectroClusterRate}. */
    ObjectNode rate(Cloud cloud, String name, JsonNode flatPools, Period period) {
        var pools = priced(cloud, flatPools);
        var rate = Json.object().put("name", name);
        var list = rate.putArray("machinePools");
        var metadata = rate.putObject("resourceMetadata");
        var types = metadata.putObject("instanceTypes");
        for (var pool : pools) {
            list.add(written(pool, period.hours));
            types.set(pool.type.name(), instanceType(cloud, pool.type));
        }
        var disks = metadata.putObject("storageTypes");
        for (var disk : clouds.facts(cloud).storageTypes()) disks.set(disk.name(), storageType(disk));
        rate.set("rate", sum(cloud, pools).write(period.hours));
        return rate;
    }

    private static Hour sum(Cloud cloud, List<Pool> pools) {
        var compute = cloud.cluster().controlPlanePricePerHour();
        double storage = 0;
        for (var pool : pools) {
            compute += pool.nodes * pool.machines;
            storage += pool.nodes * pool.disks;
        }
        return new Hour(compute, storage);
    }

    private List<Pool> priced(Cloud cloud, JsonNode flatPools) {
        var pools = new ArrayList<Pool>();
        for (var pool : flatPools) pools.add(priced(cloud, (ObjectNode) pool));
        return pools;
    }

    private Pool priced(Cloud cloud, ObjectNode pool) {
        var facts = clouds.facts(cloud);
        var type = type(cloud, pool);
        var share = pool.path("capacityType").asString("").equals("spot") ? facts.spotShare() : 1;
        var gigabytes = value(cloud, pool, cloud.pool().diskGiB())
                .map(node -> node.asInt(0))
                .orElse(0);
        var disk = value(cloud, pool, cloud.pool().storageType())
                .map(node -> node.asString(""))
                .orElseGet(() -> facts.storageTypes().getFirst().name());
        var perMonth = clouds.storagePrice(cloud, disk).orElse(0.0) * gigabytes;
        return new Pool(
                Pools.name(pool),
                pool.path("size").asInt(1),
                type,
                type.pricePerHour() * share,
                disk,
                gigabytes,
                perMonth / HOURS_PER_MONTH);
    }

    /** The size that is named, or the smallest one that has what the pool asks for. */
    private Facts.InstanceType type(Cloud cloud, JsonNode pool) {
        var types = clouds.facts(cloud).instanceTypes();
        var named = value(cloud, pool, cloud.pool().instanceType())
                .filter(JsonNode::isString)
                .flatMap(name -> clouds.instanceType(cloud, name.asString()));
        if (named.isPresent()) return named.get();
        var cpu = value(cloud, pool, cloud.pool().cpu())
                .map(node -> node.asInt(0))
                .orElse(0);
        var memory = value(cloud, pool, cloud.pool().memoryMiB())
                .map(node -> node.asInt(0))
                .orElse(0);
        return types.stream()
                .filter(type -> type.cpu() >= cpu && type.memoryMiB() >= memory)
                .findFirst()
                .orElseGet(types::getLast);
    }

    /** What the pool says at a pointer of its cloud, or what stands for it when the pool is silent. */
    private static Optional<JsonNode> value(Cloud cloud, JsonNode pool, String pointer) {
        if (pointer.isEmpty()) return Optional.empty();
        var said = pool.at(pointer);
        if (!said.isMissingNode() && !said.isNull()) return Optional.of(said);
        for (var silent : cloud.pool().defaults().entrySet()) {
            if (!pointer.startsWith(silent.getKey())) continue;
            var found = silent.getValue().at(pointer.substring(silent.getKey().length()));
            if (!found.isMissingNode()) return Optional.of(found);
        }
        return Optional.empty();
    }

    private static ObjectNode written(Pool pool, double hours) {
        var written = Json.object().put("name", pool.name).put("nodesCount", pool.nodes);
        var rate = written.putObject("rate");
        rate.putObject("compute").put("type", pool.type.name()).put("rate", money(pool.machines * hours));
        rate.putArray("storage")
                .addObject()
                .put("type", pool.disk)
                .put("sizeGB", pool.gigabytes)
                .put("rate", money(pool.disks * hours));
        rate.put("total", money(pool.nodes * (pool.machines + pool.disks) * hours));
        return written;
    }

    private ObjectNode instanceType(Cloud cloud, Facts.InstanceType type) {
        var shown = Json.object()
                .put("type", type.name())
                .put("category", type.category())
                .put("cpu", type.cpu())
                .put("memory", type.memoryMiB())
                .put("gpu", type.gpu())
                .put("price", type.pricePerHour());
        shown.putArray("supportedArchitectures").add(type.architecture());
        shown.putObject("cost")
                .putArray("price")
                .addObject()
                .put("os", "linux")
                .put("onDemand", type.pricePerHour())
                .put("spot", money(type.pricePerHour() * clouds.facts(cloud).spotShare()));
        return shown;
    }

    private static ObjectNode storageType(Facts.StorageType disk) {
        var shown = Json.object().put("name", disk.name()).put("kind", disk.displayName());
        shown.putObject("cost")
                .putArray("price")
                .addObject()
                .put("limit", "")
                .put("price", BigDecimal.valueOf(disk.pricePerGiBMonth()).toPlainString());
        return shown;
    }

    private static double money(double amount) {
        return BigDecimal.valueOf(amount).setScale(6, RoundingMode.HALF_UP).doubleValue();
    }
}
