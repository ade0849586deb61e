package dev.easel.templates;

import java.util.List;

/**
 * How a layer wants to be installed: lowest priority first, those of one priority together.
 *
 * @param namespace "" when the values name none
 * @param displayName "" when the values give none
 */
public record Install(int priority, String namespace, List<String> additionalNamespaces, String displayName) {}
