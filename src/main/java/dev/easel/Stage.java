package dev.easel;

import dev.easel.clouds.Clouds;
import dev.easel.clusters.Clusters;
import dev.easel.contract.Filter;
import dev.easel.docs.Docs;
import dev.easel.docs.OpenApi;
import dev.easel.http.Answer;
import dev.easel.http.RawHandler;
import dev.easel.kinds.Kinds;
import dev.easel.provision.rehearsal.CloudTerrain;
import dev.easel.provision.rehearsal.Kubeconfig;
import dev.easel.provision.rehearsal.KubernetesView;
import dev.easel.provision.rehearsal.Pace;
import dev.easel.provision.rehearsal.Rehearsal;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The engine that plays the clouds, and the ways into the clusters that it plays. */
final class Stage implements AutoCloseable {
    private static final Duration FORCE_AFTER = Duration.ofMinutes(15);

    private final Settings settings;
    private final Store store;
    private final Clouds clouds;
    private final Pace pace;
    private final EngineRoom room;
    private final KubernetesView view;

    Stage(Settings settings, Store store, Clouds clouds, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.clouds = clouds;
        pace = Pace.named(settings.text(Setting.PACE));
        var rules = new Rehearsal.Rules(
                new CloudTerrain(clouds), new OrderedFaults(store), pace, settings.wide(Setting.SEED));
        var rehearsal = new Rehearsal(new Worlds(store), rules, clock);
        room = new EngineRoom(settings, store, clouds, clock, rehearsal);
        view = new KubernetesView(rehearsal);
    }

    Clouds clouds() {
        return clouds;
    }

    Clusters clusters(Verbs verbs, Rule withinLimit) {
        return new Clusters(
                verbs, new Clusters.Needs(clouds, room.engines(), this::kubeconfig, withinLimit, pace.of(FORCE_AFTER)));
    }

    /** Rehearsed clusters are reached through the house, others by themselves. */
    private Optional<String> kubeconfig(Document cluster, String token, String host) {
        var target = Clusters.target(cluster);
        if (!target.engine().equals("rehearsal")) return room.engines().kubeconfig(target);
        return Optional.of(
                Kubeconfig.yaml(cluster.name(), "https://" + host + "/k8s/" + cluster.uid(), authority(), token));
    }

    private String authority() {
        try {
            var file = settings.path(Setting.DATA).resolve("tls/ca.pem");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        room.close();
    }

    /** What is mounted beside the contract. */
    Map<String, RawHandler> mounts() {
        return Map.of("/k8s", this::kubernetes, "/docs", Docs::answer, "/v1/openapi.json", OpenApi::answer);
    }

    private Answer kubernetes(RawHandler.Asked asked) {
        var parts = asked.path().split("/", 2);
        var cluster = cluster(parts[0]).filter(found -> holds(found, asked.authorization()));
        if (cluster.isEmpty()) return denied();
        var path = "/" + (parts.length == 2 ? parts[1] : "");
        var answer = view.answer(Clusters.target(cluster.get()), asked.method(), path, asked.query(), asked.accept());
        return Answer.of(answer.status(), answer.contentType(), answer.body());
    }

    private Optional<Document> cluster(String uid) {
        return store.tenants().stream()
                .flatMap(
                        tenant -> store
                                .list(Query.all(Kinds.CLUSTER, Reach.tenant(tenant))
                                        .where(Filter.equal("uid", uid)))
                                .items()
                                .stream())
                .findFirst();
    }

    private boolean holds(Document cluster, String authorization) {
        var token = store.open(cluster).at("/easel/kubeToken").asString("");
        var given = authorization.replaceFirst("^Bearer ", "");
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer denied() {
        var status = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"Unauthorized\","
                + "\"reason\":\"Unauthorized\",\"code\":401}";
        return Answer.of(401, "application/json", status.getBytes(StandardCharsets.UTF_8));
    }
}
