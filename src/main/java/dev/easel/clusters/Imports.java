package dev.easel.clusters;

import static dev.easel.kinds.Kinds.CLUSTER;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.jobs.Decision;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.store.Document;
import dev.easel.store.Tx;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/**
 * Clusters that exist already. They are written down, and wait in Importing until an agent in them calls; the house makes
 * and removes nothing of theirs.
 */
final class Imports {
    private static final String MANIFEST = "/v1/spectroclusters/%s/import/manifest";

    private final Desk desk;
    private final Rule withinLimit;

    Imports(Desk desk, Rule withinLimit) {
        this.desk = desk;
        this.withinLimit = withinLimit;
    }

    void bind(Binder on, Clouds clouds) {
        for (var cloud : clouds.all()) {
            var operation = cloud.cluster().operations().get("import");
            if (operation != null) on.op(operation, "cluster.import", call -> create(call, cloud));
        }
        on.op("v1SpectroClustersUidImportUpgradePatch", "cluster.import", this::upgrade);
        on.op("v1SpectroClustersUidImportManifest", Action.OPEN, this::manifest);
    }

    static boolean isImported(Document cluster) {
        return cluster.at("/status/clusterImport/isBrownfield").asBoolean(false);
    }

    /** Nothing of it is ours but what was written down. */
    static Decision reconcile(Document cluster) {
        if (cluster.leaving()) return new Decision.Gone(tx -> ClusterReconciler.removeConfig(tx, cluster));
        return new Decision.Settled((ObjectNode) cluster.at("/status").deepCopy(), Decision.NOTHING);
    }

    private Reply create(Call call, Cloud cloud) {
        return Reply.uid(desk.write(call, tx -> make(tx, call, cloud)));
    }

    private String make(Tx tx, Call call, Cloud cloud) {
        var given = call.object();
        var configUid = Metadata.newUid();
        var body = Json.object().put("kind", "spectrocluster");
        body.set("metadata", given.path("metadata"));
        var spec = body.putObject("spec").put("cloudType", cloud.name()).put("clusterType", "PureManage");
        spec.putObject("cloudConfigRef").put("kind", cloud.name()).put("uid", configUid);
        var written = given.at("/spec/clusterConfig");
        spec.set("clusterConfig", written.isObject() ? written.deepCopy() : Json.object());
        spec.putArray("clusterProfileTemplates");
        var cluster = Desk.create(tx, CLUSTER, call, body, withinLimit, Imports::complete);
        var config = Json.object().put("kind", cloud.name());
        var configSpec = config.putObject("spec");
        configSpec.putObject("cloudAccountRef").put("kind", "cloudaccount").put("uid", "");
        var unknown = cloud.cluster().imported();
        configSpec.set("clusterConfig", unknown.isObject() ? unknown.deepCopy() : Json.object());
        configSpec.putArray("machinePoolConfig");
        Metadata.begin(config, call, configUid, cluster.project(), tx.now());
        ((ObjectNode) config.path("metadata")).put("name", cluster.name());
        config.putObject(Desk.PRIVATE).put("clusterUid", cluster.uid());
        tx.insert(Kinds.CLOUD_CONFIG.of(cloud.name()), cluster.project(), configUid, config);
        return cluster.uid();
    }

    /** From looking on to taking part. */
    private Reply upgrade(Call call) {
        return desk.change(CLUSTER, call, call.path("uid"), body -> {
            if (!body.at("/spec/clusterConfig/importMode").asString("").equals("read-only")) {
                throw Problem.invalid("path.uid", "is no cluster that was imported read-only");
            }
            Metadata.child(Metadata.child(body, "spec"), "clusterConfig").put("importMode", "");
            Metadata.child(body, Desk.PRIVATE).putArray("origin").add("imported");
        });
    }

    private static void complete(Draft draft) {
        var body = draft.body();
        var host = draft.call().header("host").orElse("localhost");
        var status = Status.begin(Json.object()).put("state", "Importing");
        status.putObject("health").put("state", "Unknown");
        status.putObject("clusterImport")
                .put("isBrownfield", true)
                .put("state", "Pending")
                .put("importLink", "kubectl apply -f https://" + host + MANIFEST.formatted(draft.uid()));
        body.set("status", status);
        var origin = body.putObject(Desk.PRIVATE).putArray("origin").add("imported");
        if (draft.text("/spec/clusterConfig/importMode").equals("read-only")) origin.add("read-only");
        Policies.begin((ObjectNode) body.get(Desk.PRIVATE), Json.object());
    }

    /** Asked by kubectl, which cannot sign in: the uid in the address is what it has to show. */
    private Object manifest(Call call) {
        var uid = call.path("uid");
        var cluster = desk.store().anywhere(CLUSTER, "uid", uid).stream()
                .filter(Imports::isImported)
                .findFirst()
                .orElseThrow(() -> Problem.notFound("import manifest of cluster", uid));
        var text = text(cluster, call.header("host").orElse("localhost"));
        return Reply.file(text.getBytes(StandardCharsets.UTF_8), "application/octet-stream", "import.yaml");
    }

    private static String text(Document cluster, String host) {
        return """
                # Marks this cluster as the one that %s knows as "%s".
                # There is no agent yet that would call from here: the import stays pending after this.
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: cluster-%s
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: import
                  namespace: cluster-%s
                data:
                  apiEndpoint: https://%s
                  clusterUid: %s
                """.formatted(host, said(cluster.name()), cluster.uid(), cluster.uid(), host, cluster.uid());
    }

    /** A name without what could end a comment's line. */
    private static String said(String name) {
        return name.replaceAll("\\p{Cntrl}", " ");
    }
}
