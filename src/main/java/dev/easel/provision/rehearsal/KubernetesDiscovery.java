package dev.easel.provision.rehearsal;

import dev.easel.contract.Json;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the rehearsed Kubernetes API says about itself. */
final class KubernetesDiscovery {
    private static final String PROTO = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private KubernetesDiscovery() {}

    static Optional<Answer> answer(Scene scene, String path) {
        return switch (path) {
            case "/healthz", "/livez", "/readyz" -> Optional.of(Answer.text("ok"));
            case "/version" -> Optional.of(Answer.json(version(scene.world().served)));
            case "/api" -> Optional.of(Answer.json(versions()));
            case "/apis" -> Optional.of(Answer.json(groups()));
            case "/apis/apps" -> Optional.of(Answer.json(group(headed("APIGroup", "v1"))));
            case "/api/v1" -> Optional.of(Answer.json(resources("")));
            case "/apis/apps/v1" -> Optional.of(Answer.json(resources("apps")));
            case "/openapi/v3" -> Optional.of(Answer.json(openapi3()));
            case "/openapi/v2" -> Optional.of(new Answer(200, PROTO, new byte[0]));
            default -> Optional.empty();
        };
    }

    private static ObjectNode version(String served) {
        var parts = served.split("\\.", 3);
        return Json.object()
                .put("major", parts[0])
                .put("minor", parts.length > 1 ? parts[1] : "")
                .put("gitVersion", "v" + served)
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "rehearsal")
                .put("platform", "linux/amd64");
    }

    private static ObjectNode versions() {
        var versions = headed("APIVersions", "v1");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private static ObjectNode groups() {
        var groups = headed("APIGroupList", "v1");
        group(groups.putArray("groups").addObject());
        return groups;
    }

    private static ObjectNode group(ObjectNode group) {
        group.put("name", "apps");
        group.putArray("versions").addObject().put("groupVersion", "apps/v1").put("version", "v1");
        group.putObject("preferredVersion").put("groupVersion", "apps/v1").put("version", "v1");
        return group;
    }

    private static ObjectNode resources(String group) {
        var list = headed("APIResourceList", "v1");
        list.put("groupVersion", group.isEmpty() ? "v1" : group + "/v1");
        var resources = list.putArray("resources");
        for (var kind : KubernetesKind.ALL) {
            if (!kind.group().equals(group)) continue;
            var resource = resources
                    .addObject()
                    .put("name", kind.plural())
                    .put("singularName", kind.kind().toLowerCase(Locale.ROOT))
                    .put("namespaced", kind.namespaced())
                    .put("kind", kind.kind());
            resource.putArray("verbs").add("get").add("list");
            resource.putArray("shortNames").add(kind.shortName());
            if (kind.namespaced()) resource.putArray("categories").add("all");
        }
        return list;
    }

    private static ObjectNode openapi3() {
        var document = Json.object();
        document.putObject("paths");
        return document;
    }

    private static ObjectNode headed(String kind, String version) {
        return Json.object().put("kind", kind).put("apiVersion", version);
    }
}
