@NullMarked
package dev.easel.auth;

import org.jspecify.annotations.NullMarked;
