package dev.easel;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.jobs.Decision;
import dev.easel.jobs.Reconciler;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Verbs;
import dev.easel.store.Actor;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Clusters at work without a network and without waiting: the engine plays at once, and time passes when it is asked to. */
public final class ClusterBench implements AutoCloseable {
    public final Bench bench;
    public final Clouds clouds = Clouds.load();
    public final String project;
    private Optional<Reconciler> reconciler = Optional.empty();
    private Optional<Stage> stage = Optional.empty();
    private int made;
    private String host = "";

    /** @param flags settings beside the usual ones */
    public ClusterBench(String... flags) {
        bench = new Bench((self, clock) -> {
            var folder = System.getProperty("java.io.tmpdir");
            var all = new ArrayList<>(List.of("--data", folder, "--pace", "instant"));
            all.addAll(List.of(flags));
            var engines = new Stage(Settings.read(all, Map.of()), self.store, clouds, clock);
            stage = Optional.of(engines);
            var clusters = engines.clusters(new Verbs(self.store), _ -> {});
            reconciler = Optional.of(clusters.reconciler(dev.easel.packs.Catalogue.load()));
            return List.<Family>of(clusters);
        });
        project = bench.house.project();
    }

    /** Asks as the administrator, in the project. */
    public Bench.Answer ask(String operation, String body, String... arguments) {
        return bench.ask("admin-key", project, operation, body, arguments);
    }

    public Bench.Answer inTenant(String operation, String body, String... arguments) {
        return bench.ask("admin-key", "", operation, body, arguments);
    }

    /** A cloud account as the house keeps it. */
    public String account(String cloud) {
        var body = Json.object();
        body.putObject("metadata").put("name", cloud + "-account");
        return keep(Kinds.CLOUD_ACCOUNT.of(cloud), body);
    }

    /** An infrastructure profile as the house keeps it once it is published. */
    public String profile(String name, String version, String cloud, String kubernetes) {
        var body = Json.object();
        body.putObject("metadata").put("name", name);
        var spec = body.putObject("spec").put("version", version);
        var published = spec.putObject("published");
        published.put("profileVersion", version).put("cloudType", cloud).put("type", "cluster");
        var packs = published.putArray("packs");
        pack(packs.addObject(), "ubuntu", "os", "22.04");
        pack(packs.addObject(), "kubernetes", "k8s", kubernetes);
        pack(packs.addObject(), "cni-calico", "cni", "3.30.2");
        return keep(Kinds.CLUSTER_PROFILE, body);
    }

    /** An add-on profile with one manifest. */
    public String addon(String name) {
        var body = Json.object();
        body.putObject("metadata").put("name", name);
        var published = body.putObject("spec").put("version", "1.0.0").putObject("published");
        published.put("profileVersion", "1.0.0").put("cloudType", "all").put("type", "add-on");
        var pack = published.putArray("packs").addObject();
        pack(pack, "notes", "addon", "1.0.0");
        pack.put("type", "manifest");
        pack.putArray("manifests")
                .addObject()
                .put("uid", "m" + name)
                .put("name", "notes")
                .put("kind", "manifest");
        body.putObject(Desk.PRIVATE).putObject("manifests").put("m" + name, "kind: ConfigMap");
        return keep(Kinds.CLUSTER_PROFILE, body);
    }

    private static void pack(ObjectNode pack, String name, String layer, String tag) {
        pack.put("name", name).put("layer", layer).put("tag", tag).put("version", tag);
        pack.put("type", "spectro")
                .put("packUid", name + tag.replace(".", ""))
                .put("registryUid", "r1")
                .put("values", "");
    }

    private String keep(Kind kind, ObjectNode body) {
        var uid = "%024x".formatted(++made);
        var actor = Actor.house(bench.house.tenant(), "", "test");
        ((ObjectNode) body.path("metadata"))
                .put("uid", uid)
                .putObject("annotations")
                .put("scope", "tenant");
        bench.store.write(actor, tx -> tx.insert(kind, "", uid, body));
        return uid;
    }

    public void change(Kind kind, String uid, java.util.function.Consumer<ObjectNode> edit) {
        bench.store.write(Actor.house(bench.house.tenant(), "", "test"), tx -> {
            var old = tx.find(kind, Reach.tenant(bench.house.tenant()), uid).orElseThrow();
            var body = old.body().deepCopy();
            edit.accept(body);
            return tx.replace(old, body);
        });
    }

    /** Sets the tenant's only macro. */
    public void macro(String name, String value) {
        var tenant = bench.house.tenant();
        bench.store.write(Actor.house(tenant, "", "test"), tx -> {
            var old = tx.find(Kinds.MACRO, Reach.tenant(tenant), tenant);
            var body = old.map(macros -> macros.body().deepCopy()).orElseGet(Json::object);
            body.putArray("macros").addObject().put("name", name).put("value", value);
            return old.map(macros -> tx.replace(macros, body))
                    .orElseGet(() -> tx.insert(Kinds.MACRO, "", tenant, body));
        });
    }

    /** A body that makes a cluster of the cloud: one control plane machine, two workers. */
    public String body(Cloud cloud, String name, String profile) {
        var body = Json.object();
        body.putObject("metadata").put("name", name);
        var spec = body.putObject("spec");
        if (cloud.account().isPresent())
            spec.put("cloudAccountUid", account(cloud.account().get().cloud(), name));
        spec.set("cloudConfig", json(ClusterBodies.config(cloud.name())));
        var pools = spec.putArray("machinepoolconfig");
        for (var pool : ClusterBodies.pools(cloud)) pools.add(json(pool));
        if (cloud.name().equals("virtual")) {
            var host = "{'hostClusterConfig':{'hostCluster':{'kind':'spectrocluster','uid':'%s'}}}".formatted(host());
            spec.set("clusterConfig", json(host));
        }
        if (!profile.isEmpty()) spec.putArray("profiles").addObject().put("uid", profile);
        return body.toString();
    }

    /** The cluster that virtual ones run in. */
    public String host() {
        if (host.isEmpty()) host = running("aws", "host");
        return host;
    }

    private String account(String cloud, String name) {
        var body = Json.object();
        body.putObject("metadata").put("name", name);
        return keep(Kinds.CLOUD_ACCOUNT.of(cloud), body);
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }

    /** Makes a cluster and lets it come up; answers its uid. */
    public String running(String cloudName, String name) {
        return running(cloudName, name, cloudName.equals("virtual") ? "" : profile(name, "1.0.0", cloudName, "1.32.4"));
    }

    public String running(String cloudName, String name, String profile) {
        var cloud = clouds.named(cloudName).orElseThrow();
        var create = cloud.cluster().operations().get("create");
        var answer = ask(create, body(cloud, name, profile));
        if (answer.status() != 201) throw new AssertionError(cloudName + " " + answer);
        settle(answer.uid());
        return answer.uid();
    }

    public Optional<Document> cluster(String uid) {
        return bench.store.find(Kinds.CLUSTER, Reach.tenant(bench.house.tenant()), uid);
    }

    /** Reconciles once. */
    public void look(String uid) {
        var found = cluster(uid).orElseThrow();
        var decision =
                reconciler.orElseThrow().reconcile(found, bench.store.clock().instant());
        bench.store.write(Actor.house(bench.house.tenant(), project, "reconcile"), tx -> apply(tx, found, decision));
    }

    /** Reconciles until nothing is left to be done; time passes as the engine asks. Answers the states on the way. */
    public List<String> settle(String uid) {
        var states = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            var cluster = cluster(uid);
            if (cluster.isEmpty()) return states;
            var decision = reconciler
                    .orElseThrow()
                    .reconcile(cluster.get(), bench.store.clock().instant());
            bench.store.write(
                    Actor.house(bench.house.tenant(), project, "reconcile"), tx -> apply(tx, cluster.get(), decision));
            cluster(uid).ifPresent(now -> states.add(now.text("/status/state")));
            if (!(decision instanceof Decision.LookAgain again)) return states;
            if (states.getLast().equals("Running") && again.after().toMinutes() >= 1) return states;
            bench.pass(again.after());
        }
        throw new AssertionError("Not settled: " + states + cluster(uid).map(found -> found.at("/status")));
    }

    private static String apply(Tx tx, Document cluster, Decision decision) {
        switch (decision) {
            case Decision.Settled settled -> write(tx, cluster, settled.status());
            case Decision.LookAgain again -> write(tx, cluster, again.status());
            case Decision.Gone gone -> tx.delete(cluster);
        }
        decision.also().accept(tx);
        return "";
    }

    private static void write(Tx tx, Document cluster, ObjectNode status) {
        var body = cluster.body().deepCopy();
        body.set("status", status);
        tx.replace(cluster, body);
    }

    @Override
    public void close() {
        stage.ifPresent(Stage::close);
        bench.close();
    }
}
