package dev.easel.demo;

import dev.easel.contract.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Makes what the demo shows; what is there already, by its name, is taken as it is. */
final class Making {
    private final Api tenant;
    private final Screen screen;

    Making(Api tenant, Screen screen) {
        this.tenant = tenant;
        this.screen = screen;
    }

    /** A cluster, where it stands, and the plan that it was made by. */
    record Made(Plan plan, String uid) {}

    /** The project of the demo, when it is there. */
    static Optional<Api> room(Api tenant) {
        return uid(tenant.get("/v1/dashboard/projects/metadata"), Plan.PROJECT).map(tenant::in);
    }

    Api project() {
        return room(tenant).orElseGet(() -> {
            var body = Plan.named(Plan.PROJECT);
            body.putObject("spec");
            screen.say("project   " + Plan.PROJECT);
            return tenant.in(tenant.create("/v1/projects", body));
        });
    }

    List<Made> clusters(Api project) {
        var registry = registry();
        var addOn = profile(project, Plan.ADD_ON, "add-on", "all", packs(project, registry, Plan.ADD_ON_LAYERS));
        return Plan.all().stream()
                .map(plan -> cluster(project, registry, addOn, plan))
                .toList();
    }

    private Made cluster(Api project, String registry, String addOn, Plan plan) {
        var known = uid(project.get("/v1/dashboard/spectroclusters/metadata"), plan.name());
        if (known.isPresent()) return new Made(plan, known.get());
        var account = account(project, plan);
        var infrastructure =
                profile(project, plan.name(), "cluster", plan.cloud(), packs(project, registry, plan.layers()));
        var body = plan.cluster(account, List.of(infrastructure, addOn));
        var uid = project.create("/v1/spectroclusters/" + plan.cloud(), body);
        screen.say("cluster   %s in %s".formatted(plan.name(), plan.region()));
        return new Made(plan, uid);
    }

    /** Something by its name in a list. */
    String named(Api project, String path, String name, JsonNode body) {
        return uid(project.get(path), name).orElseGet(() -> project.create(path, body));
    }

    /** An infrastructure profile of packs of the public registry. */
    String profile(Api project, String name, String cloud, List<String> layers) {
        return profile(project, name, "cluster", cloud, packs(project, registry(), layers));
    }

    private String account(Api project, Plan plan) {
        var path = "/v1/cloudaccounts/" + plan.cloud();
        return uid(project.get(path), plan.name()).orElseGet(() -> {
            screen.say("account   %s on %s".formatted(plan.name(), plan.cloud()));
            return project.create(path, plan.account());
        });
    }

    private String profile(Api project, String name, String type, String cloud, ArrayNode packs) {
        return uid(project.get("/v1/dashboard/clusterprofiles/metadata"), name).orElseGet(() -> {
            var body = Plan.named(name);
            var template = body.putObject("spec")
                    .put("version", "1.0.0")
                    .putObject("template")
                    .put("type", type);
            template.put("cloudType", cloud).set("packs", packs);
            var uid = project.create("/v1/clusterprofiles", body);
            project.send("PATCH", "/v1/clusterprofiles/" + uid + "/publish");
            screen.say("profile   %s: %s".formatted(name, names(packs)));
            return uid;
        });
    }

    private static String names(ArrayNode packs) {
        return String.join(
                ", ",
                packs.valueStream().map(pack -> pack.path("name").asString()).toList());
    }

    private String registry() {
        var registries = tenant.get("/v1/registries/metadata");
        return uid(registries, "Public Repo")
                .orElseThrow(() -> new IllegalStateException("the server has no registry Public Repo"));
    }

    private static ArrayNode packs(Api project, String registry, List<String> layers) {
        var packs = Json.MAPPER.createArrayNode();
        for (var layer : layers) {
            var pair = layer.split(" ");
            var filters = "spec.name=%sANDspec.version=%sANDspec.registryUid=%s".formatted(pair[0], pair[1], registry);
            var found = project.get("/v1/packs?filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8))
                    .path("items");
            if (found.isEmpty()) throw new IllegalStateException("the catalogue has no pack " + layer);
            packs.addObject()
                    .put("name", pair[0])
                    .put("tag", pair[1])
                    .put("registryUid", registry)
                    .put("type", "spectro")
                    .put("uid", found.at("/0/metadata/uid").asString())
                    .put("values", found.at("/0/spec/values").asString(""));
        }
        return packs;
    }

    /** The uid of the item that has a name; lists say it in their metadata or beside it. */
    static Optional<String> uid(JsonNode list, String name) {
        return list.path("items")
                .valueStream()
                .map(Making::metadata)
                .filter(item -> item.path("name").asString("").equals(name))
                .map(item -> item.path("uid").asString())
                .findFirst();
    }

    static JsonNode metadata(JsonNode item) {
        return item.has("metadata") ? item.path("metadata") : item;
    }
}
