@NullMarked
package dev.easel;

import org.jspecify.annotations.NullMarked;
