package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.rehearsal.Instance.Identity;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Gives a machine its zone, its addresses and its names, none of which another machine of the cluster ever gets. */
final class Birth {
    private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)(?::(\\d+))?}");
    private static final int BLOCK = 4096;
    private static final int HOSTS = 4000; // of a block, from the fifth on
    private static final int STRIDE = 1237; // shares no factor with HOSTS
    private static final int ZONES = 64;
    private static final int LONGEST = 50;

    private final Scene scene;
    private final World world;
    private final Dice dice;

    Birth(Scene scene) {
        this.scene = scene;
        this.world = scene.world();
        this.dice = scene.dice();
    }

    Identity identity(Pool pool, int number) {
        var zone = zone(pool);
        var inside = inside(zone);
        var plain = new Names(pool.name(), zone, inside, number, "");
        var node = fill(scene.ground().node(), plain);
        var named = new Names(pool.name(), zone, inside, number, node);
        return new Identity(
                dice.distinctHex("machine", 24, number),
                number,
                node,
                pool.name(),
                pool.controlPlane(),
                zone,
                inside,
                outside(number),
                fill(scene.ground().provider(), named),
                scene.at());
    }

    /** The zone in which the pool has fewest machines; the first of several. */
    private String zone(Pool pool) {
        var zones = pool.zones().isEmpty() ? scene.ground().zones() : pool.zones();
        return (zones.isEmpty() ? List.of("") : zones)
                .stream()
                        .min(Comparator.comparingLong(zone -> staying(pool, zone)))
                        .orElseThrow();
    }

    private long staying(Pool pool, String zone) {
        return world.instances(machine -> machine.pool().equals(pool.name()) && !machine.leaving())
                .filter(machine -> machine.identity().zone().equals(zone))
                .count();
    }

    private String inside(String zone) {
        var made = world.zones.merge(zone, 1, Integer::sum) - 1;
        var place = List.copyOf(world.zones.sequencedKeySet()).indexOf(zone);
        var block = place + ZONES * (made / HOSTS);
        var host = (made * (long) STRIDE + dice.number("hosts" + zone)) % HOSTS;
        return address(scene.ground().network().inside(), block * (long) BLOCK + 5 + host);
    }

    private String outside(int number) {
        var start = scene.ground().network().outside();
        return start.isEmpty() ? "" : address(start, number);
    }

    private static String address(String start, long offset) {
        long value = 0;
        for (var part : start.split("\\.")) value = value * 256 + Integer.parseInt(part);
        value += offset;
        return "%d.%d.%d.%d".formatted(value >> 24 & 255, value >> 16 & 255, value >> 8 & 255, value & 255);
    }

    private String fill(String pattern, Names names) {
        return HOLE.matcher(pattern).replaceAll(hole -> value(hole.group(1), hole.group(2), names));
    }

    private String value(String hole, String length, Names names) {
        var wish = world.wish;
        return switch (hole) {
            case "cluster", "group" -> wish.target().name();
            case "pool" -> names.pool();
            case "cloud" -> wish.cloud();
            case "region" -> wish.region();
            case "zone" -> names.zone();
            case "address" -> names.inside().replace('.', '-');
            case "index" -> Integer.toString(names.number());
            case "name" -> name(names);
            case "host" -> names.node().isEmpty() ? name(names) : names.node();
            case "hex" -> dice.distinctHex("hex", Integer.parseInt(length), names.number());
            case "uuid" -> dice.uuid("uuid" + names.number());
            case "subscription" -> dice.uuid("subscription" + wish.account());
            case "project" -> "rehearsal-" + dice.hex("project" + wish.account(), 6);
            default -> throw new IllegalArgumentException("No machine has a {%s}".formatted(hole));
        };
    }

    private String name(Names names) {
        var stem = world.wish.target().name() + "-" + names.pool();
        return stem.substring(0, Math.min(stem.length(), LONGEST)) + "-" + dice.suffix(names.number());
    }

    private record Names(String pool, String zone, String inside, int number, String node) {}
}
