package dev.easel.templates;

/** A layer whose values and manifests have every name replaced, and how it wants to be installed. */
public record Resolved(Profile profile, Layer layer, Install install) {}
