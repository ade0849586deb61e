package dev.easel.profiles;

import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Catalogue;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import dev.easel.templates.Profile;
import dev.easel.templates.Resolution;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a profile looks: whole, in short, and in lists. */
final class ProfileViews {
    private final Desk desk;
    private final Catalogue catalogue;

    ProfileViews(Desk desk, Catalogue catalogue) {
        this.desk = desk;
        this.catalogue = catalogue;
    }

    Reply get(Call call) {
        var profile = desk.find(Kinds.CLUSTER_PROFILE, call, call.path("uid"));
        return Reply.tagged(whole(call, profile), profile.version());
    }

    private ObjectNode whole(Call call, Document profile) {
        var usage = Usage.of(desk.store(), call, List.of(profile));
        var shown = desk.show(profile);
        var spec = (ObjectNode) shown.get("spec");
        spec.remove("variables");
        spec.set("versions", usage.versions(profile));
        for (var pack : spec.at("/published/packs"))
            describe((ObjectNode) pack, call.query("includePackMeta").orElse(""));
        var status = usage.uids(profile, shown.putObject("status"));
        status.put("hasUserMacros", Profile.of(profile.body()).layers().stream().anyMatch(Resolution::usesMacros));
        var users = status.putArray("inUseClusters");
        usage.users(profile)
                .forEach(cluster -> users.addObject()
                        .put("kind", "spectrocluster")
                        .put("uid", cluster.uid())
                        .put("name", cluster.name())
                        .put("projectUid", cluster.project())
                        .put("tenantUid", cluster.tenant()));
        status.putArray("inUseClusterTemplates");
        return shown;
    }

    /** Adds what the catalogue knows about a pack, when the caller asks for it. */
    private void describe(ObjectNode pack, String wanted) {
        if (wanted.isEmpty()) return;
        catalogue.pack(pack.path("packUid").asString("")).ifPresent(tag -> {
            if (wanted.contains("schema")) pack.set("schema", catalogue.schema(tag.pack()));
            if (wanted.contains("presets")) pack.set("presets", catalogue.presets(tag.pack()));
        });
    }

    /** One item for every version, whatever the number: clients look for a name and a version among them. */
    ObjectNode metadata(Call call) {
        var reply = Json.object();
        var items = reply.putArray("items");
        for (var profile : desk.all(Kinds.CLUSTER_PROFILE, call, Filter.EVERYTHING)) {
            var item = items.addObject();
            item.putObject("metadata").put("uid", profile.uid()).put("name", profile.name());
            item.putObject("spec")
                    .put("version", profile.text("/spec/version"))
                    .put("cloudType", profile.text("/spec/published/cloudType"));
        }
        return reply;
    }

    ObjectNode summaries(Call call) {
        var query = ProfileSearch.query(desk.query(Kinds.CLUSTER_PROFILE, call), call.object());
        var page = desk.store().list(query);
        var usage = Usage.of(desk.store(), call, page.items());
        var reply = Json.object();
        var items = reply.putArray("items");
        page.items().forEach(profile -> items.add(summary(profile, usage)));
        reply.set("listmeta", Desk.listmeta(page));
        return reply;
    }

    ObjectNode summary(Call call) {
        var profile = desk.find(Kinds.CLUSTER_PROFILE, call, call.path("uid"));
        return summary(profile, Usage.of(desk.store(), call, List.of(profile)));
    }

    private ObjectNode summary(Document profile, Usage usage) {
        var view = Json.object();
        view.set("metadata", profile.at("/metadata"));
        var spec = view.putObject("specSummary").put("version", profile.text("/spec/version"));
        spec.set("versions", usage.versions(profile));
        var published = spec.putObject("published");
        published.put("type", profile.text("/spec/published/type"));
        published.put("cloudType", profile.text("/spec/published/cloudType"));
        var packs = published.putArray("packs");
        profile.at("/spec/published/packs").forEach(pack -> brief(packs, pack));
        var status = usage.uids(profile, view.putObject("status"));
        status.putObject("fips").put("mode", profile.at("/easel/fips").asString("unknown"));
        status.putObject("pack").put("deleted", 0).put("deprecated", 0).put("disabled", 0);
        var users = status.putArray("inUseClusters");
        usage.users(profile)
                .forEach(cluster -> users.addObject().put("uid", cluster.uid()).put("name", cluster.name()));
        return view;
    }

    private void brief(ArrayNode into, JsonNode pack) {
        var brief = into.addObject();
        for (var field : List.of("name", "layer", "type", "tag", "version", "packUid")) {
            if (pack.has(field)) brief.set(field, pack.get(field));
        }
        catalogue
                .pack(pack.path("packUid").asString(""))
                .ifPresent(tag -> brief.put("displayName", tag.pack().displayName())
                        .put("addonType", tag.pack().addonType()));
    }
}
