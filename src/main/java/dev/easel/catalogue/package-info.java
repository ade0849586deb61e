/**
 * Packs as clients find them: the built-in catalogue, which is data and is searched in memory, and kind {@code pack}, the
 * packs of registries that users add, which are known since a profile first named them.
 */
@NullMarked
package dev.easel.catalogue;

import org.jspecify.annotations.NullMarked;
