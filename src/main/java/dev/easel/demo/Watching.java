package dev.easel.demo;

import dev.easel.demo.Making.Made;
import dev.easel.demo.Sight.Node;
import dev.easel.demo.Sight.Pack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Looks at clusters through the API, and at the nodes of those that run through their own. */
final class Watching {
    private static final Pattern SERVER = Pattern.compile("server: (\\S+)");
    private static final Pattern TOKEN = Pattern.compile("token: (\\S+)");

    private final Api project;
    private final Map<String, Double> prices = new HashMap<>();
    private final Map<String, Map<String, JsonNode>> members = new HashMap<>();

    Watching(Api project) {
        this.project = project;
    }

    Sight look(Made made) {
        var cluster = project.get("/v1/spectroclusters/" + made.uid());
        var config = project.get("/v1/cloudconfigs/%s/%s"
                .formatted(
                        made.plan().cloud(),
                        cluster.at("/spec/cloudConfigRef/uid").asString()));
        var pools = config.at("/spec/machinePoolConfig");
        int wanted =
                pools.valueStream().mapToInt(pool -> pool.path("size").asInt()).sum();
        var state = cluster.at("/status/state").asString("");
        return new Sight(
                made.plan(),
                state,
                cluster.at("/status/health/state").asString(""),
                wanted,
                prices.computeIfAbsent(made.uid(), this::price),
                packs(cluster),
                nodes(made, config, state.equals("Running") ? inside(made.uid(), wanted) : Map.of()));
    }

    private double price(String uid) {
        return project.get("/v1/spectroclusters/" + uid + "/rate")
                .at("/rate/total")
                .asDouble();
    }

    private static List<Pack> packs(JsonNode cluster) {
        return cluster.at("/status/packs")
                .valueStream()
                .map(pack -> new Pack(
                        pack.path("name").asString(),
                        pack.path("version").asString(""),
                        pack.has("startTime") ? pack.at("/condition/type").asString("") : ""))
                .toList();
    }

    private List<Node> nodes(Made made, JsonNode config, Map<String, JsonNode> inside) {
        var nodes = new ArrayList<Node>();
        for (var pool : config.at("/spec/machinePoolConfig")) {
            var name = pool.path("name").asString();
            var machines = project.get("/v1/cloudconfigs/%s/%s/machinePools/%s/machines"
                    .formatted(made.plan().cloud(), config.at("/metadata/uid").asString(), name));
            for (var machine : machines.path("items")) nodes.add(node(name, machine, inside));
        }
        return nodes;
    }

    private static Node node(String pool, JsonNode machine, Map<String, JsonNode> inside) {
        var name = machine.at("/metadata/name").asString("");
        var node = inside.getOrDefault(name, machine.path("nothing"));
        return new Node(
                name,
                pool,
                machine.at("/status/instanceState").asString(""),
                machine.at("/status/addresses/0/address").asString(""),
                node.at("/metadata/labels/topology.kubernetes.io~1zone")
                        .asString(machine.at("/spec/az").asString("")),
                node.at("/status/nodeInfo/kubeletVersion").asString(""),
                machine.at("/spec/instanceType").asString(""));
    }

    /** What the cluster itself says of its nodes, by name; asked again until all have joined. */
    private Map<String, JsonNode> inside(String uid, int wanted) {
        var known = members.getOrDefault(uid, Map.of());
        if (known.size() >= wanted) return known;
        var kubeconfig = kubeconfig(uid);
        if (kubeconfig.isEmpty()) return known;
        var nodes = new HashMap<String, JsonNode>();
        project.kubernetes(first(SERVER, kubeconfig.get()), first(TOKEN, kubeconfig.get()), "/api/v1/nodes")
                .path("items")
                .forEach(node -> nodes.put(node.at("/metadata/name").asString(), node));
        members.put(uid, nodes);
        return nodes;
    }

    Optional<String> kubeconfig(String uid) {
        return project.find("/v1/spectroclusters/" + uid + "/assets/kubeconfig");
    }

    private static String first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) throw new IllegalStateException("the kubeconfig has no " + pattern);
        return matcher.group(1);
    }
}
