package dev.easel.provision.rehearsal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Observation.Condition;
import dev.easel.provision.Observation.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Everything there is of one rehearsed cluster at one moment; it becomes a JSON tree and back without loss. */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE,
        setterVisibility = Visibility.NONE)
final class World {
    private static final int EVENTS = 500;
    private static final int EVENTS_PER_MACHINE = 6;

    /** How far the cluster as a whole is, from the first look at its account to the last freed network. */
    enum Stage {
        WAITING,
        BUILDING,
        RAISING,
        UP,
        EMPTYING,
        LOWERING,
        CLEARING,
        GONE
    }

    @JsonIgnoreProperties("material")
    Blueprint wish;

    Instant at;
    Stage stage = Stage.WAITING;
    Optional<Instant> stageDue = Optional.empty();
    Optional<Instant> running = Optional.empty();

    /** Kubernetes version that the control plane serves. */
    String served = "";

    int machinesMade;
    int eventsTold;
    SequencedMap<String, Instance> machines = new LinkedHashMap<>();

    /** Machines ever made in each zone; the order of the zones gives their address blocks. */
    SequencedMap<String, Integer> zones = new LinkedHashMap<>();

    SequencedMap<String, Install> installs = new LinkedHashMap<>();
    SequencedMap<String, Condition> conditions = new LinkedHashMap<>();

    /** Conditions that were reached and therefore stay. */
    TreeSet<String> reached = new TreeSet<>();

    /** Pools whose machines are being replaced. */
    TreeSet<String> rolling = new TreeSet<>();

    List<Event> events = new ArrayList<>();
    Pulse pulse = Pulse.NONE;

    private transient int changes;

    @JsonCreator
    World(@JsonProperty("wish") Blueprint wish, @JsonProperty("at") Instant at) {
        this.wish = wish;
        this.at = at;
    }

    static World of(ObjectNode tree) {
        return Json.MAPPER.treeToValue(tree, World.class);
    }

    ObjectNode tree() {
        return Json.MAPPER.valueToTree(this);
    }

    /** How often anything was changed since the world was read. */
    int changes() {
        return changes;
    }

    void touch() {
        changes++;
    }

    void move(Instant next) {
        at = next;
        touch();
    }

    void enter(Stage next, Optional<Instant> due) {
        stage = next;
        stageDue = due;
        touch();
    }

    boolean before(Stage other) {
        return stage.compareTo(other) < 0;
    }

    boolean leaving() {
        return !before(Stage.EMPTYING);
    }

    boolean managed() {
        return wish.pools().stream().noneMatch(Blueprint.Pool::controlPlane);
    }

    /** Kubernetes version that the control plane shall serve. */
    String wanted() {
        return wish.pools().stream()
                .filter(Blueprint.Pool::controlPlane)
                .findFirst()
                .map(Blueprint.Pool::kubernetes)
                .orElse(wish.kubernetes());
    }

    /** A copy, so that machines may come and go meanwhile. */
    List<Instance> instances() {
        return List.copyOf(machines.values());
    }

    Stream<Instance> instances(Predicate<Instance> which) {
        return instances().stream().filter(which);
    }

    void put(Instance machine) {
        if (!machine.equals(machines.put(machine.uid(), machine))) touch();
    }

    void remove(Instance machine) {
        machines.remove(machine.uid());
        touch();
    }

    List<Install> packs() {
        return List.copyOf(installs.values());
    }

    void put(Install install) {
        if (!install.equals(installs.put(install.key(), install))) touch();
    }

    void remove(Install install) {
        installs.remove(install.key());
        touch();
    }

    void note(String reason, String message, String kind, String name) {
        tell("Normal", reason, message, kind, name);
    }

    void warn(String reason, String message, String kind, String name) {
        tell("Warning", reason, message, kind, name);
    }

    void note(String reason, String message) {
        note(reason, message, "Cluster", wish.target().name());
    }

    void warn(String reason, String message) {
        warn(reason, message, "Cluster", wish.target().name());
    }

    private void tell(String severity, String reason, String message, String kind, String name) {
        events.add(new Event(++eventsTold, at, severity, reason, message, kind, name));
        var keep = Math.max(EVENTS, EVENTS_PER_MACHINE * machines.size());
        if (events.size() > keep) events.subList(0, events.size() - keep).clear();
        touch();
    }

    Map<String, Blueprint.Pool> pools() {
        var pools = new LinkedHashMap<String, Blueprint.Pool>();
        wish.pools().forEach(pool -> pools.put(pool.name(), pool));
        return pools;
    }
}
