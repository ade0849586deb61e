package dev.easel.provision.install;

import dev.easel.contract.Json;
import dev.easel.provision.Blueprint.Taint;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps nodes cordoned and tainted. A mark tells which were cordoned here, so that one that somebody else has cordoned stays so.
 * Changes are merged and not applied: API servers that hold little more than nodes take that, too.
 */
final class NodeCare {
    private static final String CORDONED = "easel.dev/cordoned";

    private final Workload workload;

    NodeCare(Workload workload) {
        this.workload = workload;
    }

    /** Answers which of the nodes that shall take no new pods are there, and take none. */
    Set<String> keep(Nodes wanted) {
        var kind = workload.kinds().find("v1", "Node").orElseThrow(() -> new Refused("the cluster knows no nodes"));
        var nodes = workload.list("v1", kind, "");
        for (var node : nodes) {
            var change = Json.object();
            if (wanted.cordoned().contains(node.name())) cordon(node, change);
            else uncordon(node, change);
            taint(node, wanted.taints().getOrDefault(node.name(), List.of()), change);
            if (!change.isEmpty())
                workload.merge(Item.named("v1", "Node", "", node.name()).ref(), change);
        }
        return nodes.stream()
                .map(Item::name)
                .filter(wanted.cordoned()::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void cordon(Item node, ObjectNode change) {
        if (isMarked(node) && node.tree().at("/spec/unschedulable").asBoolean(false)) return;
        change.withObject("/spec").put("unschedulable", true);
        change.withObject("/metadata/annotations").put(CORDONED, "true");
    }

    private static void uncordon(Item node, ObjectNode change) {
        if (!isMarked(node)) return;
        change.withObject("/spec").putNull("unschedulable");
        change.withObject("/metadata/annotations").putNull(CORDONED);
    }

    private static boolean isMarked(Item node) {
        return node.tree().at("/metadata/annotations").has(CORDONED);
    }

    /** The list is written as a whole, so it must not have changed meanwhile. */
    private static void taint(Item node, List<Taint> wanted, ObjectNode change) {
        var there = node.tree().at("/spec/taints").valueStream().toList();
        var missing = wanted.stream()
                .filter(taint -> there.stream().noneMatch(found -> is(taint, found) && hasValue(taint, found)))
                .toList();
        if (missing.isEmpty()) return;
        var all = change.withObject("/spec").putArray("taints");
        there.stream()
                .filter(found -> missing.stream().noneMatch(taint -> is(taint, found)))
                .forEach(all::add);
        for (var taint : missing) {
            var one = all.addObject().put("key", taint.key()).put("effect", taint.effect());
            if (!taint.value().isEmpty()) one.put("value", taint.value());
        }
        change.withObject("/metadata").put("resourceVersion", node.text("/metadata/resourceVersion"));
    }

    private static boolean is(Taint taint, JsonNode found) {
        return found.path("key").asString("").equals(taint.key())
                && found.path("effect").asString("").equals(taint.effect());
    }

    private static boolean hasValue(Taint taint, JsonNode found) {
        return found.path("value").asString("").equals(taint.value());
    }
}
