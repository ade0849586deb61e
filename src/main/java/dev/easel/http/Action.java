package dev.easel.http;

/**
 * A handler and the permission it takes: an operation cannot be bound without saying who may call it.
 *
 * @param permission such as {@code cluster.create}, or {@link #OPEN} or {@link #SIGNED_IN}
 */
public record Action(String permission, Handler handler) {
    /** For the few operations asked by people who are not signed in yet. */
    public static final String OPEN = "open";

    /** For what everybody may do who is signed in, such as asking who they are. */
    public static final String SIGNED_IN = "signed-in";

    /** For what the contract has and nobody answers yet: that is said to everybody who is signed in, whatever they send. */
    public static final String NOT_BUILT = "not-built";
}
