@NullMarked
package dev.easel.profiles;

import org.jspecify.annotations.NullMarked;
