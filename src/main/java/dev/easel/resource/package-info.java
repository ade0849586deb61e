@NullMarked
package dev.easel.resource;

import org.jspecify.annotations.NullMarked;
