@NullMarked
package dev.easel.store;

import org.jspecify.annotations.NullMarked;
