package dev.easel.profiles;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The packs of a profile, one by one. */
final class ProfilePacks {
    private final Desk desk;
    private final ProfileDesk profiles;
    private final Packing packing;
    private final PackViews views;

    ProfilePacks(Desk desk, ProfileDesk profiles, Packing packing, PackViews views) {
        this.desk = desk;
        this.profiles = profiles;
        this.packing = packing;
        this.views = views;
    }

    ObjectNode list(Call call) {
        var reply = Json.object();
        var items = reply.putArray("items");
        profile(call).at("/spec/published/packs").forEach(pack -> items.add(views.entity(pack)));
        return reply;
    }

    ObjectNode get(Call call) {
        var profile = profile(call);
        var pack = pack(profile, call);
        var view = views.entity(pack);
        var spec = Json.object();
        spec.set("pack", view.get("spec"));
        spec.set("registry", views.registry(call, pack));
        spec.putObject("macros").set("resolved", views.macros(call, profile, pack));
        view.remove("status");
        view.set("spec", spec);
        return view;
    }

    Reply add(Call call) {
        var given = call.object().path("pack");
        profiles.change(call, draft -> {
            var packs = Packing.in(draft.body());
            if (!Packing.named(packs, given.path("name").asString("")).isMissingNode()) {
                throw Problem.invalid("body.pack.name", "is the name of another pack of the profile");
            }
            packs.add(packing.stored(draft, given));
        });
        return Reply.uid(pack(profile(call), given.path("name").asString(""))
                .path("packUid")
                .asString(""));
    }

    /** Sets a pack's uid, tag and values; manifests have operations of their own. */
    Reply update(Call call) {
        return profiles.change(call, draft -> {
            var packs = Packing.in(draft.body());
            var at = Packing.index(packs, call.path("packName"));
            var given = call.object().path("pack");
            var next = packing.stored(draft, given);
            if (packs.get(at).has("manifests"))
                next.set("manifests", packs.get(at).get("manifests"));
            packs.set(at, next);
        });
    }

    Reply remove(Call call) {
        return profiles.change(call, draft -> {
            var packs = Packing.in(draft.body());
            packs.remove(Packing.index(packs, call.path("packName")));
        });
    }

    /** Sets the given packs and leaves the others alone. */
    Reply patch(Call call) {
        return profiles.change(call, draft -> {
            var packs = Packing.in(draft.body());
            for (var given : call.object().path("packs")) {
                var name = given.path("name").asString("");
                var stored = packing.stored(draft, given);
                if (Packing.named(packs, name).isMissingNode()) packs.add(stored);
                else packs.set(Packing.index(packs, name), stored);
            }
        });
    }

    /** How a pack is set up in the profile; what clusters set for themselves stands on them. */
    ObjectNode config(Call call) {
        var pack = pack(profile(call), call);
        var reply = Json.object();
        var spec = reply.putArray("items").addObject().putObject("spec");
        spec.put("associatedObject", call.path("uid")).put("scope", "profile").put("isValuesOverridden", false);
        for (var field : List.of("name", "packUid", "tag", "type", "values", "version")) {
            if (pack.has(field)) spec.set(field, pack.get(field));
        }
        var manifests = spec.putArray("manifests");
        for (var manifest : pack.path("manifests")) {
            manifests
                    .addObject()
                    .put("name", manifest.path("name").asString(""))
                    .put("uid", manifest.path("uid").asString(""))
                    .put("parentUid", call.path("uid"))
                    .put("isOverridden", false);
        }
        return reply;
    }

    private ObjectNode profile(Call call) {
        return desk.store().open(desk.find(Kinds.CLUSTER_PROFILE, call, call.path("uid")));
    }

    private static JsonNode pack(ObjectNode profile, Call call) {
        return pack(profile, call.path("packName"));
    }

    private static JsonNode pack(ObjectNode profile, String name) {
        var packs = profile.at("/spec/published/packs");
        return packs.get(Packing.index(packs, name));
    }
}
