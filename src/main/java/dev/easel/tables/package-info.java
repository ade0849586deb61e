@NullMarked
package dev.easel.tables;

import org.jspecify.annotations.NullMarked;
