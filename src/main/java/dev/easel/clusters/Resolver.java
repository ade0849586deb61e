package dev.easel.clusters;

import dev.easel.kinds.Kinds;
import dev.easel.provision.Material;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Sealer;
import dev.easel.store.Store;
import dev.easel.store.Tree;
import dev.easel.templates.Layer;
import dev.easel.templates.Macros;
import dev.easel.templates.Names;
import dev.easel.templates.Names.Absent;
import dev.easel.templates.Profile;
import dev.easel.templates.Resolution;
import dev.easel.templates.Resolved;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns the profiles on a cluster into layers whose values are resolved: macros, variables, references. */
final class Resolver {
    private final Store store;

    Resolver(Store store) {
        this.store = store;
    }

    /** The layers of a cluster; a 400 that names profile, layer and cause when a name stands for nothing. */
    Layers layers(String tenant, String project, ObjectNode cluster) {
        var resolution = resolution(tenant, project, cluster);
        resolution.whole();
        return layers(resolution);
    }

    static Layers layers(Resolution resolution) {
        return new Layers(resolution.layers().stream().map(Resolver::layer).toList());
    }

    /** The same with what is wrong told beside it: a name that a cluster uses may go while it runs. */
    Resolution resolution(String tenant, String project, ObjectNode cluster) {
        var macros = Macros.of(macros(tenant, project), macros(tenant, tenant));
        var system = system(tenant, project, cluster);
        var sources = new ArrayList<Resolution.Source>();
        for (var template : cluster.at("/spec/clusterProfileTemplates")) {
            var profile = profile(template, cluster.at(Profile.MANIFESTS));
            var own = new LinkedHashMap<>(system);
            own.put("clusterprofile.name", profile.name());
            own.put("clusterprofile.uid", profile.uid());
            own.put("clusterprofile.version", profile.version());
            var variables = variables(tenant, cluster.at("/easel/variables/" + profile.uid()));
            sources.add(new Resolution.Source(profile, new Names(macros, variables, own, Absent.REFUSED)));
        }
        return Resolution.of(sources);
    }

    private JsonNode macros(String tenant, String owner) {
        return store.find(Kinds.MACRO, Reach.tenant(tenant), owner)
                .<JsonNode>map(store::open)
                .orElseGet(dev.easel.contract.Json.MAPPER::missingNode);
    }

    private static Profile profile(JsonNode template, JsonNode manifests) {
        return new Profile(
                template.path("uid").asString(""),
                template.path("name").asString(""),
                template.path("profileVersion").asString("1.0.0"),
                template.path("type").asString(""),
                template.path("cloudType").asString(""),
                template.path("packs")
                        .valueStream()
                        .map(pack -> Layer.of(pack, manifests))
                        .toList(),
                List.of());
    }

    /** Values by name, in clear. */
    Map<String, String> variables(String tenant, JsonNode set) {
        var values = new LinkedHashMap<String, String>();
        for (var variable : set) {
            var value = variable.path("value").asString("");
            values.put(
                    variable.path("name").asString(""),
                    Sealer.isSealed(value) ? store.sealer().open(tenant, value) : value);
        }
        return values;
    }

    private Map<String, String> system(String tenant, String project, ObjectNode cluster) {
        var names = new LinkedHashMap<String, String>();
        names.put("tenant.uid", tenant);
        names.put("project.uid", project);
        var home = store.find(Kinds.PROJECT_ROOM, Reach.tenant(tenant), project);
        names.put("project.name", home.map(Document::name).orElse(""));
        names.put("cluster.uid", cluster.at("/metadata/uid").asString(""));
        names.put("cluster.name", cluster.at("/metadata/name").asString(""));
        names.put("cloud.type", cluster.at("/spec/cloudType").asString(""));
        var account = cluster.at("/easel/accountUid").asString("");
        names.put("cloudaccount.uid", account);
        names.put(
                "cloudaccount.name",
                store.find(Kinds.CLOUD_ACCOUNT, Reach.scope(tenant, project), account)
                        .map(Document::name)
                        .orElse(""));
        var region = cluster.at("/easel/region").asString("");
        names.put("cloud.region", region);
        infrastructure(cluster, names);
        var owner = cluster.at("/metadata/annotations/ownerUid").asString("");
        names.put("user.uid", owner);
        store.find(Kinds.USER, Reach.tenant(tenant), owner).ifPresent(user -> {
            names.put("user.email", user.text("/spec/emailId"));
            names.put("user.name", (user.text("/spec/firstName") + " " + user.text("/spec/lastName")).strip());
        });
        return names;
    }

    private static void infrastructure(ObjectNode cluster, Map<String, String> names) {
        for (var template : cluster.at("/spec/clusterProfileTemplates")) {
            if (!Attachments.isInfrastructure(template)) continue;
            names.put("clusterprofile.infra.name", template.path("name").asString(""));
            names.put("clusterprofile.infra.uid", template.path("uid").asString(""));
            names.put(
                    "clusterprofile.infra.version",
                    template.path("profileVersion").asString(""));
            for (var pack : Tree.all(template, "/packs/*")) {
                if (!pack.path("layer").asString("").equals("k8s")) continue;
                names.put(
                        "kubernetes.version",
                        Blueprints.kubernetes(pack.path("tag").asString("")));
            }
        }
    }

    private static Layers.Layer layer(Resolved resolved) {
        var layer = resolved.layer();
        var install = resolved.install();
        var namespaces = new ArrayList<String>();
        if (!install.namespace().isEmpty()) namespaces.add(install.namespace());
        namespaces.addAll(install.additionalNamespaces());
        var manifests = new LinkedHashMap<String, String>();
        layer.manifests().forEach(manifest -> manifests.put(manifest.name(), manifest.content()));
        return new Layers.Layer(
                resolved.profile().uid(),
                layer.name(),
                layer.tag(),
                layer.kind(),
                layer.type(),
                install.priority(),
                namespaces,
                layer.digest(),
                new Material.Texts(
                        layer.values(),
                        manifests,
                        Optional.empty(),
                        resolved.profile().name()));
    }
}
