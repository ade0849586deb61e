@NullMarked
package dev.easel.certificates;

import org.jspecify.annotations.NullMarked;
