/** Failures that are ordered, so that automation can be tried against them. */
@NullMarked
package dev.easel.rehearsals;

import org.jspecify.annotations.NullMarked;
