package dev.easel.clusters;

import static dev.easel.kinds.Kinds.CLUSTER;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import dev.easel.store.Tx;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Small things that are asked of a cluster: is its name free, may its agent be upgraded, what is its state and text. */
final class Upkeep {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String FORBIDDEN = "spectroComponentsUpgradeForbidden";

    private final Desk desk;

    Upkeep(Desk desk) {
        this.desk = desk;
    }

    void bind(Binder on) {
        on.op("v1SpectroClustersValidateName", "cluster.create", this::validateName);
        on.op("v1SpectroClustersUpgradeSettingsGet", "cluster.get", this::upgradeSettings);
        on.op("v1SpectroClustersUpgradeSettings", "cluster.update", this::setUpgradeSettings);
        on.op("v1SpectroClustersUidUpgradeSettings", "cluster.update", this::setUpgradeSetting);
        on.op("v1SpectroClustersUidStatus", "cluster.get", this::status);
        on.op("v1SpectroClustersUidStatusSpcApply", "cluster.update", this::apply);
        on.op("v1SpectroClustersUidDownload", "cluster.get", this::download);
    }

    private Object validateName(Call call) {
        var name = call.query("name").orElse("");
        if (name.isBlank()) throw Problem.invalid("query.name", "is required");
        Metadata.home(CLUSTER, call);
        if (!desk.all(CLUSTER, call, Filter.equal("clusterName", name)).isEmpty()) {
            throw Problem.of(Code.ResourceAlreadyExists, "A cluster named \"%s\" exists already", name);
        }
        return Reply.none();
    }

    private Object upgradeSettings(Call call) {
        var home = desk.store().find(room(call), Desk.reach(call), homeUid(call));
        var setting =
                home.map(document -> document.text("/easel/spectroComponents")).orElse("");
        return Json.object().put("spectroComponents", setting.isEmpty() ? "unlock" : setting);
    }

    /** Where the default is kept: with the project, or with the tenant. */
    private static Kind room(Call call) {
        return call.caller().inProject() ? Kinds.PROJECT_ROOM : Kinds.TENANT_ROOT;
    }

    private static String homeUid(Call call) {
        return call.caller().inProject()
                ? call.caller().project()
                : call.caller().tenant();
    }

    /** Sets the default of the scope, and every cluster in it. */
    private Reply setUpgradeSettings(Call call) {
        var setting = setting(call);
        desk.write(call, tx -> {
            tx.find(room(call), Desk.reach(call), homeUid(call)).ifPresent(home -> {
                var body = home.body().deepCopy();
                Metadata.child(body, Desk.PRIVATE).put("spectroComponents", setting);
                tx.replace(home, body);
            });
            for (var cluster :
                    tx.list(Query.all(CLUSTER, Dashboards.reach(call))).items()) {
                Desk.change(tx, cluster, call, body -> mark(body, setting));
            }
            return "";
        });
        return Reply.none();
    }

    private Reply setUpgradeSetting(Call call) {
        return desk.change(CLUSTER, call, call.path("uid"), body -> mark(body, setting(call)));
    }

    private static String setting(Call call) {
        return call.object().path("spectroComponents").asString("unlock");
    }

    /** A new cluster is as its project says, or else its tenant. */
    static void begin(Draft draft) {
        var caller = draft.call().caller();
        var project = kept(draft.tx(), Kinds.PROJECT_ROOM, caller.tenant(), caller.project());
        var setting =
                project.isEmpty() ? kept(draft.tx(), Kinds.TENANT_ROOT, caller.tenant(), caller.tenant()) : project;
        if (setting.equals("lock")) mark(draft.body(), setting);
    }

    private static String kept(Tx tx, Kind kind, String tenant, String uid) {
        return tx.find(kind, Reach.tenant(tenant), uid)
                .map(home -> home.text("/easel/spectroComponents"))
                .orElse("");
    }

    private static void mark(ObjectNode cluster, String setting) {
        Metadata.child(Metadata.child(cluster, "metadata"), "annotations")
                .put(FORBIDDEN, String.valueOf(setting.equals("lock")));
    }

    private Object status(Call call) {
        var cluster = desk.find(CLUSTER, call, call.path("uid"));
        var reply = Json.object();
        reply.putObject("status").put("state", cluster.text("/status/state"));
        return reply;
    }

    /** What was downloaded is installed now. */
    private Reply apply(Call call) {
        return desk.change(CLUSTER, call, call.path("uid"), body -> {
            var now = Times.text(desk.now());
            var apply = Metadata.child(Metadata.child(body, "status"), "spcApply");
            apply.put("lastModifiedTime", now).put("patchAppliedTime", now);
            Held.release(body);
        });
    }

    /** The cluster as its owner wrote it, without what the house knows and sees. */
    private Object download(Call call) {
        var cluster = desk.show(desk.find(CLUSTER, call, call.path("uid")));
        cluster.remove("status");
        var text = YAML.writeValueAsString(cluster);
        return Reply.file(text.getBytes(StandardCharsets.UTF_8), "application/octet-stream", name(cluster) + ".yaml");
    }

    private static String name(JsonNode cluster) {
        return cluster.at("/metadata/name").asString("cluster");
    }
}
