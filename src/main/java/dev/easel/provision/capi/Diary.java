package dev.easel.provision.capi;

import dev.easel.provision.Observation.Condition;
import dev.easel.provision.Observation.Event;
import dev.easel.provision.Observation.Machine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares what is seen of a cluster with what was seen last, and writes down what has happened in between. */
final class Diary {
    /** Conditions of the house, each in the words of the object Cluster. */
    private static final Map<String, String> CONDITIONS = Map.of(
            "CloudInfrastructureReady", "InfrastructureReady",
            "ControlPlaneNodeAdditionDone", "ControlPlaneInitialized",
            "ControlPlaneHealthy", "ControlPlaneAvailable",
            "AgentConnected", "RemoteConnectionProbe");

    private final Note note;
    private final String holder;
    private final Instant now;

    /** @param holder the management cluster that is looked at */
    Diary(Note note, String holder, Instant now) {
        this.note = note;
        this.holder = holder;
        this.now = now;
    }

    void write(List<Thing> things) {
        things.stream().filter(thing -> thing.is("Cluster")).findFirst().ifPresent(this::cluster);
        new Makers(things, now).write(note);
        var members = Members.of(note.wish, note.cordoned, things);
        news(members.all());
        nodes(members.all());
        if (note.running.isPresent() || !note.leaving.isEmpty() || !members.areComplete(note.wish)) return;
        if (!isTrue("ControlPlaneNodeAdditionDone")) return;
        note.running = Optional.of(now);
        put(new Condition("WorkerNodeAdditionDone", "True", "WorkerNodeAdditionDone", "", now));
        note.tell(now, "Normal", "ClusterRunning", "All machines run");
    }

    /** Machines on their way in or out are no trouble; those that run without their nodes are. */
    private void nodes(List<Machine> machines) {
        if (note.running.isEmpty()) return;
        var lost = machines.stream()
                .filter(machine ->
                        machine.state().equals("Failed") || machine.state().equals("Running") && !machine.ready())
                .map(machine ->
                        machine.message().isEmpty() ? machine.name() : machine.name() + ": " + machine.message())
                .collect(Collectors.joining("; "));
        var was = note.conditions.get("NodesHealthy");
        var status = lost.isEmpty() ? "True" : "False";
        var since = was != null && was.status().equals(status) ? was.since() : now;
        put(new Condition("NodesHealthy", status, lost.isEmpty() ? "NodesHealthy" : "NodeNotReady", lost, since));
    }

    private void cluster(Thing cluster) {
        note.holder = holder;
        if (!note.conditions.containsKey("EnvironmentValidationDone"))
            put(new Condition("EnvironmentValidationDone", "True", "EnvironmentValidationDone", "", now));
        CONDITIONS.keySet().stream()
                .sorted()
                .forEach(type -> Sign.of(cluster, CONDITIONS.get(type))
                        .ifPresent(sign ->
                                put(new Condition(type, sign.status(), sign.reason(), sign.message(), sign.since()))));
    }

    /** What is not known yet is not shown; what was reached stays, whatever becomes of it. */
    private void put(Condition condition) {
        var before = note.conditions.get(condition.type());
        if (before == null && condition.status().equals("Unknown") || condition.equals(before)) return;
        note.conditions.put(condition.type(), condition);
        var was = before == null ? "False" : before.status();
        if (was.equals(condition.status())) return;
        var good = condition.status().equals("True");
        var message =
                condition.message().isEmpty() ? condition.type() + " is " + condition.status() : condition.message();
        note.tell(
                now,
                good ? "Normal" : "Warning",
                good ? condition.type() : condition.type() + condition.status(),
                message);
    }

    private boolean isTrue(String type) {
        var condition = note.conditions.get(type);
        return condition != null && condition.status().equals("True");
    }

    private void news(List<Machine> seen) {
        var before = new LinkedHashMap<String, Machine>();
        note.members.forEach(machine -> before.put(machine.uid(), machine));
        for (var machine : seen) news(machine, Optional.ofNullable(before.remove(machine.uid())));
        for (var gone : before.values()) tell("Normal", "MachineDeleted", gone.name() + " is gone", gone.name());
        note.members = seen;
    }

    private void news(Machine machine, Optional<Machine> before) {
        if (before.filter(was -> was.state().equals(machine.state())).isPresent()) return;
        var what = before.isEmpty() && machine.state().equals("Pending") ? "Created" : machine.state();
        var severity = machine.state().equals("Failed") ? "Warning" : "Normal";
        var why = machine.message().isEmpty() ? "" : ": " + machine.message();
        tell(
                severity,
                "Machine" + what,
                "%s of the pool %s%s".formatted(machine.name(), machine.pool(), why),
                machine.name());
    }

    private void tell(String severity, String reason, String message, String machine) {
        note.tell(new Event(note.told + 1, now, severity, reason, message, "Machine", machine));
    }
}
