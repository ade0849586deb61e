/**
 * The engine that plays clusters: machines, packs, health and failures on a clock that a test can move.
 *
 * <p>A cluster's world is one JSON tree. {@code Play} moves it from its last moment through every due moment to now, so
 * looking once after an hour shows what looking every second would have shown. Nothing runs between two looks.
 */
@NullMarked
package dev.easel.provision.rehearsal;

import org.jspecify.annotations.NullMarked;
