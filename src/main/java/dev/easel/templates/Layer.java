package dev.easel.templates;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A pack in a profile.
 *
 * @param kind kernel, os, k8s, cni, csi or addon
 * @param type spectro, helm, oci or manifest
 * @param tag what the profile asked for, perhaps floating as {@code 1.30.x}; "" for manifests
 * @param version what the tag means
 * @param values YAML as it was written
 */
public record Layer(
        String name,
        String kind,
        String type,
        String tag,
        String version,
        String packUid,
        String registryUid,
        String values,
        List<Manifest> manifests) {

    /** From a pack as profiles and clusters store it, and the contents of manifests by uid, which stand beside it. */
    public static Layer of(JsonNode pack, JsonNode contents) {
        return new Layer(
                pack.path("name").asString(""),
                pack.path("layer").asString("addon"),
                pack.path("type").asString("spectro"),
                pack.path("tag").asString(""),
                pack.path("version").asString(""),
                pack.path("packUid").asString(""),
                pack.path("registryUid").asString(""),
                pack.path("values").asString(""),
                pack.path("manifests")
                        .valueStream()
                        .map(file -> Manifest.of(file, contents))
                        .toList());
    }

    /** The same layer with other texts, as a cluster that overrides them has it. */
    public Layer with(String otherValues, List<Manifest> otherManifests) {
        return new Layer(name, kind, type, tag, version, packUid, registryUid, otherValues, otherManifests);
    }

    /** Whether it is part of the machines, and not something installed on them. */
    public boolean isInfrastructure() {
        return !kind.equals("addon");
    }

    /** Changes with whatever would be installed otherwise. */
    public String digest() {
        var files = manifests.stream()
                .map(file -> file.name() + "\n" + file.digest())
                .collect(Collectors.joining("\n"));
        return TextFunctions.hash("SHA-256", String.join("\n", name, packUid, version, values, files));
    }
}
