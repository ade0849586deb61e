package dev.easel.clusters;

import static dev.easel.kinds.Kinds.CLUSTER;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;
import dev.easel.store.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The certificates of control plane machines: made with the machine, renewed before they end or when somebody asks. */
final class Certificates {
    private static final Duration LIFE = Duration.ofDays(365);
    private static final Duration EARLY = Duration.ofDays(30);
    private static final Duration LIFE_OF_AUTHORITY = Duration.ofDays(3652);
    private static final Map<String, List<String>> AUTHORITIES = new LinkedHashMap<>();

    static {
        AUTHORITIES.put(
                "ca",
                List.of(
                        "admin.conf",
                        "apiserver",
                        "apiserver-kubelet-client",
                        "controller-manager.conf",
                        "scheduler.conf"));
        AUTHORITIES.put(
                "etcd-ca", List.of("apiserver-etcd-client", "etcd-healthcheck-client", "etcd-peer", "etcd-server"));
        AUTHORITIES.put("front-proxy-ca", List.of("front-proxy-client"));
    }

    private final Desk desk;

    Certificates(Desk desk) {
        this.desk = desk;
    }

    void bind(Binder on) {
        on.op("v1SpectroClustersK8Certificate", "cluster.get", this::list);
        on.op("v1SpectroClustersCertificatesRenew", "cluster.update", this::renew);
    }

    private Object list(Call call) {
        var cluster = desk.find(CLUSTER, call, call.path("uid"));
        var reply = Json.object();
        var machines = reply.putArray("machineCertificates");
        for (var machine : controlPlane(cluster.body())) machines.add(of(cluster, machine));
        return reply;
    }

    private ObjectNode of(Document cluster, JsonNode machine) {
        var shown = Json.object().put("name", machine.path("name").asString(""));
        var authorities = shown.putArray("certificateAuthorities");
        var expiry = Times.text(standing(cluster, machine).plus(LIFE));
        var end = Times.text(cluster.created().plus(LIFE_OF_AUTHORITY));
        AUTHORITIES.forEach((name, names) -> {
            var certificates =
                    authorities.addObject().put("name", name).put("expiry", end).putArray("certificates");
            for (var certificate : names)
                certificates.addObject().put("name", certificate).put("expiry", expiry);
        });
        return shown;
    }

    /** When the certificates of a machine were made last. */
    private Instant standing(Document cluster, JsonNode machine) {
        var made = Times.parse(machine.path("born").asString(""));
        var asked = cluster.text("/easel/certificatesRenewed");
        if (!asked.isEmpty() && Times.parse(asked).isAfter(made)) made = Times.parse(asked);
        var each = LIFE.minus(EARLY);
        return made.plus(
                each.multipliedBy(Math.max(0, Duration.between(made, desk.now()).dividedBy(each))));
    }

    private static List<JsonNode> controlPlane(ObjectNode cluster) {
        return cluster.at("/status/" + Status.OBSERVED + "/machines")
                .valueStream()
                .filter(machine -> machine.path("controlPlane").asBoolean(false))
                .toList();
    }

    private Reply renew(Call call) {
        return desk.change(CLUSTER, call, call.path("uid"), body -> {
            if (controlPlane(body).isEmpty()) {
                throw Problem.invalid("path.uid", "has no control plane machines whose certificates could be renewed");
            }
            Metadata.child(body, Desk.PRIVATE).put("certificatesRenewed", Times.text(desk.now()));
        });
    }
}
