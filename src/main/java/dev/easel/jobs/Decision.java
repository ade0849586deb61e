package dev.easel.jobs;

import dev.easel.store.Tx;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What a reconciler found: the runner alone writes it down. */
public sealed interface Decision {
    Consumer<Tx> NOTHING = _ -> {};

    /** What else to write in the same transaction, such as events or a document that belongs to this one. */
    Consumer<Tx> also();

    /** All is as wished; nothing to do until something changes. */
    record Settled(ObjectNode status, Consumer<Tx> also) implements Decision {}

    /** Not there yet, or will change by itself. */
    record LookAgain(ObjectNode status, Duration after, Consumer<Tx> also) implements Decision {}

    /** It was to go and is gone: the document goes too. */
    record Gone(Consumer<Tx> also) implements Decision {}
}
