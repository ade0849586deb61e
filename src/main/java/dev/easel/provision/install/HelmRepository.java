package dev.easel.provision.install;

import dev.easel.provision.Chart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A repository of charts with an index, served over HTTP. */
record HelmRepository(Web web, Chart chart) {
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .loadSettings(LoadSettings.builder().setCodePointLimit(64 << 20).build())
            .build());

    byte[] fetch() {
        var base = URI.create(chart.repository().replaceFirst("/*$", "/"));
        var entry = entry(base.resolve("index.yaml"));
        var at = base.resolve(entry.at("/urls/0").asString(""));
        var own = String.valueOf(at.getRawAuthority()).equals(base.getRawAuthority());
        var content = web.get(at, own ? chart.authorization() : "", "");
        return Charts.checked(content, entry.path("digest").asString(""), at);
    }

    private JsonNode entry(URI index) {
        var text = new String(web.get(index, chart.authorization(), ""), StandardCharsets.UTF_8);
        try {
            return YAML.readTree(text)
                    .path("entries")
                    .path(chart.name())
                    .valueStream()
                    .filter(entry -> plain(entry.path("version").asString("")).equals(plain(chart.version())))
                    .filter(entry -> !entry.at("/urls/0").asString("").isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new Refused("%s has no chart %s %s", index, chart.name(), chart.version()));
        } catch (JacksonException wrong) {
            throw new Refused("%s is no index of charts", index);
        }
    }

    private static String plain(String version) {
        return version.replaceFirst("^v", "");
    }
}
