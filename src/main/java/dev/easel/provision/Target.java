package dev.easel.provision;

import java.util.Objects;

/**
 * Which cluster: everything an engine needs to find it again.
 *
 * @param engine name of the engine that carries it; "" in notes from before there were several
 */
public record Target(String tenant, String project, String uid, String name, String engine) {

    public Target {
        engine = Objects.requireNonNullElse(engine, "");
    }
}
