package dev.easel.provision;

import java.util.Map;
import java.util.Optional;

/** All engines of a server as one: each cluster is carried by the engine that it was made on. */
public final class Engines implements Provisioner {
    private final Map<String, Provisioner> engines;
    private final String standard;

    /** @param standard name of the engine of clusters for which nobody names one */
    public Engines(Map<String, Provisioner> engines, String standard) {
        this.engines = Map.copyOf(engines);
        this.standard = standard;
    }

    public String standard() {
        return standard;
    }

    /** Why an engine cannot carry clusters of a cloud; empty when it can. */
    public Optional<String> refusal(String engine, String cloud) {
        var chosen = engines.get(engine);
        if (chosen == null) {
            var known = String.join(", ", engines.keySet().stream().sorted().toList());
            return Optional.of("names the engine %s, which this server does not run: %s".formatted(engine, known));
        }
        if (chosen.carries(cloud)) return Optional.empty();
        return Optional.of("names the engine %s, which makes no clusters of %s".formatted(engine, cloud));
    }

    @Override
    public boolean carries(String cloud) {
        return engines.values().stream().anyMatch(engine -> engine.carries(cloud));
    }

    @Override
    public void declare(Blueprint blueprint) {
        of(blueprint.target()).declare(blueprint);
    }

    @Override
    public Forecast foretell(Blueprint blueprint) {
        return of(blueprint.target()).foretell(blueprint);
    }

    @Override
    public Observation observe(Target target) {
        return of(target).observe(target);
    }

    @Override
    public Observation forget(Target target, Leave force) {
        return of(target).forget(target, force);
    }

    @Override
    public Optional<String> kubeconfig(Target target) {
        return of(target).kubeconfig(target);
    }

    private Provisioner of(Target target) {
        var engine = engines.get(target.engine());
        if (engine == null) {
            throw new IllegalStateException("The engine %s, which carries the cluster %s, is not set up"
                    .formatted(target.engine(), target.name()));
        }
        return engine;
    }
}
