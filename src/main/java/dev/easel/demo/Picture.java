package dev.easel.demo;

import dev.easel.demo.Sight.Node;
import dev.easel.demo.Sight.Pack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws clusters as text, the same number of lines for the same clusters. */
final class Picture {
    private static final int BAR = 24;

    private final Ink ink;

    Picture(Ink ink) {
        this.ink = ink;
    }

    List<String> draw(List<Sight> sights, Duration elapsed) {
        var lines = new ArrayList<String>();
        for (var sight : sights) {
            lines.add(headline(sight));
            lines.add("    " + sight.packs().stream().map(this::pack).collect(Collectors.joining("  ")));
            for (int i = 0; i < sight.wanted(); i++) {
                lines.add(i < sight.nodes().size() ? node(sight.nodes().get(i)) : ink.faint("    ·"));
            }
            lines.add("");
        }
        lines.add(sum(sights, elapsed));
        return lines;
    }

    /** One cluster in one line without colours, for where nothing can be drawn over. */
    static String line(Sight sight) {
        long ready = sight.nodes().stream().filter(node -> node.progress() == 1).count();
        long done = sight.packs().stream().filter(Pack::done).count();
        return "%-11s %-13s %-9s %d of %d machines, %d of %d packs"
                .formatted(
                        sight.plan().name(),
                        sight.state(),
                        sight.health(),
                        ready,
                        sight.wanted(),
                        done,
                        sight.packs().size());
    }

    private String headline(Sight sight) {
        int full = (int) Math.floor(sight.progress() * BAR);
        var bar = ink.good("█".repeat(full)) + ink.faint("░".repeat(BAR - full));
        var state = "%-12s".formatted(sight.state());
        var name = ink.bold("%-11s".formatted(sight.plan().name()));
        return "  %s %-13s %s %3.0f %%  %s %s  $%.3f/h"
                .formatted(
                        name,
                        sight.plan().region(),
                        bar,
                        sight.progress() * 100,
                        sight.runs() ? ink.good(state) : ink.busy(state),
                        health("%-9s".formatted(sight.health())),
                        sight.price());
    }

    private String health(String health) {
        return switch (health.strip()) {
            case "Healthy" -> ink.good(health);
            case "UnHealthy" -> ink.bad(health);
            default -> ink.faint(health);
        };
    }

    private String pack(Pack pack) {
        var text = pack.name() + " " + pack.version();
        if (pack.done()) return ink.good("✓") + " " + text;
        return pack.progress().isEmpty() ? ink.faint("· " + text) : ink.busy("◐ ") + text;
    }

    /** The version of Kubernetes is the last thing to be known; until then there is its state. */
    private String node(Node node) {
        var runs = node.progress() == 1;
        return "    %s %-13s %-41s %-12s %-14s %-15s %s"
                .formatted(
                        runs ? ink.good("●") : ink.busy("○"),
                        node.pool(),
                        node.name(),
                        node.address(),
                        node.zone(),
                        node.type(),
                        runs ? node.version() : ink.busy(node.state()))
                .stripTrailing();
    }

    private String sum(List<Sight> sights, Duration elapsed) {
        long running = sights.stream().filter(Sight::runs).count();
        double price = sights.stream().mapToDouble(Sight::price).sum();
        return ink.bold("  %d of %d clusters run  ·  %s  ·  $%.3f per hour if the clouds were real"
                .formatted(running, sights.size(), clock(elapsed), price));
    }

    static String clock(Duration elapsed) {
        return "%02d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
    }
}
