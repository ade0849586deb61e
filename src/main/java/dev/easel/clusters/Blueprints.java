package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.Blueprint.Taint;
import dev.easel.provision.Drift;
import dev.easel.provision.Material;
import dev.easel.provision.Target;
import dev.easel.store.Document;
import dev.easel.store.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Renders a cluster's two documents and its resolved layers to the blueprint that an engine builds. Pure. */
final class Blueprints {
    private final Clouds clouds;

    Blueprints(Clouds clouds) {
        this.clouds = clouds;
    }

    static Target target(Document cluster) {
        var engine = EngineChoice.of(cluster);
        return new Target(cluster.tenant(), cluster.project(), cluster.uid(), cluster.name(), engine);
    }

    Clouds clouds() {
        return clouds;
    }

    Cloud cloud(String name) {
        return clouds.named(name).orElseGet(() -> clouds.custom(name));
    }

    Blueprint render(Document cluster, Document config, Layers layers, CloudFiles files) {
        var cloud = cloud(cluster.text("/spec/cloudType"));
        var foundation = Foundation.read(cluster.at("/easel/foundation"));
        var pools = new ArrayList<Pool>();
        var rests = Virtual.rests(cluster.body());
        for (var pool : config.at("/spec/machinePoolConfig")) {
            var size = rests ? 0 : pool.path("size").asInt(1);
            pools.add(pool(cloud, pool, size, standing(pool, foundation, config.at("/easel/kubernetes"))));
        }
        return new Blueprint(
                target(cluster),
                cloud.name(),
                config.text("/spec/cloudAccountRef/uid"),
                cloud.cluster().region().isEmpty()
                        ? ""
                        : config.body()
                                .at("/spec/clusterConfig" + cloud.cluster().region())
                                .asString(""),
                kubernetes(foundation.kubernetes().tag()),
                pools,
                layers.all().stream().map(layer -> layer.on(foundation)).toList(),
                names(config.at("/easel/cordoned")),
                names(config.at("/easel/dismissed")),
                material(config, layers, foundation, files, DriftChoice.of(cluster)));
    }

    private static Material material(
            Document config, Layers layers, Foundation foundation, CloudFiles files, Drift drift) {
        var pools = new LinkedHashMap<String, JsonNode>();
        var behind = new LinkedHashMap<String, String>();
        for (var pool : config.at("/spec/machinePoolConfig")) {
            var name = Pools.name(pool);
            var old = config.at("/easel/kubernetes").path(name).path("values");
            pools.put(name, pool);
            if (isBehind(pool) && old.isString())
                behind.put(name, files.unseal().apply(old.asString()));
        }
        var texts = layers.all().stream()
                .map(layer -> layer.texts(foundation, files.unseal()))
                .toList();
        return new Material(
                config.at("/spec/clusterConfig"), files.account(), pools, behind, files.templates(), texts, drift);
    }

    /** What the pool's machines stand on: a pool that is to stay behind keeps the Kubernetes it had. */
    private static Foundation standing(JsonNode pool, Foundation foundation, JsonNode kept) {
        var old = kept.path(Pools.name(pool));
        return isBehind(pool) && old.isObject() ? foundation.with(old) : foundation;
    }

    private static Pool pool(Cloud cloud, JsonNode pool, int size, Foundation foundation) {
        var strategy = pool.at("/updateStrategy/type").asString("RollingUpdateScaleOut");
        return new Pool(
                Pools.name(pool),
                pool.path("isControlPlane").asBoolean(false),
                pool.path("useControlPlaneAsWorker").asBoolean(false),
                size,
                instanceType(cloud, pool),
                template(cloud, pool, foundation),
                kubernetes(foundation.kubernetes().tag()),
                zones(cloud, pool),
                strategy,
                count(pool.at("/updateStrategy/maxSurge"), size, strategy.equals("RollingUpdateScaleIn") ? 0 : 1),
                count(pool.at("/updateStrategy/maxUnavailable"), size, strategy.equals("RollingUpdateScaleIn") ? 1 : 0),
                texts(pool.path("additionalLabels")),
                taints(pool.path("taints")));
    }

    /** Whether the pool keeps its Kubernetes while the control plane goes on. */
    static boolean isBehind(JsonNode pool) {
        return pool.path("skipK8sUpgrade").asString("").equals("enabled");
    }

    /** Everything that makes a machine what it is, as one short name: another one replaces the pool's machines. */
    private static String template(Cloud cloud, JsonNode pool, Foundation foundation) {
        var parts = new StringBuilder(foundation.mark());
        for (var pointer : cloud.pool().hardware())
            parts.append(pointer).append('=').append(CustomPool.hardware(pool, pointer));
        parts.append(pool.path("overrideKubeadmConfiguration").asString(""));
        return Layers.digest(parts.toString());
    }

    private static String instanceType(Cloud cloud, JsonNode pool) {
        var pointer = cloud.pool().instanceType();
        if (pointer.isEmpty()) return "";
        var value = pool.at(pointer);
        if (value.isMissingNode() && cloud.pool().defaults().containsKey(pointer)) {
            value = cloud.pool().defaults().get(pointer);
        }
        return value.isString() ? value.asString() : "custom";
    }

    private static List<String> zones(Cloud cloud, JsonNode pool) {
        var zones = new TreeSet<String>();
        for (var found : cloud.pool().zones().isEmpty()
                ? List.<JsonNode>of()
                : Tree.all(pool, cloud.pool().zones())) {
            if (found.isString()) zones.add(found.asString());
            else found.forEach(zone -> zones.add(zone.asString("")));
        }
        pool.path("subnetIds").propertyNames().forEach(zones::add);
        return List.copyOf(zones);
    }

    /** {@code 1.33.9-rev2} and {@code v1.33.9+rke2r1} are Kubernetes 1.33.9. */
    static String kubernetes(String tag) {
        return tag.replaceFirst("^v", "").replaceFirst("[-+].*$", "");
    }

    /** A number, or a percentage of the pool's size, rounded up. */
    private static int count(JsonNode value, int size, int otherwise) {
        var text = value.asString("").strip();
        if (!text.matches("[0-9]{1,6}%?")) return otherwise;
        if (!text.endsWith("%")) return Integer.parseInt(text);
        return Math.ceilDiv(size * Integer.parseInt(text.substring(0, text.length() - 1)), 100);
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new LinkedHashMap<String, String>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return texts;
    }

    private static List<Taint> taints(JsonNode list) {
        var taints = new ArrayList<Taint>();
        for (var taint : list) {
            taints.add(new Taint(
                    taint.path("key").asString(""),
                    taint.path("value").asString(""),
                    taint.path("effect").asString("")));
        }
        return taints;
    }

    private static Set<String> names(JsonNode list) {
        var names = new TreeSet<String>();
        list.forEach(name -> names.add(name.asString("")));
        return names;
    }
}
