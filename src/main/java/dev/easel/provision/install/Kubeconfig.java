package dev.easel.provision.install;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What a kubeconfig of a cluster may say: where, and who. A program to run, or a file to read, would be run and read here. */
final class Kubeconfig {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> WHERE =
            Set.of("server", "certificate-authority-data", "tls-server-name", "insecure-skip-tls-verify");
    private static final Set<String> WHO =
            Set.of("client-certificate-data", "client-key-data", "token", "username", "password");

    private Kubeconfig() {}

    /** The same text; refused when it says more. */
    static String checked(String text) {
        var said = new TreeSet<String>();
        try {
            var tree = YAML.readTree(text);
            tree.path("clusters").forEach(each -> said.addAll(names(each.path("cluster"), WHERE)));
            tree.path("users").forEach(each -> said.addAll(names(each.path("user"), WHO)));
        } catch (JacksonException wrong) {
            throw new Refused("the cluster's kubeconfig cannot be read");
        }
        if (said.isEmpty()) return text;
        throw new Refused("the cluster's kubeconfig is not used: it has %s", String.join(", ", said));
    }

    private static Set<String> names(JsonNode node, Set<String> known) {
        var names = new TreeSet<>(node.propertyNames());
        names.removeAll(known);
        return names;
    }
}
