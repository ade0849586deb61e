package dev.easel.profiles;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes profiles: whole ones, their metadata, whether they are published, and their end. */
final class ProfileDesk {
    private final Desk desk;
    private final Packing packing;
    private final ProfileRules rules;
    private final ProfileVariables variables;

    ProfileDesk(Desk desk, Packing packing, ProfileRules rules, ProfileVariables variables) {
        this.desk = desk;
        this.packing = packing;
        this.rules = rules;
        this.variables = variables;
    }

    /** Makes a draft, or with {@code publish} a published profile at once. */
    Reply create(Call call) {
        if (call.flag("publish")) mustBeAllowedTo(call, "clusterProfile.publish");
        return Reply.uid(create(call, call.object()).uid());
    }

    Document create(Call call, ObjectNode given) {
        return desk.create(Kinds.CLUSTER_PROFILE, call, given, this::begin, rules::mustBeSound);
    }

    private void begin(Draft draft) {
        var given = Metadata.child(draft.body(), "spec");
        var template = given.remove("template");
        var rows = given.remove("variables");
        var published = given.putObject("published");
        if (template instanceof ObjectNode object) published.setAll(object.deepCopy());
        var packs = published.remove("packs");
        if (packs != null) packing.replace(draft, packs);
        else published.putArray("packs");
        variables.replace(draft, rows == null ? Json.MAPPER.createArrayNode() : rows);
        draft.body().putObject("status").put("isPublished", draft.call().flag("publish"));
    }

    /** Changes a profile; the content is checked as a whole afterwards. */
    Reply change(Call call, Rule edit) {
        return desk.change(Kinds.CLUSTER_PROFILE, call, call.path("uid"), _ -> {}, edit, rules::mustBeSound);
    }

    /** PUT replaces every pack; labels are left to the metadata operation when the body has none. */
    Reply update(Call call) {
        return change(call, draft -> {
            var given = call.object();
            var template = given.at("/spec/template");
            if (given.path("metadata") instanceof ObjectNode metadata) adopt(draft, metadata.deepCopy());
            if (template.path("packs").isArray()) packing.replace(draft, template.path("packs"));
            version(draft, given.at("/spec/version"));
            mustKeepType(draft, template.path("type"));
        });
    }

    private void adopt(Draft draft, ObjectNode metadata) {
        if (!metadata.has("labels")) metadata.set("labels", draft.at("/metadata/labels"));
        Metadata.adopt(draft.body(), metadata, draft.tx().now());
    }

    /** What a profile is for is settled when it is made. */
    private static void mustKeepType(Draft draft, JsonNode type) {
        var now = draft.text("/spec/published/type");
        if (type.isString() && !type.asString().isEmpty() && !type.asString().equals(now)) {
            throw Problem.invalid("body.spec.template.type", "must stay " + now);
        }
    }

    Reply metadata(Call call) {
        return change(call, draft -> {
            Metadata.adopt(
                    draft.body(), call.object().path("metadata"), draft.tx().now());
            version(draft, call.object().at("/spec/version"));
        });
    }

    private static void version(Draft draft, JsonNode version) {
        if (!version.asString("").isEmpty())
            Metadata.child(draft.body(), "spec").set("version", version);
    }

    Reply publish(Call call) {
        return change(call, draft -> Metadata.child(draft.body(), "status").put("isPublished", true));
    }

    Reply delete(Call call) {
        return delete(call, call.path("uid"));
    }

    private Reply delete(Call call, String uid) {
        return desk.delete(Kinds.CLUSTER_PROFILE, call, uid, ProfileDesk::mustNotBeUsed);
    }

    private static void mustNotBeUsed(Draft draft) {
        var reach = Reach.tenant(draft.call().caller().tenant());
        var users = draft.tx()
                .list(Query.all(Kinds.CLUSTER, reach)
                        .where(Filter.equal("profiles", draft.uid()))
                        .page(3, 0, ""));
        if (users.count() == 0) return;
        var names = users.items().stream().map(Document::name).toList();
        throw Problem.of(
                Code.ResourceInUse,
                "The cluster profile %s is used by %d clusters, such as %s",
                draft.text("/metadata/name"),
                users.count(),
                String.join(", ", names));
    }

    /** Deletes what can be deleted, and tells of the rest. */
    ObjectNode deleteAll(Call call) {
        var report = Json.object();
        var failures = report.putArray("failures");
        int deleted = 0;
        for (var uid : call.object().path("uids")) {
            try {
                delete(call, uid.asString(""));
                deleted++;
            } catch (Problem problem) {
                var name =
                        desk.peek(Kinds.CLUSTER_PROFILE, call, uid.asString("")).map(Document::name);
                failures.addObject()
                        .put("uid", uid.asString(""))
                        .put("name", name.orElse(""))
                        .put("errMsg", problem.message());
            }
        }
        return report.put("deletedCount", deleted)
                .put("isSucceeded", failures.isEmpty())
                .put("message", "%d deleted, %d not".formatted(deleted, failures.size()));
    }

    /** 204 when the name has no such version yet. */
    Reply validateName(Call call) {
        return mustBeFree(
                call, call.query("name").orElse(""), call.query("version").orElse("1.0.0"));
    }

    Reply mustBeFree(Call call, String name, String version) {
        var caller = call.caller();
        var own = new Reach(caller.tenant(), caller.project(), Reach.Breadth.OWN);
        var same = Filter.equal("metadata.name", name).and(Filter.equal("version", version));
        if (desk.store().count(Query.all(Kinds.CLUSTER_PROFILE, own).where(same)) > 0) {
            throw ProfileRules.taken(name, version);
        }
        return Reply.none();
    }

    static void mustBeAllowedTo(Call call, String permission) {
        if (!call.caller().may(permission)) throw Problem.forbidden(permission);
    }
}
