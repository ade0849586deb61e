package dev.easel.cloudaccounts;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Clouds that are registered at run time: a document each, whose uid is the name that stands in paths. */
final class CloudTypes {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Verbs verbs;
    private final Clouds clouds;

    CloudTypes(Verbs verbs, Clouds clouds) {
        this.verbs = verbs.keyed("cloudType");
        this.clouds = clouds;
    }

    void bind(Binder on) {
        on.op("V1CustomCloudTypesGet", Action.SIGNED_IN, this::list);
        on.op("V1CustomCloudTypeRegister", "cloudType.create", this::register);
        on.op("V1CustomCloudTypesDelete", verbs.delete(Kinds.CLOUD_TYPE, CloudTypes::mustBeUnused));
        on.op("V1CustomCloudTypeMetaGet", verbs.get(Kinds.CLOUD_TYPE, (_, _, shown) -> meta(shown)));
        on.op("V1CustomCloudTypeMetaUpdate", verbs.replace(Kinds.CLOUD_TYPE, CloudTypes::keepsItsName));
        on.op("V1CustomCloudTypeCloudAccountKeysGet", "cloudType.get", this::keys);
        on.op("V1CustomCloudTypeCloudAccountKeysUpdate", verbs.setField(Kinds.CLOUD_TYPE, inside("keys"), "/keys"));
    }

    /** The row of the registered cloud that the request's path names. */
    Cloud registered(Call call) {
        return clouds.custom(find(call).uid());
    }

    /** A cloud that Easel brings along or that was registered, by its name. */
    Cloud known(Call call, String name) {
        return clouds.named(name)
                .orElseGet(() -> clouds.custom(
                        verbs.desk().find(Kinds.CLOUD_TYPE, call, name).uid()));
    }

    private Document find(Call call) {
        return verbs.desk().find(Kinds.CLOUD_TYPE, call, call.path("cloudType"));
    }

    private ObjectNode list(Call call) {
        var reply = Json.object();
        var items = reply.putArray("cloudTypes");
        for (var cloud : clouds.all()) {
            items.addObject()
                    .put("name", cloud.name())
                    .put("displayName", cloud.displayName())
                    .put("cloudFamily", cloud.facts())
                    .put("isCustom", false)
                    .put("isManaged", cloud.cluster().controlPlane() == Cloud.ControlPlane.MANAGED);
        }
        for (var type : verbs.desk().all(Kinds.CLOUD_TYPE, call, Filter.EVERYTHING)) items.add(item(type));
        return reply;
    }

    private static ObjectNode item(Document type) {
        var item = Json.object()
                .put("name", type.uid())
                .put("displayName", type.at("/spec/displayName").asString(type.uid()))
                .put("isCustom", true)
                .put("isManaged", type.at("/spec/isControlPlaneManaged").asBoolean(false));
        return item.put("cloudCategory", type.at("/spec/cloudCategory").asString("cloud"))
                .put("logo", type.text("/spec/logo"));
    }

    private static ObjectNode meta(ObjectNode shown) {
        if (shown.get("spec") instanceof ObjectNode spec) {
            spec.put("isManaged", spec.path("isControlPlaneManaged").asBoolean(false));
        }
        return shown;
    }

    private Reply register(Call call) {
        var body = call.object().deepCopy();
        var name = body.at("/metadata/name").asString("");
        if (!NAME.matcher(name).matches() || clouds.named(name).isPresent()) {
            throw Problem.invalid(
                    "body.metadata.name",
                    "must be small letters, digits and dashes, and not the name of a built-in cloud");
        }
        body.remove(List.of("status", Desk.PRIVATE));
        return verbs.desk().write(call, tx -> {
            Metadata.begin(body, call, name, "", tx.now());
            return Reply.uid(tx.insert(Kinds.CLOUD_TYPE, "", name, body).uid());
        });
    }

    /** Accounts and clusters know the cloud by its name. */
    private static void keepsItsName(Draft draft) {
        Metadata.child(draft.body(), "metadata").put("name", draft.uid());
    }

    private static void mustBeUnused(Draft draft) {
        mustBeUnused(draft, Kinds.CLOUD_ACCOUNT.of(draft.uid()), Filter.EVERYTHING);
        mustBeUnused(draft, Kinds.CLUSTER, Filter.equal("spec.cloudType", draft.uid()));
    }

    private static void mustBeUnused(Draft draft, Kind kind, Filter filter) {
        var users = draft.tx()
                .count(Query.all(kind, Reach.tenant(draft.call().caller().tenant()))
                        .where(filter));
        if (users == 0) return;
        throw Problem.of(
                Code.ResourceInUse, "The cloud \"%s\" is used: %s, %d of them", draft.uid(), kind.name(), users);
    }

    private ObjectNode keys(Call call) {
        var keys = find(call).at(inside("keys"));
        var reply = Json.object();
        return reply.set("keys", keys.isArray() ? keys : reply.arrayNode());
    }

    private static String inside(String path) {
        return "/" + Desk.PRIVATE + "/" + path;
    }
}
