package dev.easel.provision.capi;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Pool;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the names in templates stand for: parts of the documents, and the names that Cluster API's own templates use. */
record Facts(Blueprint wish, String name) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Of the cluster as a whole. */
    ObjectNode cluster() {
        var facts = Json.object();
        facts.putObject("cluster")
                .put("name", name)
                .put("uid", wish.target().uid())
                .put("namespace", Names.namespace(wish.target()))
                .put("region", wish.region());
        var account = wish.material().account() instanceof ObjectNode known ? known.deepCopy() : Json.object();
        facts.set("account", account.put("uid", wish.account()));
        facts.put("kubernetes", wish.kubernetes());
        facts.set("config", wish.material().config());
        facts.set("os", values("os"));
        facts.set("k8s", values("k8s"));
        facts.put("CLUSTER_NAME", name).put("NAMESPACE", Names.namespace(wish.target()));
        facts.put("KUBERNETES_VERSION", "v" + wish.kubernetes());
        return facts;
    }

    /** Of a pool; the document of the pool with what is known of it beside. */
    ObjectNode of(Pool pool) {
        var facts = cluster();
        var own =
                wish.material().pool(pool.name()) instanceof ObjectNode document ? document.deepCopy() : Json.object();
        if (!own.has("instanceType")) own.put("instanceType", pool.instanceType());
        own.put("name", pool.name())
                .put("id", Names.fit(name + "-" + pool.name()))
                .put("size", pool.size());
        own.set("taints", Json.MAPPER.valueToTree(pool.taints()));
        own.set("additionalLabels", Json.MAPPER.valueToTree(pool.labels()));
        place(own, pool.zones());
        own.put("least", own.path("minSize").asInt(pool.size()))
                .put("most", own.path("maxSize").asInt(pool.size()));
        if (own.path("capacityType").asString("").equals("spot")) {
            own.putObject("spot")
                    .put("maxPrice", own.at("/spotMarketOptions/maxPrice").asString(""));
        }
        facts.set("pool", own);
        var kept = wish.material().behind().get(pool.name());
        if (kept != null) facts.set("k8s", read("k8s", kept));
        facts.put("kubernetes", pool.kubernetes()).put("KUBERNETES_VERSION", "v" + pool.kubernetes());
        var machines = pool.controlPlane() ? "CONTROL_PLANE_MACHINE_COUNT" : "WORKER_MACHINE_COUNT";
        return facts.put(machines, pool.size());
    }

    /** A pool in one zone or subnet names it; where there are several, the provider chooses among them. */
    private static void place(ObjectNode own, List<String> zones) {
        own.set("zones", Json.MAPPER.valueToTree(zones));
        if (zones.size() == 1) own.put("zone", zones.getFirst());
        var subnets = own.path("subnetIds").valueStream().toList();
        if (subnets.isEmpty()) return;
        own.putArray("subnets").addAll(subnets);
        if (subnets.size() == 1 && !own.has("subnet")) own.set("subnet", subnets.getFirst());
    }

    /** The values of the first layer of a kind, as far as they can be read. */
    private JsonNode values(String layer) {
        var layers = wish.layers();
        var texts = wish.material().layers();
        for (int i = 0; i < layers.size() && i < texts.size(); i++) {
            if (layers.get(i).layer().equals(layer))
                return read(layers.get(i).name(), texts.get(i).values());
        }
        return Json.object();
    }

    private static JsonNode read(String pack, String values) {
        try {
            return YAML.readTree(values);
        } catch (JacksonException broken) {
            var line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
            var what = broken.getOriginalMessage().lines().findFirst().orElse("cannot be read");
            throw new Wrong("ValuesInvalid", "values of the pack %s, line %d: %s".formatted(pack, line, what));
        }
    }
}
