package dev.easel.provision.capi;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Pool;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Renders a blueprint to the objects of Cluster API. Pure: equal blueprints give equal bytes. */
final class Rendering {
    private final Blueprint wish;
    private final Facts facts;
    private final JsonNode opened;

    /**
     * @param name what the cluster is called in the management cluster, whatever it is renamed to later
     * @param opened the cloud account with its secrets; missing when there is none
     */
    Rendering(Blueprint wish, String name, JsonNode opened) {
        this.wish = wish;
        this.opened = opened;
        facts = new Facts(wish, name);
    }

    Plan plan() {
        var stamp = new Stamp(wish.target());
        var ground = fill("cluster", wish.material().config(), facts.cluster());
        var cluster = theCluster(ground);
        var controlPlane = new ArrayList<Thing>();
        var workers = new ArrayList<List<Thing>>();
        for (var pool : wish.pools()) {
            var things = pool(pool, cluster.name());
            stamp.mark(things, pool);
            if (pool.controlPlane()) controlPlane.addAll(things);
            else workers.add(things);
        }
        refer(cluster, ground, controlPlane);
        stamp.mark(ground);
        var keys = Keys.of(wish.cloud(), facts, opened);
        stamp.own(keys);
        ground.addAll(0, keys);
        ground.addFirst(stamp.namespace());
        return new Plan(ground, controlPlane, workers);
    }

    private List<Thing> fill(String part, JsonNode document, JsonNode known) {
        var things = Files.form(wish.cloud(), wish.material(), part, document).fill(known);
        if (!Files.has(wish.cloud())) things.forEach(Allowed::must);
        return things;
    }

    private Thing theCluster(List<Thing> ground) {
        var found = ground.stream().filter(thing -> thing.is("Cluster")).toList();
        if (found.size() == 1) return found.getFirst();
        throw new Wrong("TemplateInvalid", "a cluster needs one object of the kind Cluster, not " + found.size());
    }

    private List<Thing> pool(Pool pool, String cluster) {
        var part = pool.controlPlane() ? "control-plane" : "workers";
        // A control plane that the cloud runs is part of the ground; its pool holds settings, and no machines.
        if (pool.controlPlane() && Files.isManaged(wish.cloud())) return List.of();
        var known = facts.of(pool);
        var things = fill(part, wish.material().pool(pool.name()), known);
        var sizing = new Sizing(pool, cluster, known.path("pool"));
        var kubeadm = new Kubeadm(Overrides.of(known));
        things.forEach(sizing::apply);
        things.forEach(kubeadm::apply);
        if (!pool.controlPlane()) things.addAll(sizing.healthCheck(things));
        return things;
    }

    /** The cluster points at its control plane, which may be written in another file. */
    private static void refer(Thing cluster, List<Thing> ground, List<Thing> controlPlane) {
        if (cluster.at("/spec/controlPlaneRef").isObject()) return;
        var all = new ArrayList<>(ground);
        all.addAll(controlPlane);
        all.stream()
                .filter(thing -> thing.kind().endsWith("ControlPlane"))
                .findFirst()
                .ifPresent(found -> cluster.part("spec", "controlPlaneRef")
                        .put("apiGroup", found.sort().apiVersion().replaceFirst("/.*", ""))
                        .put("kind", found.kind())
                        .put("name", found.name()));
    }
}
