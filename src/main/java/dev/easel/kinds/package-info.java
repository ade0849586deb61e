@NullMarked
package dev.easel.kinds;

import org.jspecify.annotations.NullMarked;
