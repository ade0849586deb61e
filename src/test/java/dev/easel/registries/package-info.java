@NullMarked
package dev.easel.registries;

import org.jspecify.annotations.NullMarked;
