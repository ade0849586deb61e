package dev.easel.packs;

import tools.jackson.databind.JsonNode;

/**
 * The chart that a pack stands for.
 *
 * @param repository an address that begins with https:// or oci://
 * @param version that of the chart; "" where it is that of the pack
 */
public record Upstream(String repository, String name, String version) {
    static Upstream of(JsonNode chart) {
        return new Upstream(
                chart.path("repository").stringValue(),
                chart.path("name").stringValue(),
                chart.path("version").stringValue(""));
    }
}
