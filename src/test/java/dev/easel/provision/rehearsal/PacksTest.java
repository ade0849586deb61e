package dev.easel.provision.rehearsal;

import static dev.easel.provision.rehearsal.Theatre.*;
import static org.junit.jupiter.api.Assertions.*;

import dev.easel.provision.Blueprint.Layer;
import dev.easel.provision.Observation;
import dev.easel.provision.Observation.LayerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PacksTest {
    private static Map<String, LayerState> byName(Observation seen) {
        return seen.layers().stream().collect(Collectors.toMap(LayerState::name, it -> it));
    }

    private static boolean waits(LayerState layer) {
        return layer.condition().equals("WaitingForOtherLayers");
    }

    @Test
    void groupsFollowTheirPriority() {
        var theatre = realistic();
        var addons = layers(addon("late", 5), addon("one", -3), addon("two", -3), addon("palette-agent-config", 99));
        theatre.rehearsal.declare(new Draft(usual(1)).layers(addons));
        var seen = theatre.watch(it -> {
            var layers = byName(it);
            if (it.layers().subList(0, 4).stream().anyMatch(layer -> !layer.fulfilled())) {
                assertTrue(it.layers().subList(4, 8).stream().allMatch(PacksTest::waits));
            }
            if (!layers.get("palette-agent-config").fulfilled()) assertTrue(waits(layers.get("one")));
            if (!layers.get("one").fulfilled() || !layers.get("two").fulfilled()) {
                assertTrue(waits(layers.get("late")));
            }
        });
        assertTrue(seen.layers().stream().allMatch(LayerState::fulfilled));
        assertEquals(List.of("late", "one", "two"), names(seen).subList(4, 7), "in the order of the blueprint");
        var layers = byName(seen);
        assertEquals(layers.get("one").started(), layers.get("two").started());
        assertTrue(layers.get("late").started().orElseThrow().isAfter(START));
    }

    private static List<String> names(Observation seen) {
        return seen.layers().stream().map(LayerState::name).toList();
    }

    @Test
    void anotherContentIsAnUpgradeInPlace() {
        var theatre = realistic();
        theatre.rehearsal.declare(usual(1));
        var machines = theatre.settle().machines();
        var newer = new Layer("addons", "nginx", "2.0.0", "addon", "helm", 0, List.of("nginx"), "other");
        theatre.rehearsal.declare(new Draft(usual(1)).layers(layers(newer)));
        var conditions = new ArrayList<String>();
        var seen = theatre.watch(it -> conditions.add(byName(it).get("nginx").condition()));
        assertEquals(
                List.of("Installed", "Ready"), conditions.stream().distinct().toList());
        assertEquals("2.0.0", byName(seen).get("nginx").version());
        assertEquals(machines, seen.machines());
        assertTrue(allTrue(seen));
    }

    @Test
    void removalRunsInReverseOrder() {
        var theatre = realistic();
        theatre.rehearsal.declare(new Draft(usual(1)).layers(layers(addon("early", 1), addon("late", 9))));
        theatre.settle();
        theatre.rehearsal.declare(new Draft(usual(1)).layers(layers()));
        var seen = theatre.watch(
                it -> assertTrue(names(it).contains("early") || !names(it).contains("late")));
        assertEquals(4, seen.layers().size());
        var removed = seen.events().stream()
                .filter(event -> event.reason().equals("PackRemoved"))
                .map(Observation.Event::name);
        assertEquals(List.of("late", "early"), removed.toList());
    }

    @Test
    void aPackThatComesBackIsNotRemoved() {
        var theatre = realistic();
        theatre.rehearsal.declare(usual(1));
        theatre.settle();
        theatre.rehearsal.declare(new Draft(usual(1)).layers(layers()));
        theatre.look();
        theatre.rehearsal.declare(usual(1));
        assertTrue(byName(theatre.settle()).get("nginx").fulfilled());
    }
}
