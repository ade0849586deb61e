@NullMarked
package dev.easel.history;

import org.jspecify.annotations.NullMarked;
