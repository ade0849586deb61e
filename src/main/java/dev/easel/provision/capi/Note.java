package dev.easel.provision.capi;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Observation.Condition;
import dev.easel.provision.Observation.Event;
import dev.easel.provision.Observation.LayerState;
import dev.easel.provision.Observation.Machine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What the engine remembers of a cluster: its wish, what was told of it, and what was seen of it last. */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE,
        setterVisibility = Visibility.NONE)
final class Note {
    private static final int EVENTS = 300;

    @JsonIgnoreProperties("material")
    Blueprint wish;

    /** What it is called in the management cluster. */
    String name;

    Instant declared;
    Optional<Instant> running = Optional.empty();
    Optional<Trouble> trouble = Optional.empty();

    /** Keys that do not go with its namespace. */
    List<Outside> outside = List.of();

    /** Since when the management cluster is lost, if it is, and how. */
    Optional<Instant> lost = Optional.empty();

    String lostBy = "";

    /** How it leaves, once it does: DRAINED or FORCED. */
    String leaving = "";

    long told;
    List<Event> events = new ArrayList<>();

    /** Its machines as they were seen last. */
    List<Machine> members = List.of();

    /** The management cluster that it was seen in last; "" before it was seen. */
    String holder = "";

    SequencedMap<String, Condition> conditions = new LinkedHashMap<>();

    /** How each pack stands that is installed on the machines, and what keeps all of them from being looked at. */
    List<LayerState> packs = new ArrayList<>();

    String packTrouble = "";

    /** Names of nodes that take no new pods, since that was asked for. */
    Set<String> cordoned = Set.of();

    /** By the key of a layer what of it is otherwise than it was installed, and since when. */
    SequencedMap<String, SequencedMap<String, Instant>> drift = new LinkedHashMap<>();

    @JsonCreator
    Note(
            @JsonProperty("wish") Blueprint wish,
            @JsonProperty("name") String name,
            @JsonProperty("declared") Instant declared) {
        this.wish = wish;
        this.name = name;
        this.declared = declared;
    }

    static Note of(ObjectNode tree) {
        return Json.MAPPER.treeToValue(tree, Note.class);
    }

    ObjectNode tree() {
        return Json.MAPPER.valueToTree(this);
    }

    /** Whether its API server takes objects; nodes may need a pack before they are ready. */
    boolean isUp() {
        var begun = conditions.get("ControlPlaneNodeAdditionDone");
        return leaving.isEmpty() && begun != null && begun.status().equals("True");
    }

    Optional<LayerState> pack(Blueprint.Layer layer) {
        return packs.stream()
                .filter(pack -> pack.profileUid().equals(layer.profileUid())
                        && pack.name().equals(layer.name()))
                .findFirst();
    }

    /** What happened to the cluster as a whole. */
    void tell(Instant at, String severity, String reason, String message) {
        tell(new Event(told + 1, at, severity, reason, message, "Cluster", name));
    }

    void tell(Event event) {
        told = event.number();
        events.add(event);
        if (events.size() > EVENTS) events.subList(0, events.size() - EVENTS).clear();
    }
}
