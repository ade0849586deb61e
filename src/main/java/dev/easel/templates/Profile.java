package dev.easel.templates;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A version of a cluster profile, read for what the house acts on: its layers in their order, and its variables. */
public record Profile(
        String uid,
        String name,
        String version,
        String type,
        String cloudType,
        List<Layer> layers,
        List<Variable> variables) {

    /** Where the contents of manifests stand in a stored profile and in a stored cluster, by uid. */
    public static final String MANIFESTS = "/easel/manifests";

    /** Where a stored profile keeps the defaults of sensitive variables, by name. */
    public static final String DEFAULTS = "/easel/defaults";

    /** From the body of a profile as the store opens it. */
    public static Profile of(JsonNode body) {
        var content = body.at("/spec/published");
        var manifests = body.at(MANIFESTS);
        var defaults = body.at(DEFAULTS);
        return new Profile(
                body.at("/metadata/uid").asString(""),
                body.at("/metadata/name").asString(""),
                body.at("/spec/version").asString("1.0.0"),
                content.path("type").asString("cluster"),
                content.path("cloudType").asString(""),
                content.path("packs")
                        .valueStream()
                        .map(pack -> Layer.of(pack, manifests))
                        .toList(),
                body.at("/spec/variables")
                        .valueStream()
                        .map(row -> Variable.of(row, defaults))
                        .toList());
    }
}
