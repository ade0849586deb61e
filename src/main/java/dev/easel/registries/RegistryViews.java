package dev.easel.registries;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.registries.Shelf.Entry;
import dev.easel.resource.Show;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The ways in which registries are listed and shown. */
final class RegistryViews {
    private static final List<Sort> OCI = List.of(Sort.BASIC, Sort.ECR);

    private final Shelf shelf;

    RegistryViews(Shelf shelf) {
        this.shelf = shelf;
    }

    /** One registry of a sort, or 404. */
    ObjectNode get(Sort sort, Call call) {
        var entry = shelf.find(call, call.path("uid"));
        if (entry.sort() != sort) throw Problem.notFound(sort.word() + " registry", call.path("uid"));
        return entry.body();
    }

    /** Clients ask here whether any registry is a private helm one, so those of other sorts answer that they are not. */
    ObjectNode helm(Call call) {
        var entry = shelf.find(call, call.path("uid"));
        if (entry.sort() == Sort.HELM) return entry.body();
        var other = Json.object().put("kind", entry.sort().kind());
        other.set("metadata", entry.body().get("metadata"));
        var spec = other.putObject("spec").put("isPrivate", false).put("endpoint", entry.text("/spec/endpoint"));
        spec.putObject("auth").put("type", "noAuth");
        spec.put("name", entry.text("/metadata/name")).put("scope", entry.text("/spec/scope"));
        return other;
    }

    /** {@code v1OciRegistryEntity}: what a pull needs to know. */
    ObjectNode oci(Call call) {
        var entry = shelf.find(call, call.path("uid"));
        if (!OCI.contains(entry.sort())) throw Problem.notFound("oci registry", call.path("uid"));
        var spec = entry.body().path("spec");
        var view = Json.object().put("endpoint", spec.path("endpoint").asString(""));
        if (spec.has("auth")) view.set("auth", spec.get("auth"));
        view.put("defaultRegion", spec.path("defaultRegion").asString(""));
        view.put("providerType", spec.path("providerType").asString("helm"));
        return view.put("scope", entry.text("/spec/scope"))
                .put("type", entry.sort().word());
    }

    /** Every registry, as short as can be. */
    ObjectNode metadata(Call call) {
        var scope = call.query("scope").orElse("all");
        var reply = Json.object();
        var items = reply.putArray("items");
        for (var entry : shelf.all(call)) {
            if (scope.equals("all") || scope.equals(entry.text("/spec/scope"))) items.add(brief(entry));
        }
        return reply;
    }

    private static ObjectNode brief(Entry entry) {
        var own = entry.text("/metadata/annotations/isDefault").equals("true");
        return Json.object()
                .put("uid", entry.text("/metadata/uid"))
                .put("name", entry.text("/metadata/name"))
                .put("kind", entry.sort().kind())
                .put("scope", entry.text("/spec/scope"))
                .put("isDefault", own)
                .put("isPrivate", isPrivate(entry));
    }

    /** Whether one has to sign in to it; helm registries say so themselves. */
    private static boolean isPrivate(Entry entry) {
        var spec = entry.body().path("spec");
        return switch (entry.sort()) {
            case HELM, ECR -> spec.path("isPrivate").asBoolean(false);
            case PACK -> spec.path("private").asBoolean(false);
            case BASIC -> !spec.at("/auth/type").asString("noAuth").equals("noAuth");
        };
    }

    ObjectNode list(Sort sort, Call call) {
        return page(sort, call, (_, document, _) -> shelf.entry(document).body());
    }

    ObjectNode summaries(Sort sort, Call call) {
        var page = page(sort, call, (_, document, _) -> shelf.entry(document).body());
        var items = (ArrayNode) page.get("items");
        for (int i = 0; i < items.size(); i++) items.set(i, summary(new Entry(sort, (ObjectNode) items.get(i))));
        return page;
    }

    ObjectNode ociSummaries(Call call) {
        var reply = Json.object();
        var items = reply.putArray("items");
        shelf.all(call).stream()
                .filter(entry -> OCI.contains(entry.sort()))
                .forEach(entry -> items.add(summary(entry)));
        return reply;
    }

    private static ObjectNode summary(Entry entry) {
        var view = Json.object();
        view.set("metadata", entry.body().get("metadata"));
        var given = entry.body().path("spec");
        var spec = view.putObject("spec").put("endpoint", entry.text("/spec/endpoint"));
        spec.put("scope", entry.text("/spec/scope"))
                .put(entry.sort() == Sort.PACK ? "private" : "isPrivate", isPrivate(entry));
        if (OCI.contains(entry.sort())) {
            spec.put("registryType", entry.sort().word());
            spec.put("providerType", given.path("providerType").asString("helm"));
            spec.put("defaultRegion", given.path("defaultRegion").asString(""));
            spec.put(
                    "containsSpectroManifest",
                    given.path("containsSpectroManifest").asBoolean(false));
        }
        view.putObject("status")
                .set("sync", entry.body().at("/status/" + entry.sort().sync()));
        return view;
    }

    /** {@code v1RegistryConfigEntity} of the registry with a name. */
    ObjectNode config(Call call) {
        var name = call.path("registryName");
        var entry = shelf.all(call).stream()
                .filter(one -> one.text("/metadata/name").equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(Kinds.REGISTRY.name(), name));
        var view = Json.object();
        var config = view.putObject("config").put("name", name).put("endpoint", entry.text("/spec/endpoint"));
        var auth = entry.body().at("/spec/auth");
        config.set("auth", auth.isObject() ? auth : Json.object().put("type", "noAuth"));
        return view;
    }

    /** Built-in registries stand before a tenant's own, on the first page. */
    private ObjectNode page(Sort sort, Call call, Show show) {
        var query = shelf.query(call, sort.kind());
        var reply = shelf.desk().page(query, call, show);
        if (query.offset() > 0
                || !query.token().isEmpty()
                || call.query("filters").isPresent()) return reply;
        var items = (ArrayNode) reply.get("items");
        var builtIn = Stream.of(sort)
                .flatMap(one -> shelf.builtIn(List.of(one)))
                .map(Entry::body)
                .toList();
        for (int i = 0; i < builtIn.size(); i++) items.insert(i, builtIn.get(i));
        var listmeta = (ObjectNode) reply.get("listmeta");
        listmeta.put("count", listmeta.path("count").asLong() + builtIn.size());
        return reply;
    }
}
