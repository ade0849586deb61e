package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Pool;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The nodes of a rehearsed cluster as Kubernetes shows them. */
final class ClusterNodes {
    private final Scene scene;

    ClusterNodes(Scene scene) {
        this.scene = scene;
    }

    static List<ObjectNode> of(Scene scene) {
        var nodes = new ClusterNodes(scene);
        return joined(scene).stream().map(nodes::node).toList();
    }

    static List<Instance> joined(Scene scene) {
        return scene.world().instances(Instance::joined).toList();
    }

    /** A /24 of 100.64.0.0/10 for each machine's pods, going round after sixteen thousand machines. */
    static String podAddress(Instance machine, int last) {
        var number = machine.number() % 16_384;
        return "100.%d.%d.%d".formatted(64 + number / 256, number % 256, last);
    }

    private ObjectNode node(Instance machine) {
        var node = KubernetesObjects.of(
                scene, "Node", "", machine.name(), machine.life().since());
        labels(node.withObject("/metadata/labels"), machine);
        var spec = node.putObject("spec");
        spec.put("podCIDR", podAddress(machine, 0) + "/24")
                .put("providerID", machine.identity().providerId());
        if (closed(machine)) spec.put("unschedulable", true);
        taints(spec, machine);
        status(node.putObject("status"), machine);
        return node;
    }

    private static boolean closed(Instance machine) {
        return machine.leaving() || machine.maintenance().equals("cordon");
    }

    private void labels(ObjectNode labels, Instance machine) {
        var identity = machine.identity();
        labels.put("kubernetes.io/hostname", machine.name())
                .put("kubernetes.io/os", "linux")
                .put("kubernetes.io/arch", "amd64");
        put(labels, "node.kubernetes.io/instance-type", machine.make().instanceType());
        put(labels, "topology.kubernetes.io/region", scene.wish().region());
        put(labels, "topology.kubernetes.io/zone", identity.zone());
        if (machine.controlPlane()) labels.put("node-role.kubernetes.io/control-plane", "");
        var pool = pool(machine);
        if (pool.filter(it -> !it.controlPlane() || it.alsoWorker()).isPresent()) {
            labels.put("node-role.kubernetes.io/worker", "");
        }
        pool.ifPresent(it -> it.labels().forEach(labels::put));
    }

    private static void put(ObjectNode labels, String key, String value) {
        if (!value.isEmpty()) labels.put(key, value);
    }

    private void taints(ObjectNode spec, Instance machine) {
        var pool = pool(machine);
        if (pool.filter(it -> it.controlPlane() && !it.alsoWorker()).isPresent()) {
            taint(spec, "node-role.kubernetes.io/control-plane", "", "NoSchedule");
        }
        pool.stream()
                .flatMap(it -> it.taints().stream())
                .forEach(taint -> taint(spec, taint.key(), taint.value(), taint.effect()));
        if (closed(machine)) taint(spec, "node.kubernetes.io/unschedulable", "", "NoSchedule");
        if (machine.ill()) taint(spec, "node.kubernetes.io/unreachable", "", "NoSchedule");
    }

    private static void taint(ObjectNode spec, String key, String value, String effect) {
        var taint = spec.withArrayProperty("taints").addObject().put("key", key).put("effect", effect);
        put(taint, "value", value);
    }

    private void status(ObjectNode status, Instance machine) {
        var addresses = status.putArray("addresses");
        addresses
                .addObject()
                .put("type", "InternalIP")
                .put("address", machine.identity().inside());
        if (!machine.identity().outside().isEmpty()) {
            addresses
                    .addObject()
                    .put("type", "ExternalIP")
                    .put("address", machine.identity().outside());
        }
        addresses.addObject().put("type", "Hostname").put("address", machine.name());
        condition(status, machine);
        status.putObject("nodeInfo")
                .put("kubeletVersion", "v" + machine.make().kubernetes())
                .put("kubeProxyVersion", "v" + machine.make().kubernetes())
                .put("operatingSystem", "linux")
                .put("architecture", "amd64")
                .put("osImage", system())
                .put("kernelVersion", "rehearsal")
                .put("containerRuntimeVersion", "containerd://rehearsal")
                .put("machineID", scene.dice().hex("machine id" + machine.name(), 32))
                .put("systemUUID", scene.dice().uuid("system" + machine.name()))
                .put("bootID", scene.dice().uuid("boot" + machine.name()));
    }

    private static void condition(ObjectNode status, Instance machine) {
        var well = !machine.ill();
        status.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", well ? "True" : "Unknown")
                .put("reason", well ? "KubeletReady" : "NodeStatusUnknown")
                .put(
                        "message",
                        well
                                ? "kubelet is posting ready status"
                                : machine.life().message())
                .put("lastTransitionTime", KubernetesObjects.time(machine.life().since()));
    }

    private String system() {
        return scene.wish().layers().stream()
                .filter(layer -> layer.layer().equals("os"))
                .findFirst()
                .map(layer -> layer.name() + " " + layer.version())
                .orElse("linux");
    }

    private Optional<Pool> pool(Instance machine) {
        return Optional.ofNullable(scene.world().pools().get(machine.pool()));
    }
}
