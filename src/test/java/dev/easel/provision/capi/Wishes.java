package dev.easel.provision.capi;

import dev.easel.ClusterBodies;
import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Layer;
import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.Blueprint.Taint;
import dev.easel.provision.Material;
import dev.easel.provision.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Blueprints to render: a small cluster on each cloud, and on one that was registered at run time. */
record Wishes(String kubernetes, int workers, String template, String strategy) {
    static final Wishes USUAL = new Wishes("1.32.10", 2, "one", "RollingUpdateScaleOut");
    static final Clouds CLOUDS = Clouds.load();
    private static final List<Taint> TAINTS = List.of(
            new Taint("dedicated", "web", "NoSchedule"),
            new Taint("spare", "", "PreferNoSchedule"),
            new Taint("drained", "yes", "NoExecute"));
    static final Target TARGET = new Target("tenant", "project", "6650000000000000000000aa", "demo", "capi");

    /** Clouds that Cluster API can make clusters of. */
    static List<Cloud> clouds() {
        return CLOUDS.all().stream().filter(cloud -> Files.has(cloud.name())).toList();
    }

    Wishes workers(int other) {
        return new Wishes(kubernetes, other, template, strategy);
    }

    Wishes template(String other) {
        return new Wishes(kubernetes, workers, other, strategy);
    }

    Wishes kubernetes(String other) {
        return new Wishes(other, workers, template, strategy);
    }

    /** On a cloud that Easel brings along. */
    Blueprint on(Cloud cloud) {
        var pools = new LinkedHashMap<String, JsonNode>();
        for (var pool : ClusterBodies.pools(cloud)) {
            var flat = cloud.pool().flatten(json(pool));
            pools.put(flat.path("name").asString(), flat);
        }
        var config = cloud.cluster().readable(json(ClusterBodies.config(cloud.name())));
        return blueprint(cloud.name(), config, pools, Map.of());
    }

    /** On the development provider, by the templates that the demo registers. */
    Blueprint onDev() {
        var pools = new LinkedHashMap<String, JsonNode>();
        pools.put("control-plane", json("{'name':'control-plane','isControlPlane':true}"));
        pools.put("workers", json("{'name':'workers','isControlPlane':false}"));
        var files = Map.of(
                "clusterTemplate", dev("cluster"),
                "controlPlanePoolTemplate", dev("control-plane"),
                "workerPoolTemplate", dev("workers"));
        return blueprint("dev", Json.object(), pools, files);
    }

    /** On the development provider, with a pool of workers between bounds. */
    static Blueprint bounded(int least, int most, int size) {
        var dev = USUAL.onDev().material();
        var pools = new LinkedHashMap<>(dev.pools());
        pools.put("workers", json("{'name':'workers','minSize':%d,'maxSize':%d}".formatted(least, most)));
        return USUAL.workers(size).blueprint("dev", dev.config(), pools, dev.templates());
    }

    Blueprint blueprint(String cloud, JsonNode config, Map<String, JsonNode> documents, Map<String, String> files) {
        var pools = new ArrayList<Pool>();
        documents.forEach((name, document) ->
                pools.add(pool(name, document.path("isControlPlane").asBoolean(false), document)));
        var account = json("{'vcenterServer':'vcenter.example','credentialType':'secret'}");
        var layers = List.of(layer("ubuntu", "os"), layer("kubernetes", "k8s"));
        var texts =
                List.of(new Material.Texts("", Map.of()), new Material.Texts("pack: {podCIDR: 10.1.0.0/16}", Map.of()));
        var material = new Material(config, account, documents, Map.of(), files, texts);
        return new Blueprint(TARGET, cloud, "account", "", kubernetes, pools, layers, Set.of(), Set.of(), material);
    }

    /** An account of any cloud, with secrets that open nothing. */
    static ObjectNode account() {
        return json("""
                {'credentialType':'secret','accessKey':'made-up-id','secretKey':'made-up-key','tenantId':'made-up-tenant',
                 'clientId':'made-up-client','clientSecret':'made-up-secret','jsonCredentials':'made-up-json',
                 'username':'made-up-name','password':'made-up-password','apiUrl':'https://cloud.example','apiKey':'made-up-api-key',
                 'apiEndpoint':'http://maas.example:5240/MAAS',
                 'credentials':{'token':'made-up-token'}}
                """);
    }

    /** The same wish with one more layer on top. */
    static Blueprint with(Blueprint wish, Layer layer, Material.Texts texts) {
        var known = wish.material();
        var layers = Stream.concat(wish.layers().stream(), Stream.of(layer)).toList();
        var all = Stream.concat(known.layers().stream(), Stream.of(texts)).toList();
        var material =
                new Material(known.config(), known.account(), known.pools(), known.behind(), known.templates(), all);
        return new Blueprint(
                wish.target(),
                wish.cloud(),
                wish.account(),
                wish.region(),
                wish.kubernetes(),
                wish.pools(),
                layers,
                wish.cordoned(),
                wish.dismissed(),
                material);
    }

    /** The same wish for another cluster. */
    static Blueprint as(Target target, Blueprint wish) {
        return new Blueprint(
                target,
                wish.cloud(),
                wish.account(),
                wish.region(),
                wish.kubernetes(),
                wish.pools(),
                wish.layers(),
                wish.cordoned(),
                wish.dismissed(),
                wish.material());
    }

    private Pool pool(String name, boolean controlPlane, JsonNode document) {
        return new Pool(
                name,
                controlPlane,
                false,
                controlPlane ? 1 : workers,
                document.path("instanceType").asString(""),
                template,
                kubernetes,
                document.path("azs").valueStream().map(JsonNode::asString).toList(),
                strategy,
                1,
                0,
                Map.of("tier", name),
                controlPlane ? List.of() : TAINTS);
    }

    private Layer layer(String name, String kind) {
        return new Layer("infra", name, kubernetes, kind, "spectro", 0, List.of(), "digest");
    }

    static String dev(String file) {
        try (var stream = Wishes.class.getResourceAsStream("/demo/dev/" + file + ".yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
