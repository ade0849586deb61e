@NullMarked
package dev.easel.permissions;

import org.jspecify.annotations.NullMarked;
