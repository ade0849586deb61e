@NullMarked
package dev.easel.records;

import org.jspecify.annotations.NullMarked;
