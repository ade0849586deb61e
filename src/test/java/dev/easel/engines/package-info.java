/** What clusters promise on every engine, and what becomes of them when the management cluster is in trouble. */
@org.jspecify.annotations.NullMarked
package dev.easel.engines;
