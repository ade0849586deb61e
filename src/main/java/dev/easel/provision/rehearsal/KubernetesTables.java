package dev.easel.provision.rehearsal;

import dev.easel.contract.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists in the form of which kubectl makes its columns; those of priority 1 are for {@code -o wide}. */
final class KubernetesTables {
    private static final String ROLE = "node-role.kubernetes.io/";

    private record Column(String name, int priority, Function<ObjectNode, Object> cell) {
        static Column of(String name, Function<ObjectNode, Object> cell) {
            return new Column(name, 0, cell);
        }

        static Column wide(String name, Function<ObjectNode, Object> cell) {
            return new Column(name, 1, cell);
        }

        static Column text(String name, String pointer) {
            return of(name, object -> object.at(pointer).asString(""));
        }

        static Column count(String name, String pointer) {
            return of(name, object -> object.at(pointer).asInt(0));
        }
    }

    private static final Column NAME = Column.text("Name", "/metadata/name");

    private final Instant now;
    private final Map<String, List<Column>> columns;

    KubernetesTables(Instant now) {
        this.now = now;
        var age = Column.of("Age", this::age);
        this.columns = Map.of(
                "Node", nodes(age),
                "Pod", pods(age),
                "Namespace", List.of(NAME, Column.text("Status", "/status/phase"), age),
                "Deployment", deployments(age),
                "DaemonSet", daemonSets(age));
    }

    ObjectNode table(KubernetesKind kind, List<ObjectNode> objects, Map<String, String> query) {
        var table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata").put("resourceVersion", "1");
        var shown = columns.get(kind.kind());
        var definitions = table.putArray("columnDefinitions");
        shown.forEach(column -> definitions
                .addObject()
                .put("name", column.name())
                .put("type", "string")
                .put("format", column == NAME ? "name" : "")
                .put("description", column.name())
                .put("priority", column.priority()));
        var rows = table.putArray("rows");
        for (var object : objects) {
            var row = rows.addObject();
            var cells = row.putArray("cells");
            shown.forEach(column -> cells.addPOJO(column.cell().apply(object)));
            row.set("object", included(object, query.getOrDefault("includeObject", "Metadata")));
        }
        return table;
    }

    private static JsonNode included(ObjectNode object, String how) {
        return switch (how) {
            case "Object" -> object;
            case "None" -> Json.MAPPER.nullNode();
            default -> partial(object);
        };
    }

    private static ObjectNode partial(ObjectNode object) {
        var partial = Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.get("metadata"));
        return partial;
    }

    private static List<Column> nodes(Column age) {
        return List.of(
                NAME,
                Column.of("Status", KubernetesTables::nodeStatus),
                Column.of("Roles", KubernetesTables::roles),
                age,
                Column.text("Version", "/status/nodeInfo/kubeletVersion"),
                Column.wide("Internal-IP", node -> nodeAddress(node, "InternalIP")),
                Column.wide("External-IP", node -> nodeAddress(node, "ExternalIP")),
                Column.wide(
                        "OS-Image", node -> node.at("/status/nodeInfo/osImage").asString("")),
                Column.wide(
                        "Kernel-Version",
                        node -> node.at("/status/nodeInfo/kernelVersion").asString("")),
                Column.wide(
                        "Container-Runtime",
                        node -> node.at("/status/nodeInfo/containerRuntimeVersion")
                                .asString("")));
    }

    private static List<Column> pods(Column age) {
        return List.of(
                NAME,
                Column.of("Ready", pod -> podReady(pod) ? "1/1" : "0/1"),
                Column.of("Status", KubernetesTables::podStatus),
                Column.count("Restarts", "/status/containerStatuses/0/restartCount"),
                age,
                Column.wide("IP", pod -> pod.at("/status/podIP").asString("")),
                Column.wide("Node", pod -> pod.at("/spec/nodeName").asString("")),
                Column.wide("Nominated Node", _ -> "<none>"),
                Column.wide("Readiness Gates", _ -> "<none>"));
    }

    private static List<Column> deployments(Column age) {
        return List.of(
                NAME,
                Column.of(
                        "Ready",
                        it -> it.at("/status/readyReplicas").asInt(0) + "/"
                                + it.at("/spec/replicas").asInt(0)),
                Column.count("Up-to-date", "/status/updatedReplicas"),
                Column.count("Available", "/status/availableReplicas"),
                age,
                Column.wide(
                        "Images",
                        it -> it.at("/spec/template/spec/containers/0/image").asString("")));
    }

    private static List<Column> daemonSets(Column age) {
        return List.of(
                NAME,
                Column.count("Desired", "/status/desiredNumberScheduled"),
                Column.count("Current", "/status/currentNumberScheduled"),
                Column.count("Ready", "/status/numberReady"),
                Column.count("Up-to-date", "/status/updatedNumberScheduled"),
                Column.count("Available", "/status/numberAvailable"),
                Column.of("Node Selector", _ -> "<none>"),
                age,
                Column.wide(
                        "Images",
                        it -> it.at("/spec/template/spec/containers/0/image").asString("")));
    }

    private static String nodeStatus(ObjectNode node) {
        var ready = node.at("/status/conditions/0/status").asString("").equals("True") ? "Ready" : "NotReady";
        return node.at("/spec/unschedulable").asBoolean(false) ? ready + ",SchedulingDisabled" : ready;
    }

    private static String roles(ObjectNode node) {
        var roles = new ArrayList<String>();
        node.at("/metadata/labels").propertyNames().forEach(label -> {
            if (label.startsWith(ROLE)) roles.add(label.substring(ROLE.length()));
        });
        return roles.isEmpty() ? "<none>" : String.join(",", roles);
    }

    private static String nodeAddress(ObjectNode node, String type) {
        return node.at("/status/addresses")
                .valueStream()
                .filter(address -> address.path("type").asString("").equals(type))
                .map(address -> address.path("address").asString(""))
                .findFirst()
                .orElse("<none>");
    }

    private static boolean podReady(ObjectNode pod) {
        return pod.at("/status/containerStatuses/0/ready").asBoolean(false);
    }

    private static String podStatus(ObjectNode pod) {
        return pod.at("/status/containerStatuses/0/state/waiting/reason")
                .asString(pod.at("/status/phase").asString(""));
    }

    /** As kubectl writes ages: two units while the first is small. */
    private String age(ObjectNode object) {
        var age = Duration.between(
                Instant.parse(object.at("/metadata/creationTimestamp").asString("")), now);
        if (age.toSeconds() < 120) return Math.max(0, age.toSeconds()) + "s";
        if (age.toMinutes() < 10) return age.toMinutes() + "m" + rest(age.toSecondsPart(), "s");
        if (age.toHours() < 3) return age.toMinutes() + "m";
        if (age.toHours() < 8) return age.toHours() + "h" + rest(age.toMinutesPart(), "m");
        if (age.toHours() < 48) return age.toHours() + "h";
        return age.toDays() < 8 ? age.toDays() + "d" + rest(age.toHoursPart(), "h") : age.toDays() + "d";
    }

    private static String rest(int amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
