package dev.easel.provision.rehearsal;

import dev.easel.provision.Blueprint.Pool;

/** How far a pool may leave its size while machines are replaced. */
record Limits(int surge, int unavailable) {
    private static final Limits EXPAND = new Limits(1, 0);
    private static final Limits CONTRACT = new Limits(0, 1);
    private static final int QUORUM = 3;

    static Limits of(Pool pool) {
        var wished = switch (pool.strategy()) {
            case "RollingUpdateScaleIn" -> CONTRACT;
            case "OverrideScaling" -> new Limits(pool.maxSurge(), pool.maxUnavailable());
            default -> EXPAND;
        };
        return pool.controlPlane() ? wished.forControlPlane(pool.size()) : wished.orExpand();
    }

    /** One at a time; a control plane that is too small to miss a machine expands whatever is wished. */
    private Limits forControlPlane(int size) {
        return surge > 0 || size < QUORUM || unavailable == 0 ? EXPAND : CONTRACT;
    }

    private Limits orExpand() {
        return surge == 0 && unavailable == 0 ? EXPAND : this;
    }
}
