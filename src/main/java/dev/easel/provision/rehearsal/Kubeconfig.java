package dev.easel.provision.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes the file by which kubectl finds a cluster. */
public final class Kubeconfig {
    private Kubeconfig() {}

    /** @param authority certificate that vouches for the server, as PEM; "" where the system's are enough */
    public static String yaml(String name, String server, String authority, String token) {
        var trust = authority.isEmpty()
                ? ""
                : "    certificate-authority-data: "
                        + Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8)) + "\n";
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: %1$s
                  cluster:
                    server: %2$s
                %3$scontexts:
                - name: %1$s-admin@%1$s
                  context:
                    cluster: %1$s
                    user: %1$s-admin
                current-context: %1$s-admin@%1$s
                preferences: {}
                users:
                - name: %1$s-admin
                  user:
                    token: %4$s
                """.formatted(quoteless(name), server, trust, token);
    }

    /** Cluster names are DNS labels; anything else must not become YAML. */
    private static String quoteless(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "-");
    }
}
