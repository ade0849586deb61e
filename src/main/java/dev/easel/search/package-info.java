@NullMarked
package dev.easel.search;

import org.jspecify.annotations.NullMarked;
