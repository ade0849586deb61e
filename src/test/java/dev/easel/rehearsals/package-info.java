@NullMarked
package dev.easel.rehearsals;

import org.jspecify.annotations.NullMarked;
