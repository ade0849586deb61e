@NullMarked
package dev.easel.roles;

import org.jspecify.annotations.NullMarked;
