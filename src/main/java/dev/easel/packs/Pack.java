package dev.easel.packs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A pack of the catalogue, all versions together. Versions stand by name of registry, oldest first; a type of its own
 * stands above that of the registry, and a tier makes it a building block of app profiles.
 */
public record Pack(
        String name,
        String displayName,
        String layer,
        Optional<String> type,
        Optional<String> tier,
        String addonType,
        List<String> cloudTypes,
        boolean fips,
        List<String> charts,
        Optional<Upstream> upstream,
        Optional<JsonNode> constraints,
        Map<String, List<String>> versions) {

    static Pack of(JsonNode file) {
        var versions = new LinkedHashMap<String, List<String>>();
        file.path("versions").properties().forEach(it -> versions.put(it.getKey(), texts(it.getValue())));
        return new Pack(
                file.path("name").stringValue(),
                file.path("displayName").stringValue(),
                file.path("layer").stringValue(),
                file.path("type").stringValueOpt(),
                file.path("tier").stringValueOpt(),
                file.path("addonType").stringValue(""),
                texts(file.path("cloudTypes")),
                file.path("fips").booleanValue(false),
                texts(file.path("charts")),
                file.optional("chart").map(Upstream::of),
                file.optional("constraints"),
                versions);
    }

    /** Whether clusters of a cloud type may use it. */
    public boolean fits(String cloudType) {
        return cloudTypes.contains("all") || cloudTypes.contains(cloudType);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }
}
