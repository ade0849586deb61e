package dev.easel.provision.capi;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what packs say to kubeadm into the objects that its provider reads; what templates say stays unless it is the same. */
final class Kubeadm {
    private static final List<String> COMPONENTS = List.of("apiServer", "controllerManager", "scheduler");
    private static final List<String> LISTS = List.of("preKubeadmCommands", "postKubeadmCommands");

    private final JsonNode said;

    Kubeadm(JsonNode said) {
        this.said = said;
    }

    void apply(Thing thing) {
        switch (thing.kind()) {
            case "KubeadmControlPlane" -> {
                var spec = thing.part("spec", "kubeadmConfigSpec");
                cluster(spec);
                machine(spec, List.of("initConfiguration", "joinConfiguration"));
            }
            case "KubeadmConfigTemplate" ->
                machine(thing.part("spec", "template", "spec"), List.of("joinConfiguration"));
            default -> {}
        }
    }

    private void cluster(ObjectNode spec) {
        for (var component : COMPONENTS) {
            var of = said.path(component);
            args(spec, of.path("extraArgs"), "clusterConfiguration", component, "extraArgs");
            for (var list : List.of("certSANs", "extraVolumes"))
                append(spec, of.path(list), "clusterConfiguration", component, list);
        }
        for (var images : List.of("imageRepository", "etcd", "dns", "featureGates"))
            if (said.has(images))
                child(spec, "clusterConfiguration")
                        .set(images, said.path(images).deepCopy());
    }

    private void machine(ObjectNode spec, List<String> phases) {
        for (var phase : phases)
            args(spec, said.path("kubeletExtraArgs"), phase, "nodeRegistration", "kubeletExtraArgs");
        for (var list : LISTS) append(spec, said.path(list), "", "", list);
        for (var file : said.path("files")) list(spec, "files").add(file(file));
    }

    /** Files may be written in the words of the API of clusters, too. */
    private static ObjectNode file(JsonNode given) {
        var file = ((ObjectNode) given).deepCopy();
        for (var field : List.of("path", "owner", "permissions")) {
            var other = file.remove("target" + Character.toUpperCase(field.charAt(0)) + field.substring(1));
            if (other != null) file.set(field, other);
        }
        return file;
    }

    /** Arguments are pairs; another value for the same name takes the place of the first. */
    private static void args(ObjectNode spec, JsonNode given, String... path) {
        for (var arg : given.properties()) {
            var args = list(child(child(spec, path[0]), path[1]), path[2]);
            args.removeIf(old -> old.path("name").asString("").equals(arg.getKey()));
            args.addObject()
                    .put("name", arg.getKey())
                    .put("value", arg.getValue().asString(""));
        }
    }

    private static void append(ObjectNode spec, JsonNode given, String... path) {
        for (var element : given)
            list(child(child(spec, path[0]), path[1]), path[2]).add(element.deepCopy());
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return name.isEmpty() ? parent : parent.withObjectProperty(name);
    }

    private static ArrayNode list(ObjectNode parent, String name) {
        return parent.withArrayProperty(name);
    }
}
