/** Suites that every kind and every operation must pass, and what clients were once told and rely on. */
@NullMarked
package dev.easel.promises;

import org.jspecify.annotations.NullMarked;
