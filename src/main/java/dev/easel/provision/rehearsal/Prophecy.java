package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Blueprint.Pool;
import dev.easel.provision.Forecast;
import dev.easel.provision.Forecast.Roll;
import dev.easel.provision.rehearsal.Instance.State;
import java.util.Optional;
import java.util.TreeMap;

/** Which machines of a world another wish would replace: those of another make. What has not begun is made anew and stays. */
final class Prophecy {
    private Prophecy() {}

    static Forecast of(Blueprint wish, World world) {
        return new Forecast(wish.pools().stream()
                .flatMap(pool -> roll(pool, world).stream())
                .toList());
    }

    private static Optional<Roll> roll(Pool pool, World world) {
        var old = world.instances(machine -> machine.pool().equals(pool.name()))
                .filter(machine -> !machine.leaving() && !machine.in(State.PENDING))
                .filter(machine -> !machine.make().fits(pool))
                .toList();
        if (old.isEmpty()) return Optional.empty();
        var names = new TreeMap<String, String>();
        old.forEach(machine -> names.put(machine.uid(), machine.name()));
        var version = old.getFirst().make().kubernetes();
        var why = version.equals(pool.kubernetes())
                ? "another template"
                : "version from v%s to v%s".formatted(version, pool.kubernetes());
        return Optional.of(new Roll(pool.name(), why, "", names));
    }
}
