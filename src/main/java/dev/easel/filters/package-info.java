@NullMarked
package dev.easel.filters;

import org.jspecify.annotations.NullMarked;
