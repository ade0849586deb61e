package dev.easel.jobs;

import dev.easel.store.Document;
import dev.easel.store.Kind;
import java.time.Instant;

/**
 * Keeps documents of one kind as they say. Declares, looks, reports; never waits. It is asked again after every change,
 * after a kill, and when it said so, and must not mind being asked too often.
 */
public interface Reconciler {
    Kind kind();

    Decision reconcile(Document document, Instant now);
}
