package dev.easel.provision.capi;

import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Secrets with a digest where their content was: enough to tell whether they are as they should be. */
final class Sealed {
    private Sealed() {}

    static Thing of(Thing thing) {
        if (!thing.is("Secret")) return thing;
        var content = new TreeMap<String, JsonNode>();
        thing.at("/data").properties().forEach(entry -> content.put(entry.getKey(), entry.getValue()));
        var tree = thing.tree().deepCopy();
        tree.putObject("data").put("digest", Names.digest(content.toString()));
        return new Thing(tree);
    }
}
