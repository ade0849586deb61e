/** The demo: a client of the public API like any other, which draws what it sees. */
@NullMarked
package dev.easel.demo;

import org.jspecify.annotations.NullMarked;
