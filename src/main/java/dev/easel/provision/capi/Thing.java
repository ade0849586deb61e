package dev.easel.provision.capi;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A Kubernetes object, as a tree. */
record Thing(ObjectNode tree) {

    /** Where objects of one sort are found, such as {@code cluster.x-k8s.io/v1beta2} and {@code Machine}. */
    record Sort(String apiVersion, String kind) {
        @Override
        public String toString() {
            return kind + " (" + apiVersion + ")";
        }
    }

    Sort sort() {
        return new Sort(tree.path("apiVersion").asString(""), kind());
    }

    String kind() {
        return tree.path("kind").asString("");
    }

    String name() {
        return text("/metadata/name");
    }

    String namespace() {
        return text("/metadata/namespace");
    }

    String label(String name) {
        return tree.path("metadata").path("labels").path(name).asString("");
    }

    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    String text(String pointer) {
        return tree.at(pointer).asString("");
    }

    /** The object below a path of names, made when it is not there. */
    ObjectNode part(String... names) {
        var at = tree;
        for (var name : names) at = at.get(name) instanceof ObjectNode found ? found : at.putObject(name);
        return at;
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** Whether others are made after its picture, so that it never changes under the same name. */
    boolean isTemplate() {
        return kind().endsWith("Template");
    }

    boolean leaving() {
        return !text("/metadata/deletionTimestamp").isEmpty();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
