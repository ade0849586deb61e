package dev.easel.store;

import dev.easel.store.Recent.Asked;
import java.util.Optional;
import java.util.function.Function;

/** Where the tables are. Work is handed over as a function so that it runs where it may: native calls pin a thread. */
interface Database extends AutoCloseable {

    /** Runs work in one transaction: durable when this returns, undone when it throws. */
    <T> T write(Function<Session, T> work);

    /** Runs work that only reads, on a consistent view. */
    <T> T read(Function<Session, T> work);

    /** Reads one document, which may be remembered where nobody else writes. */
    default Optional<Document> find(Asked asked, Function<Session, Optional<Document>> work) {
        return read(work);
    }

    Dialect dialect();

    @Override
    void close();
}
