@NullMarked
package dev.easel.guards;

import org.jspecify.annotations.NullMarked;
