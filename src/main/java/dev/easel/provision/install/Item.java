package dev.easel.provision.install;

import dev.easel.contract.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A Kubernetes object of a layer, as a tree. */
record Item(ObjectNode tree) {

    /** Names an object without saying what it is like. */
    record Ref(String apiVersion, String kind, String namespace, String name) {
        @Override
        public String toString() {
            return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
        }

        /** The group stays when the version goes on. */
        Ref plain() {
            var slash = apiVersion.indexOf('/');
            return new Ref(slash < 0 ? "" : apiVersion.substring(0, slash), kind, namespace, name);
        }
    }

    static Item named(String apiVersion, String kind, String namespace, String name) {
        var tree = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        var metadata = tree.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) metadata.put("namespace", namespace);
        return new Item(tree);
    }

    Ref ref() {
        return new Ref(text("/apiVersion"), kind(), text("/metadata/namespace"), name());
    }

    String kind() {
        return text("/kind");
    }

    String name() {
        return text("/metadata/name");
    }

    String text(String pointer) {
        return tree.at(pointer).asString("");
    }

    String label(String name) {
        return tree.path("metadata").path("labels").path(name).asString("");
    }

    int number(String pointer, int otherwise) {
        return tree.at(pointer).asInt(otherwise);
    }

    boolean is(String group, String kind) {
        return ref().plain().apiVersion().equals(group) && kind().equals(kind);
    }

    boolean isNamespace() {
        return is("", "Namespace");
    }

    boolean isDefinition() {
        return is("apiextensions.k8s.io", "CustomResourceDefinition");
    }

    boolean leaving() {
        return !text("/metadata/deletionTimestamp").isEmpty();
    }

    /** The same with another field of its metadata, such as a label. */
    Item labelled(String label, String value) {
        var copy = tree.deepCopy();
        metadata(copy).withObject("labels").put(label, value);
        return new Item(copy);
    }

    Item in(String namespace) {
        var copy = tree.deepCopy();
        metadata(copy).put("namespace", namespace);
        return new Item(copy);
    }

    /** Without what changes by itself. */
    ObjectNode essence() {
        var copy = tree.deepCopy();
        copy.remove("status");
        metadata(copy).remove(List.of("managedFields", "resourceVersion", "generation"));
        return copy;
    }

    private static ObjectNode metadata(ObjectNode copy) {
        return copy.withObject("metadata");
    }
}
