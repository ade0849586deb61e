package dev.easel.profiles;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.templates.Layer;
import dev.easel.templates.Manifest;
import dev.easel.templates.Profile;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The manifests of a profile's packs. */
final class ProfileManifests {
    private final Desk desk;
    private final ProfileDesk profiles;
    private final PackViews views;

    ProfileManifests(Desk desk, ProfileDesk profiles, PackViews views) {
        this.desk = desk;
        this.profiles = profiles;
        this.views = views;
    }

    ObjectNode list(Call call) {
        var reply = Json.object();
        var items = reply.putArray("items");
        layer(call).manifests().forEach(manifest -> items.add(entity(manifest)));
        return reply;
    }

    ObjectNode get(Call call) {
        return entity(layer(call).manifests().stream()
                .filter(manifest -> manifest.uid().equals(call.path("manifestUid")))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("manifest", call.path("manifestUid"))));
    }

    /** {@code v1ClusterProfilePacksManifests}: every pack with its manifests whole. */
    ObjectNode all(Call call) {
        var profile = desk.find(Kinds.CLUSTER_PROFILE, call, call.path("uid"));
        var reply = Json.object();
        reply.set("metadata", profile.at("/metadata"));
        var packs = reply.putObject("spec").putArray("packs");
        for (var pack : profile.at("/spec/published/packs")) {
            var view = views.entity(pack);
            var manifests = ((ObjectNode) view.get("spec")).putArray("manifests");
            Layer.of(pack, profile.at(Profile.MANIFESTS))
                    .manifests()
                    .forEach(manifest -> manifests
                            .addObject()
                            .put("uid", manifest.uid())
                            .put("name", manifest.name())
                            .put("content", manifest.content())
                            .put("digest", manifest.digest()));
            packs.add(view);
        }
        return reply;
    }

    Reply add(Call call) {
        var uid = Metadata.newUid();
        edit(call, (body, list) -> {
            var name = name(call);
            if (!Packing.named(list, name).isMissingNode()) throw Problem.invalid("body.name", "is taken in this pack");
            list.add(Packing.keep(body, uid, name, call.object().path("content").asString("")));
        });
        return Reply.uid(uid);
    }

    Reply update(Call call) {
        var uid = call.path("manifestUid");
        return edit(call, (body, list) -> {
            var at = index(list, uid);
            var former = list.get(at).path("name").asString("");
            var name = call.object().path("name").asString(former);
            var content = body.at(Profile.MANIFESTS + "/" + uid).asString("");
            list.set(
                    at,
                    Packing.keep(body, uid, name, call.object().path("content").asString(content)));
        });
    }

    Reply remove(Call call) {
        return edit(call, (_, list) -> list.remove(index(list, call.path("manifestUid"))));
    }

    private Reply edit(Call call, BiConsumer<ObjectNode, ArrayNode> edit) {
        return profiles.change(call, draft -> {
            var packs = Packing.in(draft.body());
            var pack = (ObjectNode) packs.get(Packing.index(packs, call.path("packName")));
            var list = pack.get("manifests") instanceof ArrayNode known ? known : pack.putArray("manifests");
            edit.accept(draft.body(), list);
        });
    }

    private static String name(Call call) {
        var name = call.object().path("name").asString("");
        if (name.isBlank()) throw Problem.invalid("body.name", "is required");
        return name;
    }

    private static int index(JsonNode list, String uid) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path("uid").asString("").equals(uid)) return i;
        }
        throw Problem.notFound("manifest", uid);
    }

    private Layer layer(Call call) {
        var profile = desk.find(Kinds.CLUSTER_PROFILE, call, call.path("uid"));
        var packs = profile.at("/spec/published/packs");
        return Layer.of(packs.get(Packing.index(packs, call.path("packName"))), profile.at(Profile.MANIFESTS));
    }

    private static ObjectNode entity(Manifest manifest) {
        var view = Json.object();
        view.putObject("metadata").put("uid", manifest.uid()).put("name", manifest.name());
        view.putObject("spec")
                .putObject("published")
                .put("content", manifest.content())
                .put("digest", manifest.digest());
        return view;
    }
}
