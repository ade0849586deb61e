/**
 * The published API as data: which operations there are, what they take and answer, and the one way to say that something is wrong.
 *
 * <p>Nothing is generated from the contract. Its files are read at start from {@code /contract} on the class path; schemas are
 * compiled when they are first met.
 */
@NullMarked
package dev.easel.contract;

import org.jspecify.annotations.NullMarked;
