@NullMarked
package dev.easel.contract;

import org.jspecify.annotations.NullMarked;
