package dev.easel.provision.capi;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** What of an object that makes machines makes them anew when it changes; the rest Cluster API changes on those that are there. */
final class Rollout {
    private static final String TEMPLATE = "/spec/template/spec";
    private static final List<String> OF_TEMPLATES =
            List.of("version", "bootstrap", "infrastructureRef", "failureDomain");

    /** Of a control plane everything counts but this. */
    private static final List<String> IN_PLACE = List.of(
            "/replicas",
            "/remediation",
            "/rollout/before",
            "/rollout/strategy",
            "/machineTemplate/metadata",
            "/machineTemplate/spec/deletion",
            "/machineTemplate/spec/readinessGates",
            "/machineTemplate/spec/taints",
            "/machineNaming",
            "/kubeadmConfigSpec/clusterConfiguration/dns",
            "/kubeadmConfigSpec/initConfiguration/timeouts",
            "/kubeadmConfigSpec/joinConfiguration/timeouts",
            "/kubeadmConfigSpec/joinConfiguration/discovery");

    private Rollout() {}

    static boolean makesMachines(Thing thing) {
        return thing.is("MachineDeployment")
                || thing.is("MachinePool")
                || thing.kind().endsWith("ControlPlane")
                        && thing.at("/spec/machineTemplate").isObject();
    }

    /** In words; empty when the machines stay. */
    static List<String> changes(Thing before, Thing after) {
        if (after.kind().endsWith("ControlPlane"))
            return compare(controlPlane(before), controlPlane(after), fields(before, after));
        return compare(
                before.at(TEMPLATE) instanceof ObjectNode spec ? spec : before.tree(),
                (ObjectNode) after.at(TEMPLATE),
                OF_TEMPLATES);
    }

    private static List<String> fields(Thing before, Thing after) {
        var names = new TreeSet<>(after.at("/spec").propertyNames());
        names.addAll(before.at("/spec").propertyNames());
        return List.copyOf(names.reversed());
    }

    private static List<String> compare(ObjectNode before, ObjectNode after, List<String> fields) {
        var changes = new ArrayList<String>();
        for (var field : fields) {
            var was = before.path(field);
            var is = after.path(field);
            if (was.equals(is)) continue;
            changes.add(
                    was.isString() && is.isString()
                            ? "%s from %s to %s".formatted(field, was.asString(), is.asString())
                            : "another " + field);
        }
        return changes;
    }

    private static ObjectNode controlPlane(Thing thing) {
        var spec = (ObjectNode) thing.at("/spec").deepCopy();
        for (var pointer : IN_PLACE) {
            var cut = pointer.lastIndexOf('/');
            if (spec.at(pointer.substring(0, cut)) instanceof ObjectNode parent)
                parent.remove(pointer.substring(cut + 1));
        }
        return spec;
    }
}
