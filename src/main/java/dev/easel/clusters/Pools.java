package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Cloud.ControlPlane;
import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.resource.Metadata;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What must be true of machine pools, and how they are read back. */
final class Pools {
    private static final Set<Integer> CONTROL_PLANE_SIZES = Set.of(1, 3, 5);

    private Pools() {}

    /** A pool as written, in the flat form in which it is read. */
    static ObjectNode flatten(Cloud cloud, JsonNode written) {
        var pool = cloud.pool().flatten(written);
        var values = pool.path("values").asString("");
        if (!values.isEmpty()) CustomPool.read(values).into(pool);
        var hosts = pool.path("hosts");
        if (hosts.isArray() && !hosts.isEmpty()) pool.put("size", hosts.size());
        if (pool.path("name").asString("").isEmpty()) pool.put("name", "worker-pool");
        if (!pool.has("size")) pool.put("size", 1);
        for (var placement : pool.path("placements")) {
            if (placement.path("uid").asString("").isEmpty()) ((ObjectNode) placement).put("uid", Metadata.newUid());
        }
        return pool;
    }

    /** Placements are known by their place in the list: one that the caller did not name keeps its uid. */
    static void keepPlacements(JsonNode old, ObjectNode pool) {
        for (int i = 0;
                i
                        < Math.min(
                                old.path("placements").size(),
                                pool.path("placements").size());
                i++) {
            var placement = (ObjectNode) pool.path("placements").get(i);
            placement.set("uid", old.path("placements").get(i).path("uid"));
        }
    }

    /** Every pool by itself, and all of them together. */
    static void check(Cloud cloud, ArrayNode pools, String path) {
        var names = new HashSet<String>();
        int controlPlanes = 0;
        for (int i = 0; i < pools.size(); i++) {
            var at = path + "[" + i + "]";
            check(cloud, pools.get(i), at);
            if (!names.add(name(pools.get(i)))) {
                throw Problem.invalid(at + ".poolConfig.name", "is taken by another pool: " + name(pools.get(i)));
            }
            if (pools.get(i).path("isControlPlane").asBoolean(false)) controlPlanes++;
        }
        if (cloud.cluster().controlPlane() == ControlPlane.SELF && controlPlanes != 1) {
            throw Problem.invalid(path, "must have exactly one control plane pool, and has " + controlPlanes);
        }
    }

    static void check(Cloud cloud, JsonNode pool, String at) {
        var size = pool.path("size").asInt(1);
        var controlPlane = pool.path("isControlPlane").asBoolean(false);
        if (size < 0) throw Problem.invalid(at + ".poolConfig.size", "must not be negative");
        if (controlPlane && isOurs(cloud) && !sizes(cloud).contains(size)) {
            throw Problem.invalid(at + ".poolConfig.size", "of a control plane must be 1, 3 or 5, not " + size);
        }
        if (!controlPlane && size < 1 && !pool.path("minSize").isNumber()) {
            throw Problem.invalid(at + ".poolConfig.size", "must be at least 1");
        }
        checkRange(pool, at);
        checkStrategy(pool.path("updateStrategy"), at + ".poolConfig.updateStrategy");
    }

    /** A control plane that the cloud runs has no machines here, only settings. */
    private static boolean isOurs(Cloud cloud) {
        return cloud.cluster().controlPlane() == ControlPlane.SELF;
    }

    /** Edge hosts may run four for a while, when one is being replaced. */
    private static Set<Integer> sizes(Cloud cloud) {
        return cloud.name().equals("edge-native") ? Set.of(1, 2, 3, 4, 5) : CONTROL_PLANE_SIZES;
    }

    private static void checkRange(JsonNode pool, String at) {
        int least = pool.path("minSize").asInt(0);
        int most = pool.path("maxSize").asInt(0);
        if (most > 0 && least > most) throw Problem.invalid(at + ".poolConfig.minSize", "is greater than maxSize");
    }

    private static void checkStrategy(JsonNode strategy, String at) {
        if (!strategy.path("type").asString("").equals("OverrideScaling")) return;
        if (isZero(strategy.path("maxSurge")) && isZero(strategy.path("maxUnavailable"))) {
            throw Problem.invalid(at, "must not have both maxSurge and maxUnavailable at 0");
        }
    }

    private static boolean isZero(JsonNode count) {
        return count.asString("0").replaceAll("[^0-9]", "").matches("0*");
    }

    static String name(JsonNode pool) {
        return pool.path("name").asString("");
    }

    static int index(JsonNode pools, String name) {
        for (int i = 0; i < pools.size(); i++) {
            if (name(pools.get(i)).equals(name)) return i;
        }
        throw Problem.notFound("machine pool", name);
    }

    static void mustBeNew(JsonNode pools, String name) {
        for (var pool : pools) {
            if (name(pool).equals(name)) {
                throw Problem.of(Code.ResourceAlreadyExists, "A machine pool named \"%s\" exists already", name);
            }
        }
    }

    /** Why a change of the pool replaces its machines; empty when it does not. */
    static List<Foundation.Reason> reasons(Cloud cloud, JsonNode old, JsonNode next) {
        return cloud.pool().hardware().stream()
                .filter(pointer -> !CustomPool.hardware(old, pointer).equals(CustomPool.hardware(next, pointer)))
                .map(pointer -> new Foundation.Reason("MachinePoolChanged", changed(pointer, old, next)))
                .toList();
    }

    private static String changed(String pointer, JsonNode old, JsonNode next) {
        var what = "machine pool %s: %s changed".formatted(name(next), pointer.substring(1));
        if (old.at(pointer).asString("").contains("\n")) return what;
        return "%s from %s to %s".formatted(what, said(old.at(pointer)), said(next.at(pointer)));
    }

    private static String said(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.isString() ? value.asString() : value.toString();
    }
}
