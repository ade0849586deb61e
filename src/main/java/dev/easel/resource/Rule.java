package dev.easel.resource;

/** Something that must be true of a document before it is written; throws a Problem, or completes the document. */
@FunctionalInterface
public interface Rule {
    void apply(Draft draft);
}
