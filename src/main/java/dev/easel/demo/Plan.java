package dev.easel.demo;

import dev.easel.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the demo makes on one cloud. The facts are in {@code demo/clouds.json}. */
record Plan(JsonNode facts) {
    static final String PROJECT = "demo";
    static final String ADD_ON = "demo-add-on";
    static final List<String> ADD_ON_LAYERS = List.of("nginx 1.14.3", "cert-manager 1.20.2");

    static List<Plan> all() {
        try (var in = Plan.class.getResourceAsStream("/demo/clouds.json")) {
            var plans = new ArrayList<Plan>();
            Json.MAPPER.readTree(in).forEach(facts -> plans.add(new Plan(facts)));
            return plans;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String cloud() {
        return facts.path("cloud").asString();
    }

    String region() {
        return facts.path("region").asString();
    }

    /** Of everything on this cloud: account, profile and cluster. */
    String name() {
        return "demo-" + cloud();
    }

    List<String> layers() {
        return facts.path("layers").valueStream().map(JsonNode::asString).toList();
    }

    ObjectNode account() {
        var body = named(name());
        body.set("spec", facts.path("account"));
        return body;
    }

    ObjectNode cluster(String account, List<String> profiles) {
        var body = named(name());
        var spec = body.putObject("spec").put("cloudAccountUid", account);
        spec.set("cloudConfig", facts.path("config"));
        var attached = spec.putArray("profiles");
        profiles.forEach(uid -> attached.addObject().put("uid", uid));
        var pools = spec.putArray("machinepoolconfig");
        pools.add(pool("control-plane", 1).set("cloudConfig", facts.path("control-plane")));
        pools.add(pool("workers", 2).set("cloudConfig", facts.path("workers")));
        return body;
    }

    static ObjectNode named(String name) {
        var body = Json.object();
        body.putObject("metadata").put("name", name).putObject("labels").put("made-by", "demo");
        return body;
    }

    private static ObjectNode pool(String name, int size) {
        var pool = Json.object();
        var config = pool.putObject("poolConfig").put("name", name).put("size", size);
        config.put("isControlPlane", name.equals("control-plane"));
        config.putArray("labels").add(name.equals("control-plane") ? "control-plane" : "worker");
        return pool;
    }
}
