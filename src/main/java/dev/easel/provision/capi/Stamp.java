package dev.easel.provision.capi;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Marks rendered objects as those of a cluster, and names templates by what is in them. */
final class Stamp {
    private final Target target;

    Stamp(Target target) {
        this.target = target;
    }

    Thing namespace() {
        var namespace = new Thing(Json.object().put("apiVersion", "v1").put("kind", "Namespace"));
        namespace.part("metadata").put("name", Names.namespace(target));
        label(namespace);
        seal(namespace);
        return namespace;
    }

    /** What says itself in which namespace it stands, if in any. */
    void own(List<Thing> things) {
        for (var thing : things) {
            label(thing);
            seal(thing);
        }
    }

    void mark(List<Thing> things) {
        mark(things, "");
    }

    /** The machines of a pool are made anew when the pool's template is another, whatever the cloud's objects say. */
    void mark(List<Thing> things, Pool pool) {
        things.forEach(thing -> label(thing, pool));
        mark(things, pool.template());
    }

    private void mark(List<Thing> things, String salt) {
        var names = new HashMap<String, String>();
        for (var thing : things) {
            thing.part("metadata").put("namespace", Names.namespace(target));
            label(thing);
            if (!thing.isTemplate()) continue;
            var name = thing.name() + "-" + Names.digest(thing.at("/spec") + salt);
            names.put(thing.kind() + " " + thing.name(), name);
            thing.part("metadata").put("name", name);
        }
        for (var thing : things) {
            rename(thing.tree(), names);
            seal(thing);
        }
    }

    private void label(Thing thing) {
        thing.part("metadata", "labels")
                .put(Names.CLUSTER, target.uid())
                .put(Names.TENANT, target.tenant())
                .put(Names.PROJECT, target.project());
    }

    /** Machines inherit what tells whose they are. */
    private void label(Thing thing, Pool pool) {
        thing.part("metadata", "labels").put(Names.POOL, Names.label(pool.name()));
        var path = thing.at("/spec/machineTemplate").isObject() ? "machineTemplate" : "template";
        if (thing.isTemplate() || !thing.at("/spec/" + path).isObject()) return;
        var labels = thing.part("spec", path, "metadata", "labels");
        labels.put(Names.CLUSTER, target.uid()).put(Names.POOL, Names.label(pool.name()));
        pool.labels().forEach(labels::put);
    }

    private static void rename(JsonNode node, Map<String, String> names) {
        if (node instanceof ObjectNode object && !object.has("metadata")) {
            var name = names.get(
                    object.path("kind").asString("") + " " + object.path("name").asString(""));
            if (name != null) object.put("name", name);
        }
        node.forEach(child -> rename(child, names));
    }

    /** What was rendered, in short: fields that are wished for no longer are noticed by it. */
    private static void seal(Thing thing) {
        thing.part("metadata", "annotations")
                .put(Names.RENDERED, Names.digest(thing.tree().toString()));
    }
}
