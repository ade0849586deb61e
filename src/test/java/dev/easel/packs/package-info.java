@NullMarked
package dev.easel.packs;

import org.jspecify.annotations.NullMarked;
