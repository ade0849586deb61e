@NullMarked
package dev.easel.macros;

import org.jspecify.annotations.NullMarked;
