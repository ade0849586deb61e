package dev.easel.provision;

/** What becomes of an installed pack that somebody has changed in the cluster itself. */
public enum Drift {
    REPAIR,

    /** It is told what is otherwise and since when, and nothing is touched. */
    REPORT
}
