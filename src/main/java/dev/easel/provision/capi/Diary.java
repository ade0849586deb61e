package dev.easel.provision.capi;

import dev.easel.provision.Observation.Condition;
import dev.easel.provision.Observation.Event;
import dev.easel.provision.Observation.Machine;
import dev.easel.provision.capi.Note.Seen;
import java.time.Instant;
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
    private final Instant now;

    Diary(Note note, Instant now) {
        this.note = note;
        this.now = now;
    }

    void write(List<Thing> things) {
        things.stream().filter(thing -> thing.is("Cluster")).findFirst().ifPresent(this::cluster);
        new Makers(things, now).write(note);
        var members = Members.of(note.wish, things);
        members.all().forEach(this::machine);
        gone(members.all());
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

    private void machine(Machine machine) {
        var before = note.machines.put(machine.uid(), new Seen(machine.name(), machine.state()));
        if (before != null && before.state().equals(machine.state())) return;
        var what = before == null && machine.state().equals("Pending") ? "Created" : machine.state();
        var severity = machine.state().equals("Failed") ? "Warning" : "Normal";
        var why = machine.message().isEmpty() ? "" : ": " + machine.message();
        tell(
                severity,
                "Machine" + what,
                "%s of the pool %s%s".formatted(machine.name(), machine.pool(), why),
                machine.name());
    }

    private void gone(List<Machine> seen) {
        var uids = seen.stream().map(Machine::uid).toList();
        for (var uid : List.copyOf(note.machines.keySet())) {
            if (uids.contains(uid)) continue;
            var name = note.machines.remove(uid).name();
            tell("Normal", "MachineDeleted", name + " is gone", name);
        }
    }

    private void tell(String severity, String reason, String message, String machine) {
        note.tell(new Event(note.told + 1, now, severity, reason, message, "Machine", machine));
    }
}
