@NullMarked
package dev.easel.signin;

import org.jspecify.annotations.NullMarked;
