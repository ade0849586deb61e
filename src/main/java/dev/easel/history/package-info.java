/**
 * What happened: who changed what, read from the change log, and what engines and agents saw, read from the events. Both are long, so
 * both are told newest first, page by page.
 */
@NullMarked
package dev.easel.history;

import org.jspecify.annotations.NullMarked;
