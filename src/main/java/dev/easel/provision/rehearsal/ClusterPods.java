package dev.easel.provision.rehearsal;

import dev.easel.provision.rehearsal.Install.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What runs on a rehearsed cluster: the workloads of Kubernetes itself and one of each pack, with their pods. */
final class ClusterPods {
    private static final String SYSTEM = "kube-system";
    private static final List<String> STATIC =
            List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler");

    private final Scene scene;
    private final List<Instance> nodes;

    private ClusterPods(Scene scene) {
        this.scene = scene;
        this.nodes = ClusterNodes.joined(scene);
    }

    /** A daemon set or deployment: where it runs and how it fares, "" when well, else as kubectl's STATUS says it. */
    private record Workload(
            String kind, String namespace, String name, String image, List<Instance> on, String trouble, Instant born) {
        ObjectNode pod(Scene scene, Instance node, String suffix) {
            return new Pod(this, node, name + "-" + suffix).object(scene);
        }
    }

    static List<ObjectNode> pods(Scene scene) {
        var all = new ClusterPods(scene);
        var owned = all.workloads().flatMap(all::podsOf);
        return Stream.concat(all.staticPods(), owned).toList();
    }

    static List<ObjectNode> daemonSets(Scene scene) {
        return workloads(scene, "DaemonSet");
    }

    static List<ObjectNode> deployments(Scene scene) {
        return workloads(scene, "Deployment");
    }

    private static List<ObjectNode> workloads(Scene scene, String kind) {
        var all = new ClusterPods(scene);
        return all.workloads()
                .filter(it -> it.kind().equals(kind))
                .map(all::object)
                .toList();
    }

    static List<ObjectNode> namespaces(Scene scene) {
        var names = new LinkedHashSet<>(List.of("default", "kube-node-lease", "kube-public", SYSTEM));
        placed(scene).forEach(pack -> names.addAll(pack.layer().namespaces()));
        var born = scene.world().running.orElse(scene.at());
        return names.stream().map(name -> namespace(scene, name, born)).toList();
    }

    private static ObjectNode namespace(Scene scene, String name, Instant born) {
        var namespace = KubernetesObjects.of(scene, "Namespace", "", name, born);
        namespace.withObject("/metadata/labels").put("kubernetes.io/metadata.name", name);
        namespace.withObject("/spec").putArray("finalizers").add("kubernetes");
        namespace.withObject("/status").put("phase", "Active");
        return namespace;
    }

    private static List<Install> placed(Scene scene) {
        return scene.world().packs().stream()
                .filter(pack -> pack.there() || pack.in(State.INSTALLING))
                .toList();
    }

    private Stream<ObjectNode> staticPods() {
        return nodes.stream()
                .filter(Instance::controlPlane)
                .flatMap(node -> STATIC.stream()
                        .map(name -> new Workload(
                                        "",
                                        SYSTEM,
                                        name,
                                        image(name),
                                        nodes,
                                        "",
                                        node.life().since())
                                .pod(scene, node, node.name())));
    }

    private Stream<ObjectNode> podsOf(Workload workload) {
        return workload.on().stream().map(node -> workload.pod(scene, node, suffix(workload, node)));
    }

    private String suffix(Workload workload, Instance node) {
        var letters = scene.dice().hex(workload.name() + node.uid(), 5);
        var hash = scene.dice().hex(workload.namespace() + workload.name() + workload.image(), 9);
        return workload.kind().equals("Deployment") ? hash + "-" + letters : letters;
    }

    private Stream<Workload> workloads() {
        var born = scene.world().running.orElse(scene.at());
        var all = new ArrayList<Workload>();
        all.add(new Workload("DaemonSet", SYSTEM, "kube-proxy", image("kube-proxy"), nodes, "", born));
        all.add(new Workload("Deployment", SYSTEM, "coredns", image("coredns"), hosts("coredns", 2), "", born));
        placed(scene).stream().filter(pack -> !pack.baked()).map(this::workload).forEach(all::add);
        return all.stream();
    }

    private Workload workload(Install pack) {
        var layer = pack.layer();
        var image =
                "rehearsal.easel.dev/" + layer.name() + ":" + (layer.version().isEmpty() ? "latest" : layer.version());
        var namespace = layer.namespaces().stream().findFirst().orElse(pack.addon() ? "default" : SYSTEM);
        var born = pack.step().started().orElse(scene.at());
        return pack.addon()
                ? new Workload(
                        "Deployment", namespace, layer.name(), image, hosts(layer.name(), 1), trouble(pack), born)
                : new Workload("DaemonSet", namespace, layer.name(), image, nodes, trouble(pack), born);
    }

    private static String trouble(Install pack) {
        return switch (pack.step().state()) {
            case ERROR -> "CrashLoopBackOff";
            case INSTALLING, CHECKING -> "ContainerCreating";
            default -> "";
        };
    }

    private String image(String component) {
        return "registry.k8s.io/" + component + ":v" + scene.world().served;
    }

    /** Workers first; the choice stays while the machines stay. */
    private List<Instance> hosts(String name, int wanted) {
        var open = nodes.stream().filter(Instance::ready).toList();
        var workers = open.stream().filter(node -> !node.controlPlane()).toList();
        var hosts = workers.isEmpty() ? open : workers;
        var first = hosts.isEmpty() ? 0 : (int) (scene.dice().number(name) % hosts.size());
        return Stream.iterate(0, i -> i + 1)
                .limit(Math.min(wanted, hosts.size()))
                .map(i -> hosts.get((first + i) % hosts.size()))
                .toList();
    }

    private ObjectNode object(Workload workload) {
        var object =
                KubernetesObjects.of(scene, workload.kind(), workload.namespace(), workload.name(), workload.born());
        object.withObject("/metadata/labels").put("app", workload.name());
        var spec = object.putObject("spec");
        spec.withObject("/selector/matchLabels").put("app", workload.name());
        spec.withObject("/template/metadata/labels").put("app", workload.name());
        Pod.container(
                spec.withObject("/template/spec").putArray("containers").addObject(),
                workload.name(),
                workload.image());
        var wanted = workload.on().size();
        var ready = workload.trouble().isEmpty()
                ? (int) workload.on().stream().filter(Instance::ready).count()
                : 0;
        var status = object.putObject("status");
        if (workload.kind().equals("Deployment")) {
            spec.put("replicas", wanted);
            status.put("replicas", wanted).put("updatedReplicas", wanted);
            status.put("readyReplicas", ready).put("availableReplicas", ready);
        } else {
            status.put("desiredNumberScheduled", wanted).put("currentNumberScheduled", wanted);
            status.put("updatedNumberScheduled", wanted)
                    .put("numberReady", ready)
                    .put("numberAvailable", ready);
        }
        return object;
    }

    private record Pod(Workload owner, Instance node, String name) {
        ObjectNode object(Scene scene) {
            var pod = KubernetesObjects.of(scene, "Pod", owner.namespace(), name, born());
            pod.withObject("/metadata/labels").put("app", owner.name());
            var spec = pod.putObject("spec").put("nodeName", node.name());
            container(spec.putArray("containers").addObject(), owner.name(), owner.image());
            status(scene, pod.putObject("status"));
            return pod;
        }

        private Instant born() {
            var joined = node.life().since();
            return owner.born().isAfter(joined) ? owner.born() : joined;
        }

        private void status(Scene scene, ObjectNode status) {
            var ready = owner.trouble().isEmpty() && !node.ill();
            var last = 2 + (int) (scene.dice().number(owner.namespace() + owner.name()) % 250);
            status.put("phase", owner.trouble().equals("ContainerCreating") ? "Pending" : "Running")
                    .put("hostIP", node.identity().inside())
                    .put("podIP", ClusterNodes.podAddress(node, last))
                    .put("startTime", KubernetesObjects.time(born()));
            status.putArray("conditions").addObject().put("type", "Ready").put("status", ready ? "True" : "False");
            var container = status.putArray("containerStatuses").addObject();
            container(container, owner.name(), owner.image());
            container.put("ready", ready).put("restartCount", 0);
            if (owner.trouble().isEmpty()) {
                container.withObject("/state/running").put("startedAt", KubernetesObjects.time(born()));
            } else container.withObject("/state/waiting").put("reason", owner.trouble());
        }

        static void container(ObjectNode container, String name, String image) {
            container.put("name", name).put("image", image);
        }
    }
}
