@NullMarked
package dev.easel.clouds;

import org.jspecify.annotations.NullMarked;
