/**
 * Registries: kind {@code packRegistry}, of three sorts (pack, helm, oci) that share one namespace of names. The built-in
 * registries are no documents but the catalogue's, so most reads are handlers that put both together. What a registry
 * holds is not read from it: profiles name charts and versions, and the packs family knows them from then on.
 */
@NullMarked
package dev.easel.registries;

import org.jspecify.annotations.NullMarked;
