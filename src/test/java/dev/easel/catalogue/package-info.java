@NullMarked
package dev.easel.catalogue;

import org.jspecify.annotations.NullMarked;
