package dev.easel.templates;

import dev.easel.contract.Json;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The values of a pack as a tree. */
public final class PackValues {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            // 1.30 is a version and must not become 1.3.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final String PREFIX = "spectrocloud.com/";

    private final JsonNode tree;

    private PackValues(JsonNode tree) {
        this.tree = tree;
    }

    static PackValues of(String yaml) {
        try {
            var tree = YAML.readTree(yaml);
            return new PackValues(tree == null ? Json.MAPPER.missingNode() : tree);
        } catch (JacksonException wrong) {
            var reason = wrong.getOriginalMessage().lines().findFirst().orElse("");
            // Of what is too deep or too large there is no place.
            var line = wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr();
            throw new Wrong("the values are not YAML: %s (line %d)", reason, line);
        }
    }

    /** What a dotted path leads to; keys may have dots themselves, and numbers pick from lists. */
    JsonNode at(String path) {
        return path.isEmpty() ? tree : at(tree, path);
    }

    /** How the pack wants to be installed. */
    Install install(Layer layer) {
        var pack = tree.path("pack");
        var namespace = pack.path("namespace").asString("");
        if (!namespace.isEmpty() && !NAMESPACE.matcher(namespace).matches()) {
            throw new Wrong("pack.namespace \"%s\" is not a name for a namespace", namespace);
        }
        return new Install(
                priority(layer, pack),
                namespace,
                pack.path("additionalNamespaces").propertyNames().stream().toList(),
                setting(pack, "display-name"));
    }

    /** A layer of this name is the agent that installs the others. */
    private static int priority(Layer layer, JsonNode pack) {
        if (layer.name().equals("palette-agent-config")) return Integer.MIN_VALUE;
        var text = setting(pack, "install-priority");
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw new Wrong("pack.%sinstall-priority must be a whole number, not \"%s\"", PREFIX, text);
        }
    }

    private static String setting(JsonNode pack, String name) {
        return pack.path(PREFIX + name).asString("").strip();
    }

    private static JsonNode at(JsonNode node, String path) {
        if (node.has(path)) return node.get(path);
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            var child = child(node, path.substring(0, dot));
            var found = child.isMissingNode() ? child : at(child, path.substring(dot + 1));
            if (!found.isMissingNode()) return found;
        }
        return child(node, path);
    }

    private static JsonNode child(JsonNode node, String name) {
        return node.isArray() && name.matches("\\d{1,6}") ? node.path(Integer.parseInt(name)) : node.path(name);
    }
}
